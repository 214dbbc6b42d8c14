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

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Shows times, durations and numbers, without the classes for formats that take long to
 * load.
 */
public final class Times {

	private Times() {
	}

	static String time(ZonedDateTime time) {
		StringBuilder text = new StringBuilder(12);
		pad(text, time.getHour(), 2).append(':');
		pad(text, time.getMinute(), 2).append(':');
		pad(text, time.getSecond(), 2).append('.');
		return pad(text, time.getNano() / 1_000_000, 3).toString();
	}

	static String dateTime(ZonedDateTime time) {
		StringBuilder text = new StringBuilder(23);
		pad(text, time.getYear(), 4).append('-');
		pad(text, time.getMonthValue(), 2).append('-');
		return pad(text, time.getDayOfMonth(), 2).append(' ').append(time(time)).toString();
	}

	private static StringBuilder pad(StringBuilder text, int number, int digits) {
		String plain = Integer.toString(number);
		return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
	}

	/**
	 * Show how long something took, with three digits that count.
	 * @param nanos the duration in nanoseconds
	 * @return such as {@code 1.02s}, {@code 812ms} or {@code 2h05m}
	 */
	public static String duration(long nanos) {
		if (nanos < 0) {
			return '-' + duration((nanos == Long.MIN_VALUE) ? Long.MAX_VALUE : -nanos);
		}
		if (nanos < 1_000) {
			return nanos + "ns";
		}
		if (nanos < 1_000_000) {
			return Numbers.three(nanos / 1e3) + "us";
		}
		if (nanos < 999_500_000) {
			return Numbers.three(nanos / 1e6) + "ms";
		}
		long seconds = nanos / 1_000_000_000;
		if (seconds < 60) {
			return Numbers.three(nanos / 1e9) + "s";
		}
		return age(Duration.ofSeconds(seconds));
	}

	/**
	 * Show how long ago something was.
	 * @param age the time since
	 * @return such as {@code 12s}, {@code 4m10s}, {@code 2h05m} or {@code 3d04h}
	 */
	public static String age(Duration age) {
		long seconds = Math.max(0, age.toSeconds());
		if (seconds < 60) {
			return seconds + "s";
		}
		if (seconds < 3_600) {
			return pair(seconds / 60, "m", seconds % 60, "s");
		}
		if (seconds < 86_400) {
			return pair(seconds / 3_600, "h", seconds / 60 % 60, "m");
		}
		return pair(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
	}

	private static String pair(long first, String firstUnit, long second, String secondUnit) {
		return first + firstUnit + ((second == 0) ? "" : ((second < 10) ? "0" : "") + second + secondUnit);
	}

	/**
	 * Return the nanoseconds between two times.
	 * @param start the first
	 * @param end the second
	 * @return nanoseconds, at most what a {@code long} holds
	 */
	public static long nanos(Instant start, Instant end) {
		try {
			return Math.addExact(Math.multiplyExact(Math.subtractExact(end.getEpochSecond(), start.getEpochSecond()),
					1_000_000_000L), end.getNano() - start.getNano());
		}
		catch (ArithmeticException ex) {
			return end.isBefore(start) ? Long.MIN_VALUE : Long.MAX_VALUE;
		}
	}

}
