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
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * What an attribute's value is as JSON.
 */
final class Values {

	/** Longer numbers become texts: no reader could take them for numbers. */
	private static final int LONGEST_NUMBER = 400;

	private Values() {
	}

	/**
	 * Turn a value into a string, a boolean, a finite number, or a container: a map, a
	 * collection or an array, which are returned as they are. Never throws.
	 * @param value any object
	 * @return what to write, or {@code null} if the value must be left out
	 */
	static @Nullable Object simplify(@Nullable Object value) {
		if (value == null || value instanceof String || value instanceof Boolean || isContainer(value)) {
			return value;
		}
		try {
			return (value instanceof Number number) ? number(number) : text(value);
		}
		catch (Throwable ex) {
			return failure("toString()", ex);
		}
	}

	static boolean isContainer(Object value) {
		return value instanceof Map || value instanceof Collection
				|| (value.getClass().isArray() && !(value instanceof char[]));
	}

	private static @Nullable Object number(Number number) {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			return number;
		}
		if (number instanceof Double || number instanceof Float) {
			return Double.isFinite(number.doubleValue()) ? number : null;
		}
		if (number instanceof AtomicLong || number instanceof AtomicInteger || number instanceof LongAdder
				|| number instanceof LongAccumulator) {
			return number.longValue();
		}
		if (number instanceof DoubleAdder || number instanceof DoubleAccumulator) {
			return number(number.doubleValue());
		}
		return bigNumber(number);
	}

	/**
	 * Turn a number of any size into one that a reader can hold as a double, or else into
	 * its text.
	 * @param number the number
	 * @return a {@code BigInteger}, a {@code BigDecimal} or a string
	 */
	private static Object bigNumber(Number number) {
		String text = text(number);
		if (text.length() > LONGEST_NUMBER) {
			return text;
		}
		if (number.getClass() == BigInteger.class || number.getClass() == BigDecimal.class) {
			return Double.isFinite(number.doubleValue()) ? number : text;
		}
		try {
			BigDecimal decimal = new BigDecimal(text);
			return Double.isFinite(decimal.doubleValue()) ? decimal : text;
		}
		catch (NumberFormatException ex) {
			return text;
		}
	}

	private static String text(Object value) {
		return (value instanceof char[] chars) ? String.valueOf(chars) : String.valueOf(value.toString());
	}

	/**
	 * Return what is written in place of something that could not be read.
	 * @param what what failed
	 * @param ex how it failed
	 * @return a text without the exception's message, which might fail in turn
	 */
	static String failure(String what, Throwable ex) {
		if (ex instanceof VirtualMachineError error && !(ex instanceof StackOverflowError)) {
			throw error;
		}
		return '(' + what + " failed: " + ex.getClass().getName() + ')';
	}

}
