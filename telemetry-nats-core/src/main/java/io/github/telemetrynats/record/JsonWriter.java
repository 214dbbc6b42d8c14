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

	private static final int LONGEST_NUMBER = 24;

	/** From here on numbers have no exponent. */
	private static final double MIN_PLAIN = 1e-3;

	/** From here on they have one again. */
	private static final double MAX_PLAIN = 1e7;

	private static final int MILLION = 1_000_000;

	private final EncodeBuffer buffer;

	private final char[] chars = new char[PIECE];

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
		int length = name.length();
		char[] source = (length <= PIECE) ? this.chars : new char[length];
		name.getChars(0, length, source, 0);
		text(source, length);
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
	 * @param text letters, digits and signs of ASCII
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
	 * Write characters as a text. An unpaired surrogate becomes U+FFFD.
	 * @param source the characters
	 * @param length how many of them
	 */
	void text(char[] source, int length) {
		beforeValue();
		if (length > PIECE) {
			pieces(source, length);
			return;
		}
		byte[] bytes = this.buffer.room(length * JsonText.LONGEST + 2);
		int start = this.buffer.position();
		bytes[start] = '"';
		int end = JsonText.write(source, 0, length, bytes, start + 1);
		bytes[end] = '"';
		this.buffer.advance(end + 1 - start);
	}

	private void pieces(char[] source, int length) {
		one('"');
		for (int start = 0; start < length;) {
			int end = Math.min(length, start + PIECE);
			if (end < length && Character.isHighSurrogate(source[end - 1])) {
				end--;
			}
			byte[] bytes = this.buffer.room((end - start) * JsonText.LONGEST);
			int at = this.buffer.position();
			this.buffer.advance(JsonText.write(source, start, end, bytes, at) - at);
			start = end;
		}
		one('"');
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
