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

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Rfc3339Tests {

	@ParameterizedTest
	@ValueSource(strings = { "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2024-02-29T12:00:00Z",
			"2000-02-29T00:00:00Z", "1900-02-28T23:59:59Z", "1900-03-01T00:00:00Z", "2023-12-31T23:59:59.999999999Z",
			"0000-01-01T00:00:00Z", "0000-02-29T00:00:00Z", "0001-01-01T00:00:00.100Z", "9999-12-31T23:59:59.999999Z",
			"2024-01-15T10:30:01.234Z", "2024-01-15T10:30:01.000001Z", "2024-01-15T10:30:01.000000001Z" })
	void timeIsWrittenAsPreciseAsItIs(String time) {
		assertThat(write(Instant.parse(time))).isEqualTo(time);
	}

	@Test
	void timeThatRfc3339CannotExpressBecomesTheNearestThatItCan() {
		assertThat(write(Instant.MIN)).isEqualTo("0000-01-01T00:00:00Z");
		assertThat(write(Rfc3339.MIN.minusNanos(1))).isEqualTo("0000-01-01T00:00:00Z");
		assertThat(write(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999999999Z");
		assertThat(write(Rfc3339.MAX.plusNanos(1))).isEqualTo("9999-12-31T23:59:59.999999999Z");
	}

	@Test
	void everyDayOfFourCenturiesIsRight() {
		for (Instant day = Instant.parse("1799-12-30T07:08:09Z"); day
			.isBefore(Instant.parse("2201-01-02T00:00:00Z")); day = day.plusSeconds(86_400)) {
			if (!write(day).equals(day.toString())) {
				assertThat(write(day)).isEqualTo(day.toString());
			}
		}
	}

	@Test
	void randomTimesAreAsTheJdkWritesThem() {
		Random random = new Random(1);
		for (int i = 0; i < 5_000; i++) {
			long second = random.nextLong(Rfc3339.MIN.getEpochSecond(), Rfc3339.MAX.getEpochSecond());
			Instant time = Instant.ofEpochSecond(second, random.nextInt(1_000) * (long) Math.pow(1_000, i % 3));
			assertThat(write(time)).isEqualTo(time.toString());
			assertThat(Rfc3339.parse(time.toString())).isEqualTo(time);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2024-01-15T10:30:01Z", "2024-01-15T10:30:01.5Z", "2024-02-29T23:59:59.123456789Z",
			"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.000000001Z",
			"2024-01-15T24:00:00Z", "2024-01-15T10:30:01+02:00", "2016-12-31T23:59:60Z", "2024-01-15t10:30:01z",
			"2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-04-31T00:00:00Z", "2024-01-00T00:00:00Z",
			"2024-01-15T10:60:01Z", "2024-01-15T10:30:01.Z", "2024-01-15T10:30:01.1234567891Z",
			"2024-01-15T10:30:01.12-4Z", "2024-01-15 10:30:01Z", "+2024-01-15T10:30:01Z", "2024-1-015T10:30:01Z",
			"2024-01-15T10:30Z", "\u0662024-01-15T10:30:01Z", "20240115", "" })
	void readsWhatInstantReads(String text) {
		Instant expected;
		try {
			expected = Instant.parse(text);
		}
		catch (DateTimeException ex) {
			assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Rfc3339.parse(text));
			return;
		}
		assertThat(Rfc3339.parse(text)).isEqualTo(expected);
	}

	private static String write(Instant time) {
		byte[] ascii = new byte[Rfc3339.MAX_LENGTH];
		return new String(ascii, 0, Rfc3339.write(time, ascii), StandardCharsets.US_ASCII);
	}

}
