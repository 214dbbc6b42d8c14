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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records as the contract shows them, and with one thing changed.
 */
final class TestRecords {

	static final int MAX = 1024 * 1024;

	static final Instant START = Instant.parse("2024-01-15T10:30:00Z");

	static final Instant END = Instant.parse("2024-01-15T10:30:01.234Z");

	static final Instant TIME = Instant.parse("2024-01-15T10:30:01Z");

	private TestRecords() {
	}

	static SpanRecord span() {
		return span("worker.executeTask", map("run_id", "abc123", "step_id", "build"));
	}

	static SpanRecord span(String name, Map<String, ?> attributes) {
		return new SpanRecord(Origin.of("worker"), "a1b2c3d4e5f60718293a4b5c6d7e8f90", "f6e5d4c3b2a10987",
				"1a2b3c4d5e6f7081", name, SpanKind.SERVER, START, END, false, attributes, List.of(), List.of(), "",
				null, "abc123");
	}

	static SpanRecord span(String service, String runId) {
		SpanRecord span = span();
		return new SpanRecord(Origin.of(service), span.traceId(), span.spanId(), span.parentId(), span.name(),
				span.kind(), span.startTime(), span.endTime(), span.failed(), span.attributes(), span.events(),
				span.links(), span.error(), span.remoteService(), runId);
	}

	static SpanRecord span(String traceId, String spanId, String parentId) {
		SpanRecord span = span();
		return new SpanRecord(span.origin(), traceId, spanId, parentId, span.name(), span.kind(), span.startTime(),
				span.endTime(), span.failed(), span.attributes(), span.events(), span.links(), span.error(),
				span.remoteService(), span.runId());
	}

	static SpanRecord span(Instant start, Instant end) {
		SpanRecord span = span();
		return new SpanRecord(span.origin(), span.traceId(), span.spanId(), span.parentId(), span.name(), span.kind(),
				start, end, span.failed(), span.attributes(), span.events(), span.links(), span.error(),
				span.remoteService(), span.runId());
	}

	static MetricPoint metric() {
		return metric("step.duration_ms", 1234);
	}

	static MetricPoint metric(String name, double value) {
		return metric(name, value, null);
	}

	static MetricPoint metric(String name, double value, MetricPoint.Distribution distribution) {
		return new MetricPoint(Origin.of("worker"), name, MetricPoint.Type.HISTOGRAM, value,
				Map.of("task_type", "build"), TIME, null, null, null, distribution);
	}

	static LogRecord log() {
		return log("task handler returned error, will retry", map("run_id", "abc123", "task_type", "build"));
	}

	static LogRecord log(Map<String, ?> fields) {
		return log("message", fields);
	}

	static LogRecord log(String message, Map<String, ?> fields) {
		return log(message, fields, "connection refused");
	}

	static LogRecord log(String message, Map<String, ?> fields, String error) {
		return new LogRecord(Origin.of("engine"), LogLevel.ERROR, message, TIME, fields, error, null, null, null, null);
	}

	/** A map that keeps the order and takes nulls. */
	static Map<String, Object> map(Object... keysAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		}
		return map;
	}

	static String json(TelemetryRecord record) {
		return json(record, MAX);
	}

	static String json(TelemetryRecord record, int maxBytes) {
		return new String(new RecordEncoder().encode(record, maxBytes), StandardCharsets.UTF_8);
	}

	/** What a log's fields become. */
	static String fields(Object... keysAndValues) {
		String json = json(log("m", map(keysAndValues), ""));
		return json.substring(json.indexOf("\"fields\":") + 9, json.lastIndexOf(",\"error\""));
	}

	/** What a span's attributes become. */
	static String attributes(Object... keysAndValues) {
		String json = json(span("s", map(keysAndValues)));
		return json.substring(json.indexOf("\"attributes\":") + 13, json.lastIndexOf(",\"events\""));
	}

}
