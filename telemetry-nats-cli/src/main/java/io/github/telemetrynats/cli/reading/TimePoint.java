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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * A place in the stream as people write it: {@code 15m}, {@code -3h}, {@code 14:30},
 * {@code today}, {@code yesterday 18:00}, {@code 2026-11-22}, RFC 3339 or
 * {@code seq:4711}.
 *
 * @param text what was written
 * @param time the time, or {@code null}
 * @param sequence the sequence, or 0
 */
public record TimePoint(String text, @Nullable Instant time, long sequence) {

	/**
	 * Parse a place.
	 * @param option the option's name, for messages
	 * @param text what was written
	 * @param now the present time
	 * @param zone where dates and times of day are
	 * @return the place
	 * @throws CommandFailure if it is none
	 */
	public static TimePoint parse(String option, String text, Instant now, ZoneId zone) {
		String plain = text.trim();
		String lower = plain.toLowerCase(Locale.ROOT);
		try {
			if (lower.startsWith("seq:")) {
				return new TimePoint(text, null, Math.max(1, Long.parseLong(plain.substring(4))));
			}
			Long nanos = Durations.parse(lower.startsWith("-") ? lower.substring(1) : lower);
			if (nanos != null) {
				return new TimePoint(text, now.minus(Duration.ofNanos(nanos)), 0);
			}
			if (lower.equals("now")) {
				return new TimePoint(text, now, 0);
			}
			return new TimePoint(text, date(plain, lower, LocalDate.ofInstant(now, zone), zone), 0);
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw CommandFailure.usage(option + " is '" + text
					+ "', but must be such as 15m, 3h, 2d, 14:30, today, 'yesterday 18:00', 2026-11-22T09:14:02Z or seq:4711");
		}
	}

	private static Instant date(String text, String lower, LocalDate today, ZoneId zone) {
		int space = lower.indexOf(' ');
		String day = (space < 0) ? lower : lower.substring(0, space);
		LocalTime time = (space < 0) ? LocalTime.MIDNIGHT : LocalTime.parse(lower.substring(space + 1).trim());
		if (day.equals("today") || day.equals("yesterday")) {
			return (day.equals("today") ? today : today.minusDays(1)).atTime(time).atZone(zone).toInstant();
		}
		if (space < 0 && lower.indexOf('t') > 0) {
			return OffsetDateTime.parse(text).toInstant();
		}
		if (space < 0 && lower.indexOf(':') > 0) {
			return today.atTime(LocalTime.parse(lower)).atZone(zone).toInstant();
		}
		return LocalDate.parse(day).atTime(time).atZone(zone).toInstant();
	}

	Start start() {
		Instant since = this.time;
		return (since != null) ? new Start.Since(since) : new Start.At(this.sequence);
	}

}
