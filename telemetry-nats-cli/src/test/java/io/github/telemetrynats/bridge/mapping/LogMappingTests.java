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

package io.github.telemetrynats.bridge.mapping;

import java.time.Instant;
import java.util.Map;

import io.opentelemetry.proto.logs.v1.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogMapping}.
 */
class LogMappingTests {

	private static final String TRACE = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

	private static final String SPAN = "f6e5d4c3b2a10987";

	private static final Instant TIME = Instant.parse("2024-01-15T10:30:01.000000007Z");

	private static final Instant STORED = Instant.parse("2024-01-15T10:30:02Z");

	@Test
	void everyFieldHasItsPlace() {
		OtlpRecord mapped = LogMapping.map(new io.github.telemetrynats.record.LogRecord(Origin.of("engine"),
				LogLevel.ERROR, "it failed", TIME, Map.of("exception.type", "java.net.ConnectException"),
				"connection refused", TRACE, SPAN, "a.b.Engine", "worker-1"), STORED);
		LogRecord log = (LogRecord) mapped.elements().get(0);
		assertThat(mapped.scope()).isEqualTo("a.b.Engine");
		assertThat(log.getTimeUnixNano()).isEqualTo(1_705_314_601_000_000_007L);
		assertThat(log.getObservedTimeUnixNano()).isEqualTo(1_705_314_602_000_000_000L);
		assertThat(log.getSeverityText()).isEqualTo("ERROR");
		assertThat(log.getBody()).isEqualTo(OtlpValues.value("it failed"));
		assertThat(log.getTraceId()).isEqualTo(OtlpValues.id(TRACE, 16));
		assertThat(log.getSpanId()).isEqualTo(OtlpValues.id(SPAN, 8));
		assertThat(log.getAttributesList()).containsExactly(
				OtlpValues.attribute("exception.type", "java.net.ConnectException"),
				OtlpValues.attribute("exception.message", "connection refused"),
				OtlpValues.attribute("thread.name", "worker-1"));
	}

	@ParameterizedTest
	@CsvSource({ "TRACE,1", "DEBUG,5", "INFO,9", "WARN,13", "ERROR,17" })
	void severityNumbersAreThoseOfTheContract(LogLevel level, int number) {
		assertThat(map(level, null, null).getSeverityNumberValue()).isEqualTo(number);
	}

	@Test
	void idsThatAreNoneAreKeptAsAttributes() {
		LogRecord log = map(LogLevel.INFO, "request-7", SPAN);
		assertThat(log.getTraceId()).isEmpty();
		assertThat(log.getSpanId()).isEmpty();
		assertThat(log.getAttributesList()).containsExactly(OtlpValues.attribute("trace_id", "request-7"),
				OtlpValues.attribute("span_id", SPAN));
	}

	private static LogRecord map(LogLevel level, String traceId, String spanId) {
		return (LogRecord) LogMapping
			.map(new io.github.telemetrynats.record.LogRecord(Origin.of("engine"), level, "m", TIME, Map.of(), "",
					traceId, spanId, null, null), STORED)
			.elements()
			.get(0);
	}

}
