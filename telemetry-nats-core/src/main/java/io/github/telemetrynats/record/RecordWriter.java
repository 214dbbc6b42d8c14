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
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
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
		optionalText(FieldNames.INSTANCE, record.origin().instance());
		this.entries.optionalMap(FieldNames.RESOURCE, record.origin().resource());
		if (pass.truncated()) {
			this.generator.writeFieldName(FieldNames.TRUNCATED);
			this.generator.writeBoolean(true);
		}
		this.generator.writeEndObject();
		this.generator.flush();
	}

	private void span(SpanRecord span) throws IOException {
		id(FieldNames.TRACE_ID, HexIds.trace(span.traceId()));
		id(FieldNames.SPAN_ID, HexIds.span(span.spanId()));
		id(FieldNames.PARENT_ID, span.parentId().isEmpty() ? "" : HexIds.span(span.parentId()));
		name(FieldNames.NAME, span.name());
		name(FieldNames.SERVICE, span.origin().service());
		id(FieldNames.KIND, span.kind().token());
		time(FieldNames.START_TIME, span.startTime());
		time(FieldNames.END_TIME, span.endTime());
		number(FieldNames.DURATION_MS, millisBetween(span.startTime(), span.endTime()));
		id(FieldNames.STATUS, span.failed() ? "error" : "ok");
		this.entries.map(FieldNames.ATTRIBUTES, span.attributes());
		events(span);
		text(FieldNames.ERROR, span.error());
		links(span);
		optionalText(FieldNames.REMOTE_SERVICE, span.remoteService());
	}

	private void events(SpanRecord span) throws IOException {
		this.generator.writeFieldName(FieldNames.EVENTS);
		this.generator.writeStartArray();
		for (SpanRecord.Event event : span.events()) {
			if (!this.entries.begin()) {
				break;
			}
			this.generator.writeStartObject();
			name(FieldNames.NAME, event.name());
			time(FieldNames.TIME, event.time());
			if (!event.attributes().isEmpty()) {
				this.output.startOptionalObject(FieldNames.ATTRIBUTES);
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
		this.output.startOptionalArray(FieldNames.LINKS);
		for (SpanRecord.Link link : span.links()) {
			if (!this.entries.begin()) {
				break;
			}
			this.generator.writeStartObject();
			id(FieldNames.TRACE_ID, HexIds.trace(link.traceId()));
			id(FieldNames.SPAN_ID, HexIds.span(link.spanId()));
			this.generator.writeFieldName(FieldNames.ATTRIBUTES);
			this.output.values().object(link.attributes());
			this.generator.writeEndObject();
			if (!this.entries.end()) {
				break;
			}
		}
		this.output.endOptional();
	}

	private void metric(MetricPoint metric) throws IOException {
		name(FieldNames.NAME, metric.name());
		id(FieldNames.TYPE, metric.type().token());
		number(FieldNames.VALUE, metric.value());
		this.entries.map(FieldNames.TAGS, metric.tags());
		name(FieldNames.SERVICE, metric.origin().service());
		time(FieldNames.TIMESTAMP, metric.timestamp());
		if (metric.startTime() != null) {
			time(FieldNames.START_TIME, metric.startTime());
		}
		optionalText(FieldNames.UNIT, metric.unit());
		optionalText(FieldNames.DESCRIPTION, metric.description());
		MetricPoint.Distribution distribution = metric.distribution();
		if (distribution != null) {
			distribution(distribution);
		}
	}

	private void distribution(MetricPoint.Distribution distribution) throws IOException {
		number(FieldNames.COUNT, distribution.count());
		optionalNumber(FieldNames.SUM, distribution.sum());
		optionalNumber(FieldNames.MAX, distribution.max());
		if (!distribution.buckets().isEmpty()) {
			this.output.startOptionalArray(FieldNames.BUCKETS);
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
			this.output.startOptionalObject(FieldNames.QUANTILES);
			for (MetricPoint.Quantile quantile : distribution.quantiles()) {
				if (!this.entries.begin()) {
					break;
				}
				if (Double.isFinite(quantile.quantile())) {
					optionalNumber(new SerializedString(decimal(quantile.quantile())), quantile.value());
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
			id(FieldNames.LE, "+Inf");
		}
		else if (bound == Math.rint(bound) && Math.abs(bound) < LARGEST_EXACT_INTEGER) {
			number(FieldNames.LE, (long) bound);
		}
		else {
			number(FieldNames.LE, bound);
		}
		number(FieldNames.COUNT, bucket.count());
		this.generator.writeEndObject();
	}

	private void log(LogRecord log) throws IOException {
		id(FieldNames.LEVEL, log.level().token());
		text(FieldNames.MESSAGE, log.message().isEmpty() ? messageOfEmpty(log) : log.message());
		name(FieldNames.SERVICE, log.origin().service());
		time(FieldNames.TIMESTAMP, log.timestamp());
		this.entries.map(FieldNames.FIELDS, log.fields());
		text(FieldNames.ERROR, log.error());
		String traceId = log.traceId();
		if (traceId != null && !traceId.isEmpty()) {
			id(FieldNames.TRACE_ID, HexIds.trace(traceId));
		}
		String spanId = log.spanId();
		if (spanId != null && !spanId.isEmpty()) {
			id(FieldNames.SPAN_ID, HexIds.span(spanId));
		}
		optionalText(FieldNames.LOGGER, log.logger());
		optionalText(FieldNames.THREAD, log.thread());
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

	private void id(SerializableString field, String id) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.id(id);
	}

	private void name(SerializableString field, String name) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.name(name.isEmpty() ? Subjects.DEFAULT_NAME : name);
	}

	private void time(SerializableString field, Instant time) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.time(time);
	}

	private void text(SerializableString field, String text) throws IOException {
		this.generator.writeFieldName(field);
		this.texts.text(text);
	}

	private void optionalText(SerializableString field, @Nullable String text) throws IOException {
		if (text != null && !text.isEmpty()) {
			text(field, text);
		}
	}

	private void number(SerializableString field, long number) throws IOException {
		this.generator.writeFieldName(field);
		this.generator.writeNumber(number);
	}

	private void number(SerializableString field, double number) throws IOException {
		this.generator.writeFieldName(field);
		this.generator.writeNumber(number);
	}

	private void optionalNumber(SerializableString field, @Nullable Double number) throws IOException {
		if (number != null && Double.isFinite(number)) {
			number(field, number.doubleValue());
		}
	}

}
