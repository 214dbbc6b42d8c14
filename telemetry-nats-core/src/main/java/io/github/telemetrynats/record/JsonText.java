/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.telemetrynats.record;

/**
 * Writes characters as they stand between the quotes of JSON. Most texts are plain ASCII,
 * so that is tried first.
 */
final class JsonText {

	/** How many bytes a character takes at the most. */
	static final int LONGEST = 6;

	private static final char REPLACEMENT = '\uFFFD';

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E',
			'F' };

	/**
	 * What a character below 128 is written as: itself if 0, behind a backslash if
	 * positive, as a number if -1.
	 */
	private static final byte[] ESCAPES = new byte[128];

	static {
		for (int c = 0; c < ' '; c++) {
			ESCAPES[c] = -1;
		}
		ESCAPES['\b'] = 'b';
		ESCAPES['\t'] = 't';
		ESCAPES['\n'] = 'n';
		ESCAPES['\f'] = 'f';
		ESCAPES['\r'] = 'r';
		ESCAPES['"'] = '"';
		ESCAPES['\\'] = '\\';
	}

	private JsonText() {
	}

	/**
	 * Write characters in UTF-8, those escaped that JSON wants escaped (RFC 8259, section
	 * 7). An unpaired surrogate becomes U+FFFD.
	 * @param source the characters
	 * @param start the first of them
	 * @param end behind the last, which is no half of a pair
	 * @param bytes where to, with room for {@link #LONGEST} bytes each
	 * @param position the first index to write to
	 * @return the index behind the last byte
	 */
	static int write(char[] source, int start, int end, byte[] bytes, int position) {
		int at = position;
		for (int i = start; i < end; i++) {
			char c = source[i];
			if (c >= 0x80 || ESCAPES[c] != 0) {
				return unusual(source, i, end, bytes, at);
			}
			bytes[at++] = (byte) c;
		}
		return at;
	}

	private static int unusual(char[] source, int start, int end, byte[] bytes, int position) {
		int at = position;
		for (int i = start; i < end; i++) {
			char c = source[i];
			if (c < 0x80) {
				at = ascii(c, bytes, at);
			}
			else if (c < 0x800) {
				bytes[at++] = (byte) (0xC0 | (c >> 6));
				bytes[at++] = (byte) (0x80 | (c & 0x3F));
			}
			else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(source[i + 1])) {
				int codePoint = Character.toCodePoint(c, source[++i]);
				bytes[at++] = (byte) (0xF0 | (codePoint >> 18));
				bytes[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
				bytes[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
				bytes[at++] = (byte) (0x80 | (codePoint & 0x3F));
			}
			else {
				char written = Character.isSurrogate(c) ? REPLACEMENT : c;
				bytes[at++] = (byte) (0xE0 | (written >> 12));
				bytes[at++] = (byte) (0x80 | ((written >> 6) & 0x3F));
				bytes[at++] = (byte) (0x80 | (written & 0x3F));
			}
		}
		return at;
	}

	private static int ascii(char c, byte[] bytes, int position) {
		int at = position;
		byte escape = ESCAPES[c];
		if (escape == 0) {
			bytes[at++] = (byte) c;
			return at;
		}
		bytes[at++] = '\\';
		if (escape > 0) {
			bytes[at++] = escape;
			return at;
		}
		bytes[at++] = 'u';
		bytes[at++] = '0';
		bytes[at++] = '0';
		bytes[at++] = HEX[c >> 4];
		bytes[at++] = HEX[c & 0xF];
		return at;
	}

}
