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

package io.github.telemetrynats.bridge.export;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerReading} and {@link PartialSuccess}.
 */
class AnswerReadingTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@ParameterizedTest
	@CsvSource({ "0,PT0S", "7,PT7S", "' 7 ',PT7S", "-1,PT0S", "100000,PT1H", "'Thu, 01 Jan 2026 00:00:30 GMT',PT30S",
			"'Wed, 31 Dec 2025 00:00:30 GMT',PT0S" })
	void retryAfterIsSecondsOrADate(String header, Duration expected) {
		assertThat(AnswerReading.retryAfter(Optional.of(header), NOW)).isEqualTo(expected);
	}

	@Test
	void retryAfterThatCannotBeReadIsNone() {
		assertThat(AnswerReading.retryAfter(Optional.of("soon"), NOW)).isNull();
		assertThat(AnswerReading.retryAfter(Optional.empty(), NOW)).isNull();
	}

	@Test
	void partialSuccessInJsonIsRead() {
		byte[] body = "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too old\"}}"
			.getBytes(StandardCharsets.UTF_8);
		assertThat(PartialSuccess.json(body)).isEqualTo(new PartialSuccess(3, "too old"));
	}

	@Test
	void jsonThatCannotBeReadSaysNothing() {
		assertThat(PartialSuccess.json("{\"rejectedSpans\":3, oops".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(new PartialSuccess(0, ""));
	}

}
