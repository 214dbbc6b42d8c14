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

package io.github.telemetrynats.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link ContractCheck} must not object to, although it looks odd.
 */
class ContractToleranceTests {

	private static final String NUID = "B8GXl2XgGOAzbZwLVmkPWr";

	private final ContractCheck check = new ContractCheck();

	@Test
	void nameThatIsTooLongForASubjectMayEndBeforeADot() {
		String name = "token.".repeat(300) + "end";
		String kept = "telemetry.metrics.worker." + name.substring(0, 6 * 150 - 1);
		assertThat(check(kept, gauge(name, "10"))).isEmpty();
		assertThat(check(kept + ".tok", gauge(name, "10"))).singleElement().asString().startsWith("subject is");
		assertThat(check("telemetry.metrics.worker.token", gauge(name, "10"))).singleElement()
			.asString()
			.startsWith("subject is");
	}

	@ParameterizedTest
	@CsvSource({ "1.5E185, 1_5E185", "-0.0, -0_0", "7, 7", "true, true" })
	void runIdMayBeAnyNumber(String value, String token) {
		String span = """
				{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987","parent_id":"","name":"n",\
				"service":"worker","kind":"server","start_time":"2024-01-15T10:30:00Z",\
				"end_time":"2024-01-15T10:30:00Z","duration_ms":0,"status":"ok","attributes":{"run_id":VALUE},\
				"events":[],"error":""}""".replace("VALUE", value);
		StoredMessage message = message(1, "telemetry.spans.worker." + token,
				"a1b2c3d4e5f60718293a4b5c6d7e8f90.f6e5d4c3b2a10987", span);
		assertThat(this.check.check(message)).isEmpty();
	}

	@Test
	void shortWindowMayBeLeftOutIfOthersEndWithIt() {
		StoredMessage first = message(1, "telemetry.metrics.worker.c", NUID + ".1", counter("00", "10"));
		StoredMessage after = message(2, "telemetry.metrics.worker.c", NUID + ".2", counter("12", "20"));
		StoredMessage gauge = message(3, "telemetry.metrics.worker.g", NUID + ".3", gauge("g", "12"));
		StoredMessage otherPublisher = message(4, "telemetry.metrics.worker.g", "other.1", gauge("g", "12"));
		assertThat(this.check.windows(List.of(first, after))).hasSize(1);
		assertThat(this.check.windows(List.of(first, after, gauge))).isEmpty();
		assertThat(this.check.windows(List.of(first, after, otherPublisher))).hasSize(1);
		assertThat(this.check.uninterruptedWindows(List.of(first, after, gauge))).hasSize(1);
	}

	private static String gauge(String name, String second) {
		return """
				{"name":"%s","type":"gauge","value":1.0,"tags":{},"service":"worker","timestamp":"2024-01-15T10:30:%sZ"}"""
			.formatted(name, second);
	}

	private static String counter(String start, String end) {
		return """
				{"name":"c","type":"counter","value":1.0,"tags":{},"service":"worker",\
				"timestamp":"2024-01-15T10:30:%sZ","start_time":"2024-01-15T10:30:%sZ"}""".formatted(end, start);
	}

	private List<String> check(String subject, String json) {
		return this.check.check(message(1, subject, NUID + ".1", json));
	}

	private static StoredMessage message(long sequence, String subject, String id, String json) {
		return StoredMessage.of(sequence, subject, Map.of("Nats-Msg-Id", List.of(id)),
				json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
	}

}
