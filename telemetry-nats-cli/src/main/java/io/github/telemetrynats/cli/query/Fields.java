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

package io.github.telemetrynats.cli.query;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * The fields of a record by their names on the wire, and its attributes.
 */
public final class Fields {

	private Fields() {
	}

	/**
	 * Return the value of a field, or of an attribute if there is no such field.
	 * @param entry the record
	 * @param name the field's name; {@code @} before it says that it is an attribute
	 * @return the value, or {@code null} if there is none
	 */
	public static @Nullable Object value(Entry entry, String name) {
		TelemetryRecord record = entry.record();
		if (name.startsWith("@")) {
			return (record != null) ? attribute(record, name.substring(1)) : null;
		}
		Object value = field(entry, name);
		return (value != null || record == null) ? value : attribute(record, name);
	}

	/**
	 * Return the value of a field.
	 * @param entry the record
	 * @param name the field's name
	 * @return the value, or {@code null} if there is none
	 */
	public static @Nullable Object field(Entry entry, String name) {
		TelemetryRecord record = entry.record();
		return switch (name) {
			case "signal" -> token(entry.signal());
			case "service" -> entry.service();
			case "level" -> emptyToNull(entry.level());
			case "subject" -> entry.subject();
			case "seq" -> entry.sequence();
			case "time" -> entry.time();
			case "problem" -> entry.problem();
			default -> (record != null) ? recordValue(record, name) : null;
		};
	}

	private static @Nullable Object attribute(TelemetryRecord record, String name) {
		Object value = record.attributes().get(name);
		return (value != null) ? value : record.origin().resource().get(name);
	}

	private static @Nullable Object recordValue(TelemetryRecord record, String name) {
		if (name.equals("instance")) {
			return record.origin().instance();
		}
		if (record instanceof SpanRecord span) {
			return span(span, name);
		}
		return (record instanceof LogRecord log) ? log(log, name) : metric((MetricPoint) record, name);
	}

	private static @Nullable Object span(SpanRecord span, String name) {
		return switch (name) {
			case "trace_id", "trace" -> span.traceId();
			case "span_id", "span" -> span.spanId();
			case "parent_id" -> span.parentId();
			case "name" -> span.name();
			case "kind" -> span.kind().token();
			case "status" -> span.failed() ? "error" : "ok";
			case "error" -> emptyToNull(span.error());
			case "duration" -> Times.nanos(span.startTime(), span.endTime());
			case "duration_ms" -> Times.nanos(span.startTime(), span.endTime()) / 1_000_000;
			case "remote_service" -> span.remoteService();
			case "run", "run_id" -> span.runId();
			default -> null;
		};
	}

	private static @Nullable Object log(LogRecord log, String name) {
		return switch (name) {
			case "trace_id", "trace" -> log.traceId();
			case "span_id", "span" -> log.spanId();
			case "message" -> log.message();
			case "error" -> emptyToNull(log.error());
			case "logger" -> log.logger();
			case "thread" -> log.thread();
			case "run" -> log.fields().get("run_id");
			default -> null;
		};
	}

	private static @Nullable Object metric(MetricPoint metric, String name) {
		MetricPoint.Distribution distribution = metric.distribution();
		return switch (name) {
			case "name" -> metric.name();
			case "type" -> metric.type().token();
			case "value" -> metric.value();
			case "unit" -> metric.unit();
			case "description" -> metric.description();
			case "count" -> (distribution != null) ? (Object) distribution.count() : null;
			case "sum" -> (distribution != null) ? (Object) distribution.sum() : null;
			case "max" -> (distribution != null) ? distribution.max() : null;
			default -> null;
		};
	}

	/**
	 * Return the trace that a record belongs to.
	 * @param entry the record
	 * @return its id, or {@code null}
	 */
	public static @Nullable String traceId(Entry entry) {
		TelemetryRecord record = entry.record();
		if (record instanceof SpanRecord span) {
			return span.traceId();
		}
		return (record instanceof LogRecord log) ? log.traceId() : null;
	}

	/**
	 * Return whether any text of a record passes a test: name, message, error, and the
	 * keys and values of attributes.
	 * @param entry the record
	 * @param test the test
	 * @return whether one passes
	 */
	public static boolean any(Entry entry, java.util.function.Predicate<String> test) {
		TelemetryRecord record = entry.record();
		if (record == null) {
			return test.test(entry.text());
		}
		if (test.test(record.origin().service())) {
			return true;
		}
		if (record instanceof LogRecord log && (test.test(log.message()) || test.test(log.error())
				|| (log.logger() != null && test.test(log.logger())))) {
			return true;
		}
		if (record instanceof SpanRecord span && (test.test(span.name()) || test.test(span.error()))) {
			return true;
		}
		if (record instanceof MetricPoint metric && test.test(metric.name())) {
			return true;
		}
		for (Map.Entry<String, ?> attribute : record.attributes().entrySet()) {
			if (test.test(attribute.getKey() + '=' + attribute.getValue())) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String token(@Nullable Signal signal) {
		return (signal != null) ? signal.token() : null;
	}

	private static @Nullable String emptyToNull(String text) {
		return text.isEmpty() ? null : text;
	}

}
