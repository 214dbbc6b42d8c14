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

package io.github.telemetrynats.cli.connection;

import java.io.ByteArrayOutputStream;

/**
 * Finds the headers in what the server sends, however it is cut into pieces, and replaces
 * what is beyond ASCII by question marks: their length must not change. Not safe for use
 * by several threads.
 */
final class HeaderBytes {

	private static final int LINE_BREAK = 2;

	/** The start of a line of which the end has not been read yet. */
	private final ByteArrayOutputStream lineStart = new ByteArrayOutputStream();

	private int headersLeft;

	private int bodyLeft;

	/**
	 * Replace what is beyond ASCII in headers.
	 * @param bytes what was read, in its order
	 * @param offset where it starts
	 * @param length how much it is; nothing if it is negative
	 */
	void clean(byte[] bytes, int offset, int length) {
		int end = offset + length;
		int position = offset;
		while (position < end) {
			if (this.headersLeft > 0) {
				int count = Math.min(this.headersLeft, end - position);
				replace(bytes, position, position + count);
				this.headersLeft -= count;
				position += count;
			}
			else if (this.bodyLeft > 0) {
				int count = Math.min(this.bodyLeft, end - position);
				this.bodyLeft -= count;
				position += count;
			}
			else {
				position = readLine(bytes, position, end);
			}
		}
	}

	private static void replace(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (bytes[i] < 0) {
				bytes[i] = '?';
			}
		}
	}

	private int readLine(byte[] bytes, int from, int end) {
		int lineBreak = from;
		while (lineBreak < end && bytes[lineBreak] != '\n') {
			lineBreak++;
		}
		if (lineBreak == end || this.lineStart.size() > 0) {
			this.lineStart.write(bytes, from, lineBreak - from);
			if (lineBreak == end) {
				return end;
			}
			lengths(this.lineStart.toByteArray(), 0, this.lineStart.size());
			this.lineStart.reset();
		}
		else {
			lengths(bytes, from, lineBreak);
		}
		return lineBreak + 1;
	}

	// "MSG subject sid [reply] bytes", and "HMSG subject sid [reply] header-bytes bytes"
	private void lengths(byte[] bytes, int from, int to) {
		boolean headers = to > from && bytes[from] == 'H';
		if (!headers && (to == from || bytes[from] != 'M')) {
			return;
		}
		int position = to - 1;
		int[] numbers = new int[2];
		for (int i = 0; i < 2; i++) {
			while (position > from && !isDigit(bytes[position])) {
				position--;
			}
			for (int factor = 1; position > from && isDigit(bytes[position]); factor *= 10) {
				numbers[i] += (bytes[position--] - '0') * factor;
			}
		}
		this.headersLeft = headers ? numbers[1] : 0;
		this.bodyLeft = numbers[0] - this.headersLeft + LINE_BREAK;
	}

	private static boolean isDigit(byte b) {
		return b >= '0' && b <= '9';
	}

}
