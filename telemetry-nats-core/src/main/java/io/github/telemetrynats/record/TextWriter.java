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

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the texts of a record: replaces unpaired surrogates, and measures or cuts if the
 * record is too large. Not thread-safe.
 */
final class TextWriter {

	static final int NO_LIMIT = Integer.MAX_VALUE;

	/** What a text that was cut ends with. */
	static final char ELLIPSIS = '\u2026';

	private static final int ELLIPSIS_BYTES = 3;

	private static final char REPLACEMENT = '\uFFFD';

	/** Characters that stand in JSON as they are, in one byte. */
	private static final boolean[] PLAIN = new boolean[128];

	static {
		Arrays.fill(PLAIN, ' ', PLAIN.length, true);
		PLAIN['"'] = false;
		PLAIN['\\'] = false;
	}

	private static final int INITIAL_SIZE = 1024;

	private static final int USUAL_SIZE = 32 * 1024;

	/** Texts are no longer scanned when this many times what fits was. */
	private static final long MEASURED_RECORDS = 64;

	private final JsonGenerator generator;

	private char[] chars = new char[INITIAL_SIZE];

	private final byte[] ascii = new byte[INITIAL_SIZE];

	private int longest = NO_LIMIT;

	private int limit = NO_LIMIT;

	private boolean cutAll;

	private @Nullable TextSizes sizes;

	TextWriter(JsonGenerator generator) {
		this.generator = generator;
	}

	/**
	 * Start a record.
	 * @param pass whether texts are written, measured or cut
	 */
	void start(Pass pass) {
		this.longest = pass.maxBytes();
		this.sizes = pass.sizes();
		this.cutAll = pass.bare();
		this.limit = pass.textLimit();
		if (this.chars.length > USUAL_SIZE) {
			this.chars = new char[INITIAL_SIZE];
		}
	}

	/**
	 * Cut the texts that follow.
	 * @param limit bytes as JSON without the quotes
	 * @return the limit until now
	 */
	int limit(int limit) {
		int before = this.limit;
		this.limit = limit;
		return before;
	}

	/**
	 * Write a text that may be cut.
	 * @param text the text
	 */
	void text(String text) throws IOException {
		if (this.sizes != null) {
			this.sizes.add(measure(text, this.sizes.total()));
			this.generator.writeString("");
			return;
		}
		write(text, this.limit);
	}

	/**
	 * Write a name, which is not cut unless nothing else helps.
	 * @param name the name
	 */
	void name(String name) throws IOException {
		if (this.cutAll) {
			text(name);
			return;
		}
		write(name, NO_LIMIT);
	}

	/**
	 * Write an id or a word of the contract, which is never cut.
	 * @param id the id
	 */
	void id(String id) throws IOException {
		write(id, NO_LIMIT);
	}

	/**
	 * Write the name of a field.
	 * @param name a name without unpaired surrogates
	 */
	void fieldName(String name) throws IOException {
		this.generator.writeFieldName(name);
	}

	void time(Instant time) throws IOException {
		this.generator.writeRawUTF8String(this.ascii, 0, Rfc3339.write(time, this.ascii));
	}

	private void write(String text, int limit) throws IOException {
		int length = Math.min(text.length(), limit);
		if (length > this.longest) {
			throw new EncodeBuffer.LimitExceededException();
		}
		if (limit == NO_LIMIT && length > USUAL_SIZE) {
			this.generator.writeString(new WellFormedReader(text), -1);
			return;
		}
		if (length > this.chars.length) {
			this.chars = new char[Math.max(length, Math.min(this.longest, this.chars.length * 2))];
		}
		text.getChars(0, length, this.chars, 0);
		if (length == text.length() && isPlain(length)) {
			this.generator.writeRawUTF8String(this.ascii, 0, length);
			return;
		}
		repair(this.chars, 0, length);
		if (limit != NO_LIMIT) {
			length = cut(this.chars, length, text.length() > length, limit);
		}
		this.generator.writeString(this.chars, 0, length);
	}

	/**
	 * Turn a text into the bytes that go out, if each character is one of them: most
	 * texts are like that, and need neither be repaired nor escaped nor measured.
	 * @param length how many characters there are
	 * @return whether there is nothing else
	 */
	private boolean isPlain(int length) {
		if (length > this.ascii.length) {
			return false;
		}
		char[] from = this.chars;
		byte[] to = this.ascii;
		for (int i = 0; i < length; i++) {
			char c = from[i];
			if (c >= PLAIN.length || !PLAIN[c]) {
				return false;
			}
			to[i] = (byte) c;
		}
		return true;
	}

	private int measure(String text, long measured) {
		if (text.length() > this.longest || measured / MEASURED_RECORDS > this.longest) {
			return text.length();
		}
		int size = 0;
		for (int i = 0; i < text.length(); i++) {
			size += sizeOf(text.charAt(i));
		}
		return size;
	}

	private static int cut(char[] chars, int length, boolean mustCut, int limit) {
		int size = 0;
		int end = 0;
		for (int i = 0; i < length; i++) {
			if (size <= limit - ELLIPSIS_BYTES && !Character.isLowSurrogate(chars[i])) {
				end = i;
			}
			size += sizeOf(chars[i]);
			if (size > limit) {
				break;
			}
		}
		if (size <= limit && !mustCut) {
			return length;
		}
		chars[end] = ELLIPSIS;
		return end + 1;
	}

	/**
	 * Return how many bytes a character takes as JSON. Half of a surrogate pair counts
	 * three, although it takes two: so it does not matter whether it is one.
	 * @param c the character
	 * @return bytes
	 */
	private static int sizeOf(char c) {
		if (c >= 0x80) {
			return (c < 0x800) ? 2 : 3;
		}
		if (c >= ' ') {
			return (c == '"' || c == '\\') ? 2 : 1;
		}
		return (c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f') ? 2 : 6;
	}

	/**
	 * Replace unpaired surrogates.
	 * @param chars where they are
	 * @param from the first index
	 * @param to the index after the last
	 */
	static void repair(char[] chars, int from, int to) {
		for (int i = from; i < to; i++) {
			if (Character.isSurrogate(chars[i])) {
				if (Character.isHighSurrogate(chars[i]) && i + 1 < to && Character.isLowSurrogate(chars[i + 1])) {
					i++;
				}
				else {
					chars[i] = REPLACEMENT;
				}
			}
		}
	}

	/**
	 * Replace unpaired surrogates.
	 * @param text the text
	 * @return the text, or one with U+FFFD in their places
	 */
	static String wellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				char[] chars = text.toCharArray();
				repair(chars, 0, chars.length);
				return String.valueOf(chars);
			}
		}
		return text;
	}

}
