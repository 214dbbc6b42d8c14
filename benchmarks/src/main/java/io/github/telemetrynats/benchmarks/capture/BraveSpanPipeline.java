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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import brave.Span;
import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.tracing.brave.bridge.CompositeSpanHandler;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

import io.github.telemetrynats.capture.tracing.NatsSpanReporter;
import io.github.telemetrynats.record.Origin;

/**
 * Brave's tracer with one handler.
 */
final class BraveSpanPipeline implements SpanPipeline {

	/** Far below the default of a second, so that the reporter keeps up. */
	private static final long MESSAGE_TIMEOUT_MILLIS = 5;

	private final Tracing tracing;

	private final LongSupplier received;

	private final Runnable end;

	private BraveSpanPipeline(SpanHandler handler, LongSupplier received, Runnable end) {
		this.tracing = Tracing.newBuilder().localServiceName("orders").addSpanHandler(handler).build();
		this.received = received;
		this.end = end;
	}

	static SpanPipeline nothing() {
		Nothing nothing = new Nothing();
		return new BraveSpanPipeline(nothing, nothing.received::sum, () -> {
		});
	}

	static SpanPipeline telemetryNats() {
		OurPipeline pipeline = new OurPipeline();
		NatsSpanReporter reporter = new NatsSpanReporter(pipeline.sink(), Origin.of("orders"), List.of("run_id"));
		return new BraveSpanPipeline(new CompositeSpanHandler(List.of(), List.of(reporter), List.of()),
				pipeline::received, pipeline::close);
	}

	static SpanPipeline zipkin() {
		Discarding sender = new Discarding();
		AsyncZipkinSpanHandler handler = AsyncZipkinSpanHandler.newBuilder(sender)
			.messageTimeout(MESSAGE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
			.build();
		return new BraveSpanPipeline(handler, sender.received::sum, handler::close);
	}

	@Override
	public void span() {
		Span span = this.tracing.tracer().newTrace().name("POST /orders").kind(Span.Kind.SERVER).start();
		span.tag("http.request.method", "POST");
		span.tag("http.response.status_code", "201");
		span.tag("http.route", "/orders");
		span.annotate("stock reserved");
		span.finish();
	}

	@Override
	public long received() {
		return this.received.getAsLong();
	}

	@Override
	public void close() {
		this.tracing.close();
		this.end.run();
	}

	/**
	 * Only counts.
	 */
	private static final class Nothing extends SpanHandler {

		private final LongAdder received = new LongAdder();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			this.received.increment();
			return true;
		}

	}

	/**
	 * Takes every message at once.
	 */
	private static final class Discarding extends BytesMessageSender.Base {

		private static final int MAX_BYTES = 500_000;

		private final LongAdder received = new LongAdder();

		Discarding() {
			super(Encoding.JSON);
		}

		@Override
		public int messageMaxBytes() {
			return MAX_BYTES;
		}

		@Override
		public void send(List<byte[]> spans) {
			this.received.add(spans.size());
		}

		@Override
		public void close() {
		}

	}

}
