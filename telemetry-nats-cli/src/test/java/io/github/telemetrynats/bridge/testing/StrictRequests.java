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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

import io.github.telemetrynats.record.Signal;

/**
 * Reads requests as a strict backend does: what the protocol requires must be there, and
 * nothing else may be.
 */
public final class StrictRequests {

	private final List<String> faults = new ArrayList<>();

	private StrictRequests() {
	}

	public static Message parse(Signal signal, byte[] body) throws InvalidProtocolBufferException {
		Message request = switch (signal) {
			case SPANS -> ExportTraceServiceRequest.parseFrom(body);
			case METRICS -> ExportMetricsServiceRequest.parseFrom(body);
			case LOGS -> ExportLogsServiceRequest.parseFrom(body);
		};
		return checked(request);
	}

	/** Read a request in OpenTelemetry's JSON. */
	public static Message parseJson(Signal signal, byte[] body) throws IOException {
		Message.Builder request = switch (signal) {
			case SPANS -> ExportTraceServiceRequest.newBuilder();
			case METRICS -> ExportMetricsServiceRequest.newBuilder();
			case LOGS -> ExportLogsServiceRequest.newBuilder();
		};
		JsonMessages.read(body, request);
		return checked(request.build());
	}

	private static Message checked(Message request) {
		StrictRequests strict = new StrictRequests();
		strict.unknownFields(request);
		strict.check(request);
		if (!strict.faults.isEmpty()) {
			throw new AssertionError("Not OTLP: " + strict.faults);
		}
		return request;
	}

	private void unknownFields(Message message) {
		require(message.getUnknownFields().asMap().isEmpty(), "unknown fields", message);
		message.getAllFields().forEach((field, value) -> {
			if (value instanceof Message child) {
				unknownFields(child);
			}
			else if (value instanceof List<?> list) {
				list.forEach((element) -> {
					if (element instanceof Message child) {
						unknownFields(child);
					}
				});
			}
		});
	}

	private void check(Message request) {
		if (request instanceof ExportTraceServiceRequest traces) {
			traces.getResourceSpansList().forEach((resource) -> {
				resource(resource.getResource());
				resource.getScopeSpansList().forEach((scope) -> scope.getSpansList().forEach(this::span));
			});
		}
		else if (request instanceof ExportLogsServiceRequest logs) {
			logs.getResourceLogsList().forEach((resource) -> {
				resource(resource.getResource());
				resource.getScopeLogsList().forEach((scope) -> scope.getLogRecordsList().forEach(this::log));
			});
		}
		else if (request instanceof ExportMetricsServiceRequest metrics) {
			metrics.getResourceMetricsList().forEach((resource) -> {
				resource(resource.getResource());
				resource.getScopeMetricsList().forEach((scope) -> scope.getMetricsList().forEach(this::metric));
			});
		}
	}

	private void resource(Resource resource) {
		require(resource.getAttributesList()
			.stream()
			.filter((each) -> each.getKey().equals("service.name"))
			.count() == 1, "one service.name", resource);
		require(resource.getAttributesList().stream().map((each) -> each.getKey()).distinct().count() == resource
			.getAttributesCount(), "keys are unique", resource);
	}

	private void span(Span span) {
		require(span.getTraceId().size() == 16, "trace id has 16 bytes", span);
		require(span.getSpanId().size() == 8, "span id has 8 bytes", span);
		require(span.getParentSpanId().isEmpty() || span.getParentSpanId().size() == 8, "parent has 8 bytes", span);
		require(!span.getName().isEmpty(), "name", span);
		require(span.getKindValue() > 0, "kind", span);
		require(span.getStartTimeUnixNano() != 0 && span.getEndTimeUnixNano() != 0, "times", span);
		span.getLinksList()
			.forEach((link) -> require(link.getTraceId().size() == 16 && link.getSpanId().size() == 8, "link", span));
		span.getEventsList().forEach((event) -> require(!event.getName().isEmpty(), "event", span));
	}

	private void log(LogRecord log) {
		require(log.getTimeUnixNano() != 0, "time", log);
		require(log.getSeverityNumberValue() >= 1 && log.getSeverityNumberValue() <= 24, "severity", log);
		require(log.getTraceId().isEmpty() || log.getTraceId().size() == 16, "trace id has 16 bytes", log);
		require(log.getSpanId().isEmpty() || log.getSpanId().size() == 8, "span id has 8 bytes", log);
		require(log.getSpanId().isEmpty() || !log.getTraceId().isEmpty(), "no span without its trace", log);
	}

	private void metric(Metric metric) {
		require(!metric.getName().isEmpty(), "name", metric);
		switch (metric.getDataCase()) {
			case SUM -> sum(metric.getSum());
			case GAUGE -> {
				require(metric.getGauge().getDataPointsCount() > 0, "data points", metric);
				metric.getGauge()
					.getDataPointsList()
					.forEach((point) -> require(point.getTimeUnixNano() != 0, "time", metric));
			}
			case HISTOGRAM -> {
				temporality(metric.getHistogram().getAggregationTemporality(), metric);
				metric.getHistogram().getDataPointsList().forEach(this::histogram);
			}
			default -> require(false, "kind", metric);
		}
	}

	private void sum(Sum sum) {
		temporality(sum.getAggregationTemporality(), sum);
		for (NumberDataPoint point : sum.getDataPointsList()) {
			times(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point);
			require(!sum.getIsMonotonic() || point.getAsDouble() >= 0, "monotonic", point);
		}
	}

	private void histogram(HistogramDataPoint point) {
		times(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point);
		require(!point.hasSum() || point.getSum() >= 0, "sum", point);
		require(point.getBucketCountsCount() == 0 || point.getBucketCountsCount() == point.getExplicitBoundsCount() + 1,
				"one more count than bounds", point);
		require(point.getBucketCountsCount() == 0
				|| point.getBucketCountsList().stream().mapToLong(Long::longValue).sum() == point.getCount(),
				"counts add up", point);
		for (int i = 1; i < point.getExplicitBoundsCount(); i++) {
			require(point.getExplicitBounds(i - 1) < point.getExplicitBounds(i), "bounds ascend", point);
		}
	}

	private void temporality(AggregationTemporality temporality, Message message) {
		require(temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
				|| temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, "temporality", message);
	}

	private void times(long start, long end, Message message) {
		require(start != 0 && Long.compareUnsigned(start, end) <= 0, "start before end", message);
	}

	private void require(boolean condition, String what, Message message) {
		if (!condition) {
			this.faults.add(what + ": " + message);
		}
	}

}
