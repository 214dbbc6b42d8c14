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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.HdrHistogram.Histogram;

/**
 * Writes {@code target/offer-histogram.md}.
 */
final class OfferReport {

	private static final double[] PERCENTILES = { 50, 99, 99.9, 99.99, 99.999 };

	private final StringBuilder text = new StringBuilder();

	OfferReport() {
		add("# How long a call of offer takes%n%n");
		add("%d processors, Java %s. Next to each call of `offer` the same thread made a call that does%n",
				Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
		add("nothing and one to a `ConcurrentLinkedQueue`: what these show is the scheduler and the garbage%n");
		add("collector at work, and the clock. Microseconds.%n");
	}

	void add(String server, OfferTimes times) {
		add("%n## Server %s%n%n%,d calls; the threads were blocked %d times and waited %d times.%n%n", server,
				times.offer().getTotalCount(), times.blocked(), times.waited());
		add("| call | 50 %% | 99 %% | 99.9 %% | 99.99 %% | 99.999 %% | longest |%n|---|---|---|---|---|---|---|%n");
		row("nothing", times.nothing());
		row("plain queue", times.queue());
		row("`offer`", times.offer());
		add("%n| at most, µs | nothing, calls | plain queue, calls | `offer`, calls |%n|---|---|---|---|%n");
		long from = -1;
		for (long to = 128; from < times.offer().getMaxValue() || from < times.nothing().getMaxValue(); to *= 2) {
			add("| %s | %,d | %,d | %,d |%n", micros(to), count(times.nothing(), from, to),
					count(times.queue(), from, to), count(times.offer(), from, to));
			from = to;
		}
	}

	void write(Path file) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, this.text);
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	private void row(String call, Histogram histogram) {
		add("| %s |", call);
		for (double percentile : PERCENTILES) {
			add(" %s |", micros(histogram.getValueAtPercentile(percentile)));
		}
		add(" %s |%n", micros(histogram.getMaxValue()));
	}

	private static long count(Histogram histogram, long from, long to) {
		if (from >= histogram.getMaxValue()) {
			return 0;
		}
		long count = 0;
		for (var value : histogram.recordedValues()) {
			if (value.getValueIteratedTo() > from && value.getValueIteratedTo() <= to) {
				count += value.getCountAddedInThisIterationStep();
			}
		}
		return count;
	}

	private static String micros(long nanos) {
		return String.format(Locale.ROOT, (nanos < 10_000) ? "%,.2f" : "%,.0f", nanos / 1_000.0);
	}

	private void add(String format, Object... arguments) {
		this.text.append(String.format(Locale.ROOT, format, arguments));
	}

}
