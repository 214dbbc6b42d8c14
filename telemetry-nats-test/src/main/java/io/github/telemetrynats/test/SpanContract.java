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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Spans (contract, section 3.1).
 *
 * @param runIdKeys the attributes that can hold the run id
 */
record SpanContract(List<String> runIdKeys) implements RecordContract {

	private static final long NANOS_PER_MILLI = 1_000_000;

	@Override
	public String signal() {
		return "spans";
	}

	@Override
	public void check(RecordFields span) {
		span.hex("trace_id", 32);
		span.hex("span_id", 16);
		String parent = span.text("parent_id");
		if (parent != null && !parent.isEmpty()) {
			span.hex("parent_id", 16);
		}
		span.nonEmptyText("name");
		span.oneOf("kind", "internal", "server", "client", "producer", "consumer");
		checkTimes(span);
		span.oneOf("status", "ok", "error");
		String error = span.text("error");
		if (error != null && !error.isEmpty()) {
			span.requireThat(span.json().path("status").asText().equals("error"), "status",
					"\"error\" as error is not empty");
		}
		span.values("attributes");
		span.objects("events", SpanContract::checkEvent);
		span.optionalObjects("links", SpanContract::checkLink);
		span.optionalText("remote_service");
	}

	private static void checkTimes(RecordFields span) {
		Instant start = span.time("start_time");
		Instant end = span.time("end_time");
		Long duration = span.wholeNumber("duration_ms");
		if (start != null && end != null && duration != null) {
			Duration between = Duration.between(start, end);
			long expected = Math.addExact(Math.multiplyExact(between.getSeconds(), 1_000L),
					between.getNano() / NANOS_PER_MILLI);
			span.requireThat(duration == expected, "duration_ms",
					expected + ", from start_time to end_time rounded down");
		}
	}

	private static void checkEvent(RecordFields event) {
		event.nonEmptyText("name");
		event.time("time");
		event.optionalValues("attributes");
	}

	private static void checkLink(RecordFields link) {
		link.hex("trace_id", 32);
		link.hex("span_id", 16);
		link.values("attributes");
	}

	@Override
	public List<String> lastTokens(RecordFields span) {
		JsonNode attributes = span.json().path("attributes");
		return this.runIdKeys.stream()
			.map((key) -> attributes.path(key).asText())
			.filter((value) -> !value.isBlank())
			.findFirst()
			.stream()
			.toList();
	}

	@Override
	public String lastDefault() {
		return "no-run";
	}

	@Override
	public @Nullable String messageIdProblem(String id, ObjectNode json) {
		String expected = json.path("trace_id").asText() + '.' + json.path("span_id").asText();
		return id.equals(expected) ? null : "it should be '" + expected + "'";
	}

}
