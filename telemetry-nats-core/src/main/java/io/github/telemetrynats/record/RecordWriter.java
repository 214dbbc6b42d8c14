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

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a record, in the order of the contract's examples and tables
 * (section 3). Not thread-safe.
 */
final class RecordWriter {

	private static final double LARGEST_EXACT_INTEGER = 0x1p53;

	private final JsonOutput output;

	private final JsonGenerator generator;

	private final TextWriter texts;

	private final EntryWriter entries;

	RecordWriter(JsonOutput output) {
		this.output = output;
		this.generator = output.generator();
		this.texts = output.texts();
		this.entries = new EntryWriter(output);
	}

	void write(TelemetryRecord record, Pass pass) throws IOException {
		this.output.start(pass);
		this.texts.start(pass);
		this.output.values().start(pass, record instanceof SpanRecord);
		this.entries.start(pass);
		this.generator.writeStartObject();
		if (record instanceof SpanRecord span) {
			span(span);
		}
		else if (record instanceof MetricPoint metric) {
			metric(metric);
		}
		else {
			log((LogRecord) record);
		}
		optionalText("instance", record.origin().instance());
		this.entries.optionalMap("resource", record.origin().resource());
		if (pass.truncated()) {
			this.generator.writeBooleanField("truncated", true);
		}
		this.generator.writeEndObject();
		this.generator.flush();
	}

	private void span(SpanRecord span) throws IOException {
		id("trace_id", HexIds.trace(span.traceId()));
		id("span_id", HexIds.span(span.spanId()));
		id("parent_id", span.parentId().isEmpty() ? "" : HexIds.span(span.parentId()));
		name("name", span.name());
		name("service", span.origin().service());
		this.generator.writeStringField("kind", span.kind().token());
		time("start_time", span.startTime());
		time("end_time", span.endTime());
		this.generator.writeNumberField("duration_ms", millisBetween(span.startTime(), span.endTime()));
		this.generator.writeStringField("status", span.failed() ? "error" : "ok");
		this.entries.map("attributes", span.attributes());
		events(span);
		text("error", span.error());
		links(span);
		optionalText("remote_service", span.remoteService());
	}

	private void events(SpanRecord span) throws IOException {
		this.generator.writeArrayFieldStart("events");
		for (SpanRecord.Event event : span.events()) {
			if (!this.entries.begin()) {
				break;
			}
			this.generator.writeStartObject();
			name("name", event.name());
			time("time", event.time());
			if (!event.attributes().isEmpty()) {
				this.output.startOptionalObject("attributes");
				this.output.values().entries(event.attributes());
				this.output.endOptional();
			}
			this.generator.writeEndObject();
			if (!this.entries.end()) {
				break;
			}
		}
		this.generator.writeEndArray();
	}

	private void links(SpanRecord span) throws IOException {
		if (span.links().isEmpty()) {
			return;
		}
		this.output.startOptionalArray("links");
		for (SpanRecord.Link link : span.links()) {
			if (!this.entries.begin()) {
				break;
			}
			this.generator.writeStartObject();
			id("trace_id", HexIds.trace(link.traceId()));
			id("span_id", HexIds.span(link.spanId()));
			this.generator.writeFieldName("attributes");
			this.output.values().object(link.attributes());
			this.generator.writeEndObject();
			if (!this.entries.end()) {
				break;
			}
		}
		this.output.endOptional();
	}

	private void metric(MetricPoint metric) throws IOException {
		name("name", metric.name());
		this.generator.writeStringField("type", metric.type().token());
		this.generator.writeNumberField("value", metric.value());
		this.entries.map("tags", metric.tags());
		name("service", metric.origin().service());
		time("timestamp", metric.timestamp());
		if (metric.startTime() != null) {
			time("start_time", metric.startTime());
		}
		optionalText("unit", metric.unit());
		optionalText("description", metric.description());
		MetricPoint.Distribution distribution = metric.distribution();
		if (distribution != null) {
			distribution(distribution);
		}
	}

	private void distribution(MetricPoint.Distribution distribution) throws IOException {
		this.generator.writeNumberField("count", distribution.count());
		optionalNumber("sum", distribution.sum());
		optionalNumber("max", distribution.max());
		if (!distribution.buckets().isEmpty()) {
			this.output.startOptionalArray("buckets");
			for (MetricPoint.Bucket bucket : distribution.buckets()) {
				if (!this.entries.begin()) {
					break;
				}
				bucket(bucket);
				if (!this.entries.end()) {
					break;
				}
			}
			this.output.endOptional();
		}
		if (!distribution.quantiles().isEmpty()) {
			this.output.startOptionalObject("quantiles");
			for (MetricPoint.Quantile quantile : distribution.quantiles()) {
				if (!this.entries.begin()) {
					break;
				}
				if (Double.isFinite(quantile.quantile())) {
					optionalNumber(decimal(quantile.quantile()), quantile.value());
				}
				if (!this.entries.end()) {
					break;
				}
			}
			this.output.endOptional();
		}
	}

	/**
	 * Return a number without an exponent, which not every reader expects in a key.
	 * @param quantile from 0 to 1
	 * @return such as {@code 0.5}
	 */
	private static String decimal(double quantile) {
		String text = NumberOutput.toString(quantile, true);
		return (text.indexOf('E') < 0) ? text : new BigDecimal(text).stripTrailingZeros().toPlainString();
	}

	private void bucket(MetricPoint.Bucket bucket) throws IOException {
		double bound = bucket.upperBound();
		if (Double.isNaN(bound) || bound == Double.NEGATIVE_INFINITY) {
			return;
		}
		this.generator.writeStartObject();
		if (bound == Double.POSITIVE_INFINITY) {
			this.generator.writeStringField("le", "+Inf");
		}
		else if (bound == Math.rint(bound) && Math.abs(bound) < LARGEST_EXACT_INTEGER) {
			this.generator.writeNumberField("le", (long) bound);
		}
		else {
			this.generator.writeNumberField("le", bound);
		}
		this.generator.writeNumberField("count", bucket.count());
		this.generator.writeEndObject();
	}

	private void log(LogRecord log) throws IOException {
		this.generator.writeStringField("level", log.level().token());
		text("message", log.message().isEmpty() ? messageOfEmpty(log) : log.message());
		name("service", log.origin().service());
		time("timestamp", log.timestamp());
		this.entries.map("fields", log.fields());
		text("error", log.error());
		String traceId = log.traceId();
		if (traceId != null && !traceId.isEmpty()) {
			id("trace_id", HexIds.trace(traceId));
		}
		String spanId = log.spanId();
		if (spanId != null && !spanId.isEmpty()) {
			id("span_id", HexIds.span(spanId));
		}
		optionalText("logger", log.logger());
		optionalText("thread", log.thread());
	}

	private static String messageOfEmpty(LogRecord log) {
		Object type = log.fields().get("exception.type");
		return (type instanceof String name && !name.isEmpty()) ? name : "-";
	}

	/**
	 * Return a span's duration, rounded down; negative if the clock was set back, so that
	 * it always is the difference of the times written.
	 * @param start when it started
	 * @param end when it ended
	 * @return whole milliseconds
	 */
	private static long millisBetween(Instant start, Instant end) {
		Instant from = Rfc3339.clamp(start);
		Instant to = Rfc3339.clamp(end);
		return (to.getEpochSecond() - from.getEpochSecond()) * 1_000
				+ Math.floorDiv(to.getNano() - from.getNano(), 1_000_000);
	}

	private void id(String field, String id) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.id(id);
	}

	private void name(String field, String name) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.name(name.isEmpty() ? Subjects.DEFAULT_NAME : name);
	}

	private void time(String field, Instant time) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.time(time);
	}

	private void text(String field, String text) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.text(text);
	}

	private void optionalText(String field, @Nullable String text) throws IOException {
		if (text != null && !text.isEmpty()) {
			text(field, text);
		}
	}

	private void optionalNumber(String field, @Nullable Double number) throws IOException {
		if (number != null && Double.isFinite(number)) {
			this.generator.writeNumberField(field, number);
		}
	}

}
