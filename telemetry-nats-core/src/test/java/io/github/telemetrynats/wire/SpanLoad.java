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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

/**
 * An application that traces the ugliest things, through Micrometer's facade: the same
 * ones whichever tracer is behind it.
 */
final class SpanLoad {

	private static final List<Span.Kind> KINDS = List.of(Span.Kind.values());

	private final Tracer tracer;

	private final AtomicLong ended = new AtomicLong();

	SpanLoad(Tracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * Return how many spans the capture must have taken.
	 * @return spans
	 */
	long ended() {
		return this.ended.get();
	}

	void end(Span span) {
		this.ended.incrementAndGet();
		span.end();
	}

	void ended(Span span, long micros) {
		this.ended.incrementAndGet();
		span.end(micros, TimeUnit.MICROSECONDS);
	}

	Span.Builder builder() {
		return this.tracer.spanBuilder();
	}

	TraceContext remote(String traceId, String spanId) {
		return this.tracer.traceContextBuilder().traceId(traceId).spanId(spanId).sampled(true).build();
	}

	void traceSomething(UglyTexts texts) {
		Span parent = start(texts);
		try (Tracer.SpanInScope scope = this.tracer.withSpan(parent)) {
			for (int children = texts.below(3); children > 0; children--) {
				end(start(texts));
			}
		}
		end(parent);
	}

	private Span start(UglyTexts texts) {
		Span.Builder builder = builder().name(texts.text());
		if (texts.oneIn(2)) {
			builder = builder.kind(texts.oneOf(KINDS));
		}
		if (texts.oneIn(3)) {
			builder = builder.remoteServiceName(texts.key());
		}
		if (texts.oneIn(3)) {
			builder = builder.tag("run_id", texts.text());
		}
		if (texts.oneIn(6)) {
			TraceContext other = remote("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
			builder = builder.addLink(new Link(other, texts.oneIn(2) ? Map.of() : Map.of(texts.key(), texts.text())));
		}
		if (texts.oneIn(10)) {
			builder = builder.startTimestamp(texts.below(Integer.MAX_VALUE), TimeUnit.SECONDS);
		}
		Span span = builder.start();
		describe(span, texts);
		return span;
	}

	private static void describe(Span span, UglyTexts texts) {
		for (int tags = texts.below(4); tags > 0; tags--) {
			span.tag(texts.key(), texts.text());
		}
		span.tag(texts.key(), texts.number()).tag(texts.key(), texts.below(1_000)).tag(texts.key(), texts.oneIn(2));
		span.tagOfStrings(texts.key(), List.of(texts.text(), texts.text()));
		span.tagOfDoubles(texts.key(), List.of(texts.number(), texts.number()));
		for (int events = texts.below(3); events > 0; events--) {
			span.event(texts.text());
		}
		if (texts.oneIn(5)) {
			span.error(texts.throwable());
		}
	}

	void traceHugeThings(UglyTexts texts) {
		String huge = "h".repeat(LogLoad.HUGE);
		end(builder().name(huge).start());
		end(builder().name("huge tag").tag("tag", "\uD83D\uDE80".repeat(LogLoad.HUGE / 2)).start());
		end(builder().name("huge key").tag(huge, "value").tag("run_id", "huge").start());
		end(builder().name("huge event").start().event(huge));
		end(builder().name("huge message").start().error(new IllegalStateException(huge)));
		end(builder().name("long stack trace").start().error(LogLoad.longStackTrace()));
		Span span = builder().name("many tags").start();
		for (int i = 0; i < 10_000; i++) {
			span.tag("key" + i, texts.text());
		}
		for (int i = 0; i < 5_000; i++) {
			span.tag("many" + i, "t".repeat(300)).event("event " + i);
		}
		end(span);
	}

}
