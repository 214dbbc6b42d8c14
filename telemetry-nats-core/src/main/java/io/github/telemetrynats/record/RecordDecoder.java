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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads records from the bodies of messages (contract, section 3). Takes what other
 * programs write as well: fields that it does not know are ignored; empty containers,
 * texts that may be empty and a span's kind and status may be missing or {@code null};
 * case does not matter in levels, kinds and types.
 * <p>
 * In attributes and fields whole numbers are {@code Long}, or {@code BigInteger} if they
 * are larger; others are {@code Double}, or {@code BigDecimal} where that loses digits;
 * arrays are lists.
 * <p>
 * Immutable and safe for use by several threads.
 */
public final class RecordDecoder {

	private final Subjects subjects;

	/**
	 * Create a decoder for subjects below {@value Subjects#DEFAULT_PREFIX}.
	 */
	public RecordDecoder() {
		this(new Subjects(Subjects.DEFAULT_PREFIX));
	}

	/**
	 * Create a decoder.
	 * @param subjects the stream's subjects
	 */
	public RecordDecoder(Subjects subjects) {
		this.subjects = subjects;
	}

	/**
	 * Read a record whose kind its fields tell.
	 * @param json the message's body
	 * @return the record; the run id of a span is {@code null}
	 * @throws RecordDecodingException if the body is no record
	 */
	public TelemetryRecord decode(byte[] json) {
		Map<String, Object> fields = JsonInput.read(json);
		return decode(signal(fields), fields, null);
	}

	/**
	 * Read a record of which it is known what it is about.
	 * @param signal what it is about
	 * @param json the message's body
	 * @return the record; the run id of a span is {@code null}
	 * @throws RecordDecodingException if the body is no such record
	 */
	public TelemetryRecord decode(Signal signal, byte[] json) {
		return decode(signal, JsonInput.read(json), null);
	}

	/**
	 * Read a record whose subject tells what it is about.
	 * @param subject the message's subject
	 * @param json the message's body
	 * @return the record; the run id of a span is as it stands in the subject
	 * @throws RecordDecodingException if the subject is none of the stream's, or if the
	 * body is no such record
	 */
	public TelemetryRecord decode(String subject, byte[] json) {
		Signal signal = this.subjects.signal(subject);
		if (signal == null) {
			throw new RecordDecodingException("The subject must be one of %s for spans, metrics or logs, but is '%s'"
				.formatted(this.subjects, subject), null, null);
		}
		return decode(signal, JsonInput.read(json), this.subjects.runId(subject));
	}

	private static Signal signal(Map<String, Object> fields) {
		if (fields.containsKey("level") && fields.containsKey("message")) {
			return Signal.LOGS;
		}
		if (fields.containsKey("type") && fields.containsKey("value")) {
			return Signal.METRICS;
		}
		if (fields.containsKey("trace_id") && fields.containsKey("span_id")) {
			return Signal.SPANS;
		}
		throw new RecordDecodingException("The body is neither a span (with 'trace_id' and 'span_id'), a metric point "
				+ "(with 'type' and 'value') nor a log record (with 'level' and 'message')", null, null);
	}

	private static TelemetryRecord decode(Signal signal, Map<String, Object> fields, @Nullable String runId) {
		return switch (signal) {
			case SPANS -> span(BodyReader.of("a span", fields), runId);
			case METRICS -> metric(BodyReader.of("a metric point", fields));
			case LOGS -> log(BodyReader.of("a log record", fields));
		};
	}

	private static SpanRecord span(BodyReader body, @Nullable String runId) {
		List<SpanRecord.Event> events = new ArrayList<>();
		for (BodyReader event : body.objects("events")) {
			events.add(new SpanRecord.Event(event.text("name"), event.time("time"), event.map("attributes")));
		}
		List<SpanRecord.Link> links = new ArrayList<>();
		for (BodyReader link : body.objects("links")) {
			links.add(new SpanRecord.Link(link.text("trace_id"), link.text("span_id"), link.map("attributes")));
		}
		SpanKind kind = body.has("kind") ? body.constant("kind", SpanKind.values(), SpanKind::token)
				: SpanKind.INTERNAL;
		String error = body.text("error", "");
		boolean failed = body.text("status", error.isEmpty() ? "ok" : "error").equalsIgnoreCase("error");
		return new SpanRecord(origin(body), body.text("trace_id"), body.text("span_id"), body.text("parent_id", ""),
				body.text("name"), kind, body.time("start_time"), body.time("end_time"), failed, body.map("attributes"),
				events, links, error, body.optionalText("remote_service"), runId);
	}

	private static MetricPoint metric(BodyReader body) {
		MetricPoint.Type type = body.constant("type", MetricPoint.Type.values(), MetricPoint.Type::token);
		return new MetricPoint(origin(body), body.text("name"), type, body.number("value"), body.texts("tags"),
				body.time("timestamp"), body.optionalTime("start_time"), body.optionalText("unit"),
				body.optionalText("description"), body.has("count") ? distribution(body) : null);
	}

	private static MetricPoint.Distribution distribution(BodyReader body) {
		List<MetricPoint.Bucket> buckets = new ArrayList<>();
		for (BodyReader bucket : body.objects("buckets")) {
			buckets.add(new MetricPoint.Bucket(bucket.bound("le"), bucket.count("count")));
		}
		List<MetricPoint.Quantile> quantiles = new ArrayList<>();
		BodyReader values = body.object("quantiles");
		for (String quantile : values.names()) {
			quantiles.add(new MetricPoint.Quantile(quantile(values, quantile), values.number(quantile)));
		}
		long count = body.count("count");
		Double sum = body.optionalNumber("sum");
		return new MetricPoint.Distribution(count, (sum != null) ? sum : body.number("value") * count,
				body.optionalNumber("max"), buckets, quantiles);
	}

	private static double quantile(BodyReader values, String name) {
		try {
			return Double.parseDouble(name);
		}
		catch (NumberFormatException ex) {
			throw values.mismatch(name, "under a quantile from 0 to 1");
		}
	}

	private static LogRecord log(BodyReader body) {
		return new LogRecord(origin(body), body.constant("level", LogLevel.values(), LogLevel::token),
				body.text("message"), body.time("timestamp"), body.map("fields"), body.text("error", ""),
				body.optionalText("trace_id"), body.optionalText("span_id"), body.optionalText("logger"),
				body.optionalText("thread"));
	}

	private static Origin origin(BodyReader body) {
		return new Origin(body.text("service"), body.optionalText("instance"), body.map("resource"));
	}

}
