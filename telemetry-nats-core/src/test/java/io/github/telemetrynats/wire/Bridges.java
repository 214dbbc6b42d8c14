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

package io.github.telemetrynats.wire;

import java.util.List;

import brave.Tracing;
import brave.propagation.ThreadLocalCurrentTraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.CompositeSpanHandler;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;

import io.github.telemetrynats.capture.tracing.NatsSpanProcessor;
import io.github.telemetrynats.capture.tracing.NatsSpanReporter;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * The tracers that applications have, each with the capture that belongs to it.
 */
final class Bridges {

	private Bridges() {
	}

	static SdkTracerProvider openTelemetry(SignalSink sink, Origin origin, SpanFilter... filters) {
		return SdkTracerProvider.builder()
			.setSpanLimits(SpanLimits.builder()
				.setMaxNumberOfAttributes(100_000)
				.setMaxNumberOfEvents(100_000)
				.setMaxNumberOfLinks(100_000)
				.build())
			.addSpanProcessor(NatsSpanProcessor.builder(sink, origin).filters(List.of(filters)).build())
			.build();
	}

	static Tracer tracer(SdkTracerProvider provider) {
		OtelCurrentTraceContext context = new OtelCurrentTraceContext();
		return new OtelTracer(provider.get("wire"), context, (event) -> {
		}, new OtelBaggageManager(context, List.of(), List.of()));
	}

	static Tracing brave(SignalSink sink, Origin origin, boolean traceId128Bit) {
		NatsSpanReporter reporter = new NatsSpanReporter(sink, origin, List.of("run_id"));
		return Tracing.newBuilder()
			.currentTraceContext(ThreadLocalCurrentTraceContext.newBuilder().build())
			.traceId128Bit(traceId128Bit)
			.supportsJoin(false)
			.addSpanHandler(new CompositeSpanHandler(List.of(), List.of(reporter), List.of()))
			.build();
	}

	static Tracer tracer(Tracing tracing) {
		return new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext()));
	}

}
