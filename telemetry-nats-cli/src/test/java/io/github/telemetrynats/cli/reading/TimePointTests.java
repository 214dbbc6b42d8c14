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
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.cli.terminal.CommandFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimePointTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Instant NOW = Instant.parse("2026-11-22T13:00:00Z");

	private static TimePoint parse(String text) {
		return TimePoint.parse("--since", text, NOW, BERLIN);
	}

	@ParameterizedTest
	@CsvSource({ "15m,2026-11-22T12:45:00Z", "-3h,2026-11-22T10:00:00Z", "2d,2026-11-20T13:00:00Z",
			"1h30m,2026-11-22T11:30:00Z", "14:30,2026-11-22T13:30:00Z", "today,2026-11-21T23:00:00Z",
			"yesterday 18:00,2026-11-21T17:00:00Z", "2026-11-22T09:14:02+01:00,2026-11-22T08:14:02Z",
			"2026-11-01,2026-10-31T23:00:00Z", "2026-11-01 08:00,2026-11-01T07:00:00Z", "now,2026-11-22T13:00:00Z" })
	void aTimeIsReadAsPeopleWriteIt(String text, Instant expected) {
		assertThat(parse(text).time()).isEqualTo(expected);
	}

	@Test
	void aSequenceIsAPlaceToo() {
		assertThat(parse("seq:4711")).isEqualTo(new TimePoint("seq:4711", null, 4711));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "15", "15x", "seq:x", "25:00", "2026-13-01" })
	void anythingElseIsToldWithWhatWouldBeRight(String text) {
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> parse(text))
			.withMessageStartingWith("--since is '" + text + "', but must be such as 15m")
			.matches((failure) -> failure.exitCode() == 2);
	}

	@Test
	void durationsAddUpTheirParts() {
		assertThat(Durations.require("--min", "1m500ms")).isEqualTo(Duration.ofMillis(60_500));
		assertThat(Durations.parse("1.5s")).isEqualTo(1_500_000_000L);
		assertThat(Durations.parse("12")).isNull();
	}

}
