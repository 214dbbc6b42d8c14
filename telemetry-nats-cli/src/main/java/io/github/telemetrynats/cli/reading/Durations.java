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

package io.github.telemetrynats.cli.reading;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * Durations as people write them: {@code 100ms}, {@code 1.5s}, {@code 1h30m}.
 */
public final class Durations {

	private static final String[] UNITS = { "ns", "us", "ms", "s", "m", "h", "d", "w" };

	private static final long[] NANOS = { 1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L,
			86_400_000_000_000L, 604_800_000_000_000L };

	private Durations() {
	}

	/**
	 * Parse a duration.
	 * @param text one or more numbers, each with its unit
	 * @return nanoseconds, or {@code null} if it is none
	 */
	public static @Nullable Long parse(String text) {
		int position = 0;
		double total = 0;
		while (position < text.length()) {
			int end = position;
			while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
				end++;
			}
			int unitEnd = end;
			while (unitEnd < text.length() && Character.isLetter(text.charAt(unitEnd))) {
				unitEnd++;
			}
			int unit = unit(text.substring(end, unitEnd));
			if (end == position || unit < 0) {
				return null;
			}
			try {
				total += Double.parseDouble(text.substring(position, end)) * NANOS[unit];
			}
			catch (NumberFormatException ex) {
				return null;
			}
			position = unitEnd;
		}
		return (text.isEmpty() || total > Long.MAX_VALUE) ? null : (Long) Math.round(total);
	}

	private static int unit(String text) {
		for (int i = 0; i < UNITS.length; i++) {
			if (UNITS[i].equals(text)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Parse a duration that must be one.
	 * @param option the option's name, for messages
	 * @param text what was written
	 * @return a duration
	 * @throws CommandFailure if it is none
	 */
	public static Duration require(String option, String text) {
		Long nanos = parse(text.trim());
		if (nanos == null) {
			throw CommandFailure
				.usage(option + " is '" + text + "', but must be a duration such as 100ms, 30s or 1h30m");
		}
		return Duration.ofNanos(nanos);
	}

}
