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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

import org.jspecify.annotations.Nullable;

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
	 * Read a time.
	 * @param text such as {@code 2024-01-15T10:30:01.5Z}
	 * @return the time
	 * @throws DateTimeException if the text is no time
	 */
	static Instant parse(String text) {
		Instant usual = parseUsual(text);
		return (usual != null) ? usual : Instant.parse(text);
	}

	// UTC, with up to nine digits of a second: a reader of many records has better to do
	// than to run a formatter
	private static @Nullable Instant parseUsual(String text) {
		int end = text.length() - 1;
		if (end < 19 || end > 29 || end == 20 || text.charAt(end) != 'Z' || text.charAt(4) != '-'
				|| text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':'
				|| (end > 19 && text.charAt(19) != '.')) {
			return null;
		}
		int year = number(text, 0, 4);
		int month = number(text, 5, 7);
		int day = number(text, 8, 10);
		int hour = number(text, 11, 13);
		int minute = number(text, 14, 16);
		int second = number(text, 17, 19);
		int nanos = (end > 19) ? number(text, 20, end) : 0;
		if (year < 0 || month < 1 || month > 12 || day < 1
				|| (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) || hour < 0 || hour > 23 || minute < 0
				|| minute > 59 || second < 0 || second > 59 || nanos < 0) {
			return null;
		}
		for (int i = end; i < 29 && end > 19; i++) {
			nanos *= 10;
		}
		long days = LocalDate.of(year, month, day).toEpochDay();
		return Instant.ofEpochSecond(days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second, nanos);
	}

	private static int number(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = number * 10 + digit;
		}
		return number;
	}

	/**
	 * Write a time.
	 * @param time the time
	 * @param target where to, from index 0
	 * @return how many bytes of ASCII were written
	 */
	static int write(Instant time, byte[] target) {
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

	private static int fraction(int nanos, byte[] target) {
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
	private static void date(long epochDay, byte[] target) {
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

	private static int digits(int number, int count, byte[] target, int start) {
		int rest = number;
		for (int i = start + count - 1; i >= start; i--) {
			target[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		return start + count;
	}

}
