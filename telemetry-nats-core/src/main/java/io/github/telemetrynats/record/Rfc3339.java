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

import java.time.Instant;

/**
 * Writes times as RFC 3339 has them, in UTC with a {@code Z} and as many decimals as the
 * time has: none, three, six or nine. Years that RFC 3339 cannot express (section 1: 0000
 * to 9999) become the first or the last instant that it can.
 */
final class Rfc3339 {

	/** How long such a text can be. */
	static final int MAX_LENGTH = 30;

	static final Instant MIN = Instant.parse("0000-01-01T00:00:00Z");

	static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

	private static final int SECONDS_PER_DAY = 86_400;

	private static final long DAYS_PER_ERA = 146_097;

	private Rfc3339() {
	}

	static Instant clamp(Instant time) {
		return time.isBefore(MIN) ? MIN : (time.isAfter(MAX) ? MAX : time);
	}

	/**
	 * Write a time.
	 * @param time the time
	 * @param target where to, from index 0
	 * @return how many characters were written
	 */
	static int write(Instant time, char[] target) {
		Instant instant = clamp(time);
		date(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY), target);
		int second = Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
		target[10] = 'T';
		digits(second / 3600, 2, target, 11);
		target[13] = ':';
		digits(second / 60 % 60, 2, target, 14);
		target[16] = ':';
		digits(second % 60, 2, target, 17);
		int end = fraction(instant.getNano(), target);
		target[end] = 'Z';
		return end + 1;
	}

	private static int fraction(int nanos, char[] target) {
		if (nanos == 0) {
			return 19;
		}
		target[19] = '.';
		if (nanos % 1_000_000 == 0) {
			return digits(nanos / 1_000_000, 3, target, 20);
		}
		if (nanos % 1_000 == 0) {
			return digits(nanos / 1_000, 6, target, 20);
		}
		return digits(nanos, 9, target, 20);
	}

	/**
	 * Write a date of the proleptic Gregorian calendar. Years are counted from 1 March,
	 * which puts the leap day at the end of the year, within eras of 400 years, after
	 * which the calendar repeats.
	 * @param epochDay days since 1970-01-01
	 * @param target where to
	 */
	private static void date(long epochDay, char[] target) {
		long day = epochDay + 719_468;
		long era = Math.floorDiv(day, DAYS_PER_ERA);
		int dayOfEra = (int) Math.floorMod(day, DAYS_PER_ERA);
		int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
		int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
		int monthFromMarch = (5 * dayOfYear + 2) / 153;
		int month = (monthFromMarch < 10) ? monthFromMarch + 3 : monthFromMarch - 9;
		int year = (int) (era * 400) + yearOfEra + ((month <= 2) ? 1 : 0);
		digits(year, 4, target, 0);
		target[4] = '-';
		digits(month, 2, target, 5);
		target[7] = '-';
		digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, target, 8);
	}

	private static int digits(int number, int count, char[] target, int start) {
		int rest = number;
		for (int i = start + count - 1; i >= start; i--) {
			target[i] = (char) ('0' + rest % 10);
			rest /= 10;
		}
		return start + count;
	}

}
