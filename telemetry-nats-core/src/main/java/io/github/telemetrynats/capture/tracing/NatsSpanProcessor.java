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

package io.github.telemetrynats.capture.tracing;

import java.util.List;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Origin;

/**
 * Hands every sampled OpenTelemetry span to the publisher at the moment it ends, with
 * everything that the SDK knows about it: status and description, typed attributes,
 * events and links with their attributes, times to the nanosecond (contract, section
 * 3.1).
 * <p>
 * On the application's thread a span costs a snapshot without a copy and the publisher's
 * queue; the record is made later, on the publisher's thread. A failed span (status
 * {@code ERROR} or a recorded exception) is important to the publisher. There is no
 * buffer in here, so that {@link #forceFlush()} and {@link #shutdown()} have nothing to
 * wait for; what happens to spans that end after a shutdown is for the publisher to
 * decide, which goes on until it is closed itself.
 * <p>
 * Immutable and safe for use by several threads. Never throws into the application: a
 * span that cannot be read is counted by the publisher as not encodable.
 */
public final class NatsSpanProcessor implements SpanProcessor {

	private final SpanOffer<ReadableSpan> offer;

	private final SpanDataMapping mapping;

	private final SpanFiltering filtering;

	private NatsSpanProcessor(Builder builder) {
		RunIdKeys runIdKeys = new RunIdKeys(builder.runIdKeys);
		this.mapping = new SpanDataMapping(builder.origin, runIdKeys);
		// Micrometer's bridge is needed only by those who have a predicate or a filter
		this.filtering = (builder.predicates.isEmpty() && builder.filters.isEmpty()) ? SpanFiltering.NONE
				: new MicrometerFiltering(builder.predicates, builder.filters,
						new FinishedSpanMapping(builder.origin, runIdKeys));
		this.offer = new SpanOffer<>(builder.sink, this::read);
	}

	/**
	 * Start to build a processor.
	 * @param sink where the spans go
	 * @param origin who writes them
	 * @return a builder
	 */
	public static Builder builder(SignalSink sink, Origin origin) {
		return new Builder(sink, origin);
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.offer.offer(span);
	}

	private @Nullable CapturedSignal read(ReadableSpan span) {
		if (!span.getSpanContext().isSampled()) {
			return null;
		}
		SpanData data = span.toSpanData();
		return this.filtering.wanted(data) ? new EndedSpan(data, this.filtering, this.mapping) : null;
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public CompletableResultCode forceFlush() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public CompletableResultCode shutdown() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public String toString() {
		return "NatsSpanProcessor";
	}

	/**
	 * Builds a {@link NatsSpanProcessor}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final SignalSink sink;

		private final Origin origin;

		private List<String> runIdKeys = List.of("run_id");

		private List<SpanExportingPredicate> predicates = List.of();

		private List<SpanFilter> filters = List.of();

		private Builder(SignalSink sink, Origin origin) {
			this.sink = sink;
			this.origin = origin;
		}

		/**
		 * Set the attributes that may name a span's run. The first that is there and not
		 * blank counts.
		 * @param keys attribute names in order of preference, {@code run_id} by default
		 * @return this builder
		 */
		public Builder runIdKeys(List<String> keys) {
			this.runIdKeys = List.copyOf(keys);
			return this;
		}

		/**
		 * Set the predicates that a span must satisfy to be sent. They run on the thread
		 * that ends the span and see it before any filter; one that throws keeps nothing
		 * out, and its first failure is logged. They need Micrometer's OpenTelemetry
		 * bridge on the class path.
		 * @param predicates in the order in which they are asked, none by default
		 * @return this builder
		 */
		public Builder predicates(List<SpanExportingPredicate> predicates) {
			this.predicates = List.copyOf(predicates);
			return this;
		}

		/**
		 * Set the filters that may change a span before it is sent. They run on the
		 * publisher's thread; a span that a filter throws on is not sent but counted as
		 * not encodable, and the first failure is logged. They need Micrometer's
		 * OpenTelemetry bridge on the class path.
		 * @param filters in the order in which they are applied, none by default
		 * @return this builder
		 */
		public Builder filters(List<SpanFilter> filters) {
			this.filters = List.copyOf(filters);
			return this;
		}

		/**
		 * Build the processor.
		 * @return a processor, to be registered with an {@code SdkTracerProvider}
		 */
		public NatsSpanProcessor build() {
			return new NatsSpanProcessor(this);
		}

	}

}
