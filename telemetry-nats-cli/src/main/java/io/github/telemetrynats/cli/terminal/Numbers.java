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

package io.github.telemetrynats.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Shows numbers and sizes.
 */
public final class Numbers {

	private static final String[] SIZES = { "B", "kB", "MB", "GB", "TB" };

	private Numbers() {
	}

	/**
	 * Show a number with three digits that count, but never without one before the point.
	 * @param number the number
	 * @return such as {@code 0.123}, {@code 41.2} or {@code 18230}
	 */
	public static String three(double number) {
		if (!Double.isFinite(number)) {
			return Double.toString(number);
		}
		if (Math.abs(number) >= 100) {
			return (Math.abs(number) < 1e15) ? Long.toString(Math.round(number)) : Double.toString(number);
		}
		BigDecimal rounded = new BigDecimal(number).round(new MathContext(3));
		if (rounded.signum() == 0) {
			return "0";
		}
		rounded = rounded.stripTrailingZeros();
		return (Math.abs(number) < 1e-6) ? rounded.toString() : rounded.toPlainString();
	}

	/**
	 * Show a count with its thousands apart.
	 * @param count the count
	 * @return such as {@code 18 230}
	 */
	public static String grouped(long count) {
		String digits = Long.toString(count);
		StringBuilder text = new StringBuilder(digits);
		for (int i = digits.length() - 3; i > ((count < 0) ? 1 : 0); i -= 3) {
			text.insert(i, ' ');
		}
		return text.toString();
	}

	/**
	 * Show a size with units of 1,024.
	 * @param bytes the size
	 * @return such as {@code 412.8 MB}
	 */
	public static String size(long bytes) {
		double size = bytes;
		int unit = 0;
		while (Math.abs(size) >= 1_024 && unit < SIZES.length - 1) {
			size /= 1_024;
			unit++;
		}
		return three(size) + ' ' + SIZES[unit];
	}

}
