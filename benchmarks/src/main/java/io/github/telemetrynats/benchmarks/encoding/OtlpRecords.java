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

package io.github.telemetrynats.benchmarks.encoding;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.logs.TestLogRecordData;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * What {@link OurEncoding} writes, as OpenTelemetry has it.
 */
final class OtlpRecords {

	private static final Resource RESOURCE = Resource
		.create(Attributes.builder().put("service.name", "orders").put("service.instance.id", "orders-1").build());

	private static final SpanContext SPAN_CONTEXT = SpanContext.create("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

	private static final long TIME = TimeUnit.SECONDS.toNanos(1_767_323_045L) + 678_901_234;

	private OtlpRecords() {
	}

	static LogRecordData log() {
		return TestLogRecordData.builder()
			.setResource(RESOURCE)
			.setInstrumentationScopeInfo(InstrumentationScopeInfo.create("com.example.orders.OrderService"))
			.setTimestamp(TIME, TimeUnit.NANOSECONDS)
			.setSpanContext(SPAN_CONTEXT)
			.setSeverity(Severity.INFO)
			.setSeverityText("INFO")
			.setBody("Order 1234567890 of customer c-4711 placed")
			.setAttributes(Attributes.builder()
				.put("order.items", 4_711)
				.put("channel", "web")
				.put("tenant", "acme")
				.put("user", "u-42")
				.put("thread.name", "main")
				.build())
			.build();
	}

	static SpanData span() {
		return TestSpanData.builder()
			.setResource(RESOURCE)
			.setInstrumentationScopeInfo(InstrumentationScopeInfo.create("com.example.orders"))
			.setSpanContext(SPAN_CONTEXT)
			.setName("POST /orders")
			.setKind(SpanKind.SERVER)
			.setStartEpochNanos(TIME)
			.setEndEpochNanos(TIME + 12_345_678)
			.setHasEnded(true)
			.setStatus(StatusData.unset())
			.setAttributes(Attributes.builder()
				.put("http.request.method", "POST")
				.put("http.response.status_code", 201L)
				.put("http.route", "/orders")
				.build())
			.setEvents(List.of(EventData.create(TIME + 2_345_678, "stock reserved", Attributes.empty())))
			.build();
	}

	static MetricData metric() {
		return ImmutableMetricData.createDoubleHistogram(RESOURCE,
				InstrumentationScopeInfo.create("com.example.orders"), "orders.placed", "", "ms",
				ImmutableHistogramData.create(AggregationTemporality.DELTA,
						List.of(ImmutableHistogramPointData.create(TIME, TIME + TimeUnit.MINUTES.toNanos(1),
								Attributes.builder().put("channel", "web").put("tenant", "acme").build(), 12_345.678,
								false, 0, true, 99.125, List.of(10.0, 50.0), List.of(600L, 399L, 1L)))));
	}

}
