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
import java.util.Map;
import java.util.concurrent.TimeUnit;

import brave.Tracing;
import brave.baggage.BaggageField;
import brave.baggage.BaggagePropagation;
import brave.baggage.BaggagePropagationConfig;
import brave.propagation.B3Propagation;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.sampler.Sampler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.CompositeSpanHandler;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NatsSpanReporter} behind Micrometer's Brave bridge.
 */
class BraveBridgeSpanTests extends AbstractBridgeSpanTests {

	@Override
	Bridge bridge(boolean sampled, List<SpanExportingPredicate> predicates, List<SpanFilter> filters) {
		NatsSpanReporter reporter = new NatsSpanReporter(this.sink, ORIGIN, RUN_ID_KEYS);
		ThreadLocalCurrentTraceContext context = ThreadLocalCurrentTraceContext.newBuilder().build();
		Tracing tracing = Tracing.newBuilder()
			.currentTraceContext(context)
			.traceId128Bit(true)
			.supportsJoin(false)
			.sampler(sampled ? Sampler.ALWAYS_SAMPLE : Sampler.NEVER_SAMPLE)
			.propagationFactory(BaggagePropagation.newFactoryBuilder(B3Propagation.FACTORY)
				.add(BaggagePropagationConfig.SingleBaggageField.remote(BaggageField.create("run_id")))
				.build())
			.addSpanHandler(new CompositeSpanHandler(predicates, List.of(reporter), filters))
			.build();
		Tracer tracer = new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(context),
				new BraveBaggageManager(List.of("run_id"), List.of("run_id")));
		return new Bridge(tracer, () -> {
			reporter.close();
			reporter.close();
			tracing.close();
		});
	}

	@Test
	void tagsAreTexts() throws Exception {
		Bridge bridge = bridge(true, List.of(), List.of());
		try (AutoCloseable tracing = bridge.tracing()) {
			bridge.tracer()
				.nextSpan()
				.name("typed")
				.tag("long", 1L)
				.tagOfStrings("strings", List.of("a", "b"))
				.start()
				.end();
		}
		assertThat(this.sink.span().attributes()).isEqualTo(Map.of("long", "1", "strings", "a,b"));
	}

	@Test
	void spanThatWasNeverStartedLastsNoTime() throws Exception {
		Bridge bridge = bridge(true, List.of(), List.of());
		try (AutoCloseable tracing = bridge.tracing()) {
			bridge.tracer().nextSpan().name("hasty").end(1_705_314_600_000_000L, TimeUnit.MICROSECONDS);
		}
		SpanRecord record = this.sink.span();
		assertThat(record.startTime()).isEqualTo("2024-01-15T10:30:00Z").isEqualTo(record.endTime());
	}

	@Test
	void tagThatOnlyLooksLikeALinkStaysATag() throws Exception {
		Bridge bridge = bridge(true, List.of(), List.of());
		try (AutoCloseable tracing = bridge.tracing()) {
			bridge.tracer().nextSpan().name("odd").tag("links[x].traceId", "y").start().end();
		}
		SpanRecord record = this.sink.span();
		assertThat(record.links()).isEmpty();
		assertThat(record.attributes()).isEqualTo(Map.of("links[x].traceId", "y"));
	}

}
