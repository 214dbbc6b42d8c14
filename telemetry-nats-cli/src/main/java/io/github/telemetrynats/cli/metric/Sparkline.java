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

package io.github.telemetrynats.cli.metric;

/**
 * A curve of a few characters.
 */
final class Sparkline {

	private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

	private static final String ASCII = "_.-~=+*#";

	private Sparkline() {
	}

	/**
	 * Draw a curve.
	 * @param values the values; not a number where there is none
	 * @param unicode whether it may be more than ASCII
	 * @return a character for each value
	 */
	static String of(double[] values, boolean unicode) {
		double least = Double.POSITIVE_INFINITY;
		double most = Double.NEGATIVE_INFINITY;
		for (double value : values) {
			least = Double.isNaN(value) ? least : Math.min(least, value);
			most = Double.isNaN(value) ? most : Math.max(most, value);
		}
		StringBuilder line = new StringBuilder();
		String levels = unicode ? BLOCKS : ASCII;
		for (double value : values) {
			double share = (most > least) ? (value - least) / (most - least) : 0.3;
			line.append(Double.isNaN(value) ? ' ' : levels.charAt((int) Math.round(share * (levels.length() - 1))));
		}
		return line.toString();
	}

}
