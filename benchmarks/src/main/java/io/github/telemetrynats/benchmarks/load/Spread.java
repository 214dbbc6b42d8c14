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

package io.github.telemetrynats.benchmarks.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The median of what was measured several times, and the smallest and the largest value.
 *
 * @param median the median
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {

	/**
	 * Take one figure of all rounds.
	 * @param rounds what was measured in each round
	 * @param figure the figure to take
	 * @param <T> the type of what was measured
	 * @return the spread
	 */
	public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> figure) {
		return of(rounds.stream().map(figure::applyAsDouble).toList());
	}

	/**
	 * Take all values of a list.
	 * @param values the values
	 * @return the spread
	 */
	public static Spread of(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int half = sorted.size() / 2;
		double median = (sorted.size() % 2 == 1) ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
		return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
	}

	/**
	 * Write the spread for a table.
	 * @param decimals how many decimals
	 * @return such as {@code 12.3 (11.9–12.8)}
	 */
	public String text(int decimals) {
		return "%s (%s–%s)".formatted(number(this.median, decimals), number(this.least, decimals),
				number(this.most, decimals));
	}

	/**
	 * Write a number for a table.
	 * @param value the number
	 * @param decimals how many decimals
	 * @return such as {@code 12,345.6}
	 */
	public static String number(double value, int decimals) {
		return String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

}
