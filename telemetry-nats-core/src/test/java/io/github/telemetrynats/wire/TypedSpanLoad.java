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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;

/**
 * An application that uses what only OpenTelemetry's own interface has: types, statuses,
 * attributes of events, nanoseconds.
 */
final class TypedSpanLoad {

	private static final List<SpanKind> KINDS = List.of(SpanKind.values());

	private static final List<StatusCode> STATUSES = List.of(StatusCode.values());

	private final Tracer tracer;

	private final AtomicLong ended = new AtomicLong();

	TypedSpanLoad(Tracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * Return how many spans the capture must have taken.
	 * @return spans
	 */
	long ended() {
		return this.ended.get();
	}

	void traceKnown() {
		this.ended.addAndGet(KnownSpans.trace(this.tracer));
	}

	void traceSomething(UglyTexts texts) {
		SpanBuilder builder = this.tracer.spanBuilder(texts.text()).setSpanKind(texts.oneOf(KINDS));
		if (texts.oneIn(4)) {
			builder.addLink(other(), attributes(texts));
		}
		if (texts.oneIn(4)) {
			builder.addLink(other());
		}
		Span span = builder.setAttribute(runId(texts), texts.text()).startSpan();
		span.setAllAttributes(attributes(texts)).setStatus(texts.oneOf(STATUSES), texts.text());
		if (texts.oneIn(4)) {
			span.addEvent(texts.text(), attributes(texts), texts.below(Integer.MAX_VALUE), TimeUnit.SECONDS);
		}
		if (texts.oneIn(4)) {
			span.recordException(texts.throwable(), attributes(texts));
		}
		if (texts.oneIn(10)) {
			span.setAttribute("run_id", texts.below(100)).setAttribute("run_id", texts.number());
		}
		this.ended.incrementAndGet();
		if (texts.oneIn(10)) {
			span.end(1 + texts.below(Integer.MAX_VALUE), TimeUnit.NANOSECONDS);
		}
		else {
			span.end();
		}
	}

	private static String runId(UglyTexts texts) {
		return texts.oneIn(2) ? "run_id" : "other_id";
	}

	private static SpanContext other() {
		return SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.getDefault());
	}

	private static Attributes attributes(UglyTexts texts) {
		return switch (texts.below(4)) {
			case 0 -> Attributes.empty();
			case 1 -> Attributes.of(AttributeKey.doubleKey(texts.key()), Double.NaN);
			default -> Attributes.builder()
				.put(texts.text(), texts.text())
				.put(texts.text(), texts.number())
				.put(texts.key(), texts.below(10))
				.put(texts.key(), texts.oneIn(2))
				.put(AttributeKey.stringArrayKey(texts.key()), Arrays.asList(texts.text(), null, texts.text()))
				.put(texts.key(), Double.NaN, texts.number())
				.put(texts.key(), new long[0])
				.put(AttributeKey.valueKey(texts.key()), value(texts))
				.build();
		};
	}

	private static Value<?> value(UglyTexts texts) {
		return switch (texts.below(6)) {
			case 0 -> Value.of(texts.number());
			case 1 -> Value.of(new byte[] { 0, -1 });
			case 2 -> Value.of(Value.of(texts.text()), Value.of(Value.of(texts.number())));
			case 3 -> Value.of(KeyValue.of(texts.text(), Value.of(texts.number())));
			case 4 -> Value.empty();
			default -> Value.of(texts.text());
		};
	}

}
