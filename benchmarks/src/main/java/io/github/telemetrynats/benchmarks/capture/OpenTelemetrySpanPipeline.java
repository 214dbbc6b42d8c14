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

package io.github.telemetrynats.benchmarks.capture;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import io.github.telemetrynats.capture.tracing.NatsSpanProcessor;
import io.github.telemetrynats.record.Origin;

/**
 * OpenTelemetry's tracer with one processor.
 */
final class OpenTelemetrySpanPipeline implements SpanPipeline {

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	private final LongSupplier received;

	private final Runnable end;

	private OpenTelemetrySpanPipeline(SpanProcessor processor, LongSupplier received, Runnable end) {
		this.provider = SdkTracerProvider.builder().addSpanProcessor(processor).build();
		this.tracer = this.provider.get("com.example.orders");
		this.received = received;
		this.end = end;
	}

	static SpanPipeline nothing() {
		Nothing nothing = new Nothing();
		return new OpenTelemetrySpanPipeline(nothing, nothing.received::sum, () -> {
		});
	}

	static SpanPipeline telemetryNats() {
		OurPipeline pipeline = new OurPipeline();
		return new OpenTelemetrySpanPipeline(NatsSpanProcessor.builder(pipeline.sink(), Origin.of("orders")).build(),
				pipeline::received, pipeline::close);
	}

	static SpanPipeline batch() {
		Discarding exporter = new Discarding();
		return new OpenTelemetrySpanPipeline(BatchSpanProcessor.builder(exporter).build(), exporter.received::sum,
				() -> {
				});
	}

	@Override
	public void span() {
		Span span = this.tracer.spanBuilder("POST /orders").setSpanKind(SpanKind.SERVER).startSpan();
		span.setAttribute(METHOD, "POST");
		span.setAttribute(STATUS, 201L);
		span.setAttribute(ROUTE, "/orders");
		span.addEvent("stock reserved");
		span.end();
	}

	@Override
	public long received() {
		return this.received.getAsLong();
	}

	@Override
	public void flush() {
		this.provider.forceFlush().join(10, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.provider.close();
		this.end.run();
	}

	/**
	 * Only counts.
	 */
	private static final class Nothing implements SpanProcessor {

		private final LongAdder received = new LongAdder();

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.received.increment();
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

	/**
	 * Takes every batch at once, and encodes nothing.
	 */
	private static final class Discarding implements SpanExporter {

		private final LongAdder received = new LongAdder();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.received.add(spans.size());
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
