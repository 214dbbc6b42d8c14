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

import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Writes JSON straight into a buffer. Puts the commas in and escapes texts, but relies on
 * its callers for everything else: that names and values alternate in objects, and that
 * containers end. A general generator would check that, copy every text once more, and
 * allocate. Not thread-safe.
 */
final class JsonWriter {

	/** Texts are written in pieces, so that room is needed for one only. */
	private static final int PIECE = 1_024;

	/** What a character takes at the most. */
	private static final int LONGEST_ESCAPE = 6;

	private static final int LONGEST_NUMBER = 24;

	/** From here on numbers have no exponent. */
	private static final double MIN_PLAIN = 1e-3;

	/** From here on they have one again. */
	private static final double MAX_PLAIN = 1e7;

	private static final int MILLION = 1_000_000;

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

	private final EncodeBuffer buffer;

	private char[] chars = new char[PIECE];

	/** One bit for each open container. */
	private long arrays;

	private long filled;

	private long current = 1;

	JsonWriter(EncodeBuffer buffer) {
		this.buffer = buffer;
	}

	/**
	 * Forget the containers that are open.
	 */
	void reset() {
		this.arrays = 0;
		this.filled = 0;
		this.current = 1;
	}

	boolean inArray() {
		return (this.arrays & this.current) != 0;
	}

	void startObject() {
		start('{');
		this.arrays &= ~this.current;
	}

	void startArray() {
		start('[');
		this.arrays |= this.current;
	}

	private void start(char bracket) {
		beforeValue();
		one(bracket);
		this.current <<= 1;
		this.filled &= ~this.current;
	}

	void end() {
		one(inArray() ? ']' : '}');
		this.current >>>= 1;
	}

	/**
	 * Write the name of a field.
	 * @param name any text
	 */
	void name(String name) {
		if ((this.filled & this.current) != 0) {
			one(',');
		}
		this.filled |= this.current;
		quoted(name);
		one(':');
	}

	/**
	 * Write the name of a field.
	 * @param name a text of ASCII letters, digits and signs that need no escape
	 */
	@SuppressWarnings("deprecation") // which copies the low bytes: all that ASCII has
	void plainName(String name) {
		int length = name.length();
		byte[] bytes = this.buffer.room(length + 4);
		int at = this.buffer.position();
		int start = at;
		if ((this.filled & this.current) != 0) {
			bytes[at++] = ',';
		}
		this.filled |= this.current;
		bytes[at++] = '"';
		name.getBytes(0, length, bytes, at);
		at += length;
		bytes[at++] = '"';
		bytes[at++] = ':';
		this.buffer.advance(at - start);
	}

	void object(String plainName) {
		plainName(plainName);
		startObject();
	}

	void array(String plainName) {
		plainName(plainName);
		startArray();
	}

	/**
	 * Write a text that needs no escape.
	 * @param text ASCII letters, digits and signs
	 */
	@SuppressWarnings("deprecation") // which copies the low bytes: all that ASCII has
	void plain(String text) {
		beforeValue();
		int length = text.length();
		byte[] bytes = this.buffer.room(length + 2);
		int at = this.buffer.position();
		bytes[at] = '"';
		text.getBytes(0, length, bytes, at + 1);
		bytes[at + 1 + length] = '"';
		this.buffer.advance(length + 2);
	}

	/**
	 * Write a text. An unpaired surrogate becomes U+FFFD.
	 * @param text any text
	 */
	void text(String text) {
		beforeValue();
		quoted(text);
	}

	/**
	 * Write a text.
	 * @param source the characters
	 * @param length how many of them
	 */
	void text(char[] source, int length) {
		beforeValue();
		one('"');
		for (int start = 0; start < length;) {
			int end = pieceEnd(source, start, length);
			escaped(source, start, end);
			start = end;
		}
		one('"');
	}

	private void quoted(String text) {
		one('"');
		int length = text.length();
		for (int start = 0; start < length;) {
			int end = Math.min(length, start + PIECE);
			if (end < length && Character.isHighSurrogate(text.charAt(end - 1))) {
				end--;
			}
			text.getChars(start, end, this.chars, 0);
			escaped(this.chars, 0, end - start);
			start = end;
		}
		one('"');
	}

	private static int pieceEnd(char[] source, int start, int length) {
		int end = Math.min(length, start + PIECE);
		return (end < length && Character.isHighSurrogate(source[end - 1])) ? end - 1 : end;
	}

	private void escaped(char[] source, int start, int end) {
		byte[] bytes = this.buffer.room((end - start) * LONGEST_ESCAPE);
		int first = this.buffer.position();
		int at = first;
		int i = start;
		while (i < end) {
			char c = source[i];
			if (c >= 0x80 || ESCAPES[c] != 0) {
				break;
			}
			bytes[at++] = (byte) c;
			i++;
		}
		if (i < end) {
			at = unusual(source, i, end, bytes, at);
		}
		this.buffer.advance(at - first);
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

	void bool(boolean value) {
		beforeValue();
		literal(value ? "true" : "false");
	}

	void number(long value) {
		beforeValue();
		digits(value);
	}

	/**
	 * Write a number in as few digits as identify it, without an exponent from 0.001 on
	 * and below 10,000,000.
	 * @param value a finite number
	 */
	void number(double value) {
		beforeValue();
		double size = Math.abs(value);
		if (size >= MIN_PLAIN && size < MAX_PLAIN) {
			long millionths = Math.round(size * MILLION);
			// A decimal of so few digits that names the same double is the shortest
			if (millionths / (double) MILLION == size) {
				decimal(value < 0, millionths);
				return;
			}
		}
		literal((Double.doubleToRawLongBits(value) == 0) ? "0.0" : NumberOutput.toString(value, true));
	}

	private void decimal(boolean negative, long millionths) {
		byte[] bytes = this.buffer.room(LONGEST_NUMBER);
		int start = this.buffer.position();
		int at = start;
		if (negative) {
			bytes[at++] = '-';
		}
		at = NumberOutput.outputLong(millionths / MILLION, bytes, at);
		bytes[at++] = '.';
		int rest = (int) (millionths % MILLION);
		int unit = MILLION / 10;
		do {
			bytes[at++] = (byte) ('0' + rest / unit);
			rest %= unit;
			unit /= 10;
		}
		while (rest != 0);
		this.buffer.advance(at - start);
	}

	void number(float value) {
		beforeValue();
		literal(NumberOutput.toString(value, true));
	}

	void number(BigDecimal value) {
		beforeValue();
		literal(value.toString());
	}

	void number(BigInteger value) {
		beforeValue();
		literal(value.toString());
	}

	private void digits(long value) {
		byte[] bytes = this.buffer.room(LONGEST_NUMBER);
		int at = this.buffer.position();
		this.buffer.advance(NumberOutput.outputLong(value, bytes, at) - at);
	}

	@SuppressWarnings("deprecation") // which copies the low bytes: all that ASCII has
	private void literal(String text) {
		int length = text.length();
		text.getBytes(0, length, this.buffer.room(length), this.buffer.position());
		this.buffer.advance(length);
	}

	private void beforeValue() {
		if (inArray()) {
			if ((this.filled & this.current) != 0) {
				one(',');
			}
			this.filled |= this.current;
		}
	}

	private void one(char c) {
		this.buffer.room(1)[this.buffer.position()] = (byte) c;
		this.buffer.advance(1);
	}

}
