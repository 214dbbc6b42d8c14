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

package io.github.telemetrynats.bridge.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Makes records of what a backend received: the way back, written down independently.
 */
public final class ReceivedRecords {

	private ReceivedRecords() {
	}

	public static List<TelemetryRecord> of(Message request) {
		List<TelemetryRecord> records = new ArrayList<>();
		if (request instanceof ExportTraceServiceRequest traces) {
			traces.getResourceSpansList()
				.forEach((resource) -> resource.getScopeSpansList()
					.forEach((scope) -> scope.getSpansList()
						.forEach((span) -> records.add(span(origin(resource.getResource()), span)))));
		}
		else if (request instanceof ExportLogsServiceRequest logs) {
			logs.getResourceLogsList()
				.forEach((resource) -> resource.getScopeLogsList()
					.forEach((scope) -> scope.getLogRecordsList()
						.forEach((log) -> records
							.add(log(origin(resource.getResource()), scope.getScope().getName(), log)))));
		}
		else if (request instanceof ExportMetricsServiceRequest metrics) {
			metrics.getResourceMetricsList()
				.forEach((resource) -> resource.getScopeMetricsList()
					.forEach((scope) -> scope.getMetricsList()
						.forEach((metric) -> metric(origin(resource.getResource()), metric, records))));
		}
		return records;
	}

	private static SpanRecord span(Origin origin, Span span) {
		Map<String, Object> attributes = map(span.getAttributesList());
		String peer = (String) attributes.remove("peer.service");
		List<SpanRecord.Event> events = span.getEventsList()
			.stream()
			.map((event) -> new SpanRecord.Event(event.getName(), time(event.getTimeUnixNano()),
					map(event.getAttributesList())))
			.toList();
		List<SpanRecord.Link> links = span.getLinksList()
			.stream()
			.map((link) -> new SpanRecord.Link(hex(link.getTraceId()), hex(link.getSpanId()),
					map(link.getAttributesList())))
			.toList();
		return new SpanRecord(origin, hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()),
				span.getName(), SpanKind.valueOf(span.getKind().name().substring("SPAN_KIND_".length())),
				time(span.getStartTimeUnixNano()), time(span.getEndTimeUnixNano()),
				span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR, attributes, events, links,
				span.getStatus().getMessage(), peer, null);
	}

	private static LogRecord log(Origin origin, String scope, io.opentelemetry.proto.logs.v1.LogRecord log) {
		Map<String, Object> fields = map(log.getAttributesList());
		Object error = fields.remove("exception.message");
		Object thread = fields.remove("thread.name");
		return new LogRecord(origin, LogLevel.valueOf(log.getSeverityText()), log.getBody().getStringValue(),
				time(log.getTimeUnixNano()), fields, (error != null) ? (String) error : "", id(log.getTraceId()),
				id(log.getSpanId()), scope.isEmpty() ? null : scope, (String) thread);
	}

	private static void metric(Origin origin, Metric metric, List<TelemetryRecord> records) {
		metric.getSum()
			.getDataPointsList()
			.forEach((point) -> records.add(number(origin, metric, MetricPoint.Type.COUNTER, point)));
		metric.getGauge()
			.getDataPointsList()
			.forEach((point) -> records.add(number(origin, metric, MetricPoint.Type.GAUGE, point)));
		metric.getHistogram().getDataPointsList().forEach((point) -> records.add(histogram(origin, metric, point)));
	}

	private static MetricPoint number(Origin origin, Metric metric, MetricPoint.Type type, NumberDataPoint point) {
		return new MetricPoint(origin, metric.getName(), type, point.getAsDouble(), tags(point.getAttributesList()),
				time(point.getTimeUnixNano()),
				(point.getStartTimeUnixNano() != 0) ? time(point.getStartTimeUnixNano()) : null, text(metric.getUnit()),
				text(metric.getDescription()), null);
	}

	private static MetricPoint histogram(Origin origin, Metric metric, HistogramDataPoint point) {
		boolean single = point.hasMin();
		List<MetricPoint.Bucket> buckets = new ArrayList<>();
		for (int i = 0; i < point.getBucketCountsCount(); i++) {
			buckets.add(new MetricPoint.Bucket(
					(i < point.getExplicitBoundsCount()) ? point.getExplicitBounds(i) : Double.POSITIVE_INFINITY,
					point.getBucketCounts(i)));
		}
		MetricPoint.Distribution distribution = single ? null : new MetricPoint.Distribution(point.getCount(),
				point.getSum(), point.hasMax() ? point.getMax() : null, buckets, List.of());
		return new MetricPoint(origin, metric.getName(), MetricPoint.Type.HISTOGRAM, point.getSum() / point.getCount(),
				tags(point.getAttributesList()), time(point.getTimeUnixNano()),
				single ? null : time(point.getStartTimeUnixNano()), text(metric.getUnit()),
				text(metric.getDescription()), distribution);
	}

	private static Origin origin(Resource resource) {
		Map<String, Object> attributes = map(resource.getAttributesList());
		return new Origin((String) attributes.remove("service.name"), (String) attributes.remove("service.instance.id"),
				attributes);
	}

	private static Map<String, String> tags(List<KeyValue> attributes) {
		Map<String, String> tags = new LinkedHashMap<>();
		map(attributes).forEach((key, value) -> tags.put(key, (String) value));
		return tags;
	}

	private static Map<String, Object> map(List<KeyValue> attributes) {
		Map<String, Object> map = new LinkedHashMap<>();
		attributes.forEach((attribute) -> map.put(attribute.getKey(), value(attribute.getValue())));
		return map;
	}

	private static Object value(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream().map(ReceivedRecords::value).toList();
			case KVLIST_VALUE -> map(value.getKvlistValue().getValuesList());
			default -> throw new AssertionError("Unexpected value: " + value);
		};
	}

	private static Instant time(long nanos) {
		return Instant.ofEpochSecond(Long.divideUnsigned(nanos, 1_000_000_000L),
				Long.remainderUnsigned(nanos, 1_000_000_000L));
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	private static String id(ByteString id) {
		return id.isEmpty() ? null : hex(id);
	}

	private static String text(String text) {
		return text.isEmpty() ? null : text;
	}

}
