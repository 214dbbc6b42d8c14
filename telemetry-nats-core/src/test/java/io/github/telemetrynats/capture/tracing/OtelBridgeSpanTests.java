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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link NatsSpanProcessor} behind Micrometer's OpenTelemetry bridge.
 */
class OtelBridgeSpanTests extends AbstractBridgeSpanTests {

	@Override
	Bridge bridge(boolean sampled, List<SpanExportingPredicate> predicates, List<SpanFilter> filters) {
		NatsSpanProcessor processor = NatsSpanProcessor.builder(this.sink, ORIGIN)
			.runIdKeys(RUN_ID_KEYS)
			.predicates(predicates)
			.filters(filters)
			.build();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setSampler(sampled ? Sampler.alwaysOn() : Sampler.alwaysOff())
			.addSpanProcessor(processor)
			.build();
		OtelCurrentTraceContext context = new OtelCurrentTraceContext();
		OtelBaggageManager baggage = new OtelBaggageManager(context, List.of("run_id"), List.of("run_id"));
		Tracer tracer = new OtelTracer(provider.get("test"), context, (event) -> {
		}, baggage);
		return new Bridge(tracer, provider);
	}

	@Test
	void typesOfTagsAreKept() {
		Bridge bridge = bridge(true, List.of(), List.of());
		bridge.tracer()
			.nextSpan()
			.name("typed")
			.tag("long", 1L)
			.tag("double", 2.5)
			.tag("boolean", true)
			.tagOfStrings("strings", List.of("a", "b"))
			.tagOfLongs("longs", List.of(1L, 2L))
			.tagOfDoubles("doubles", List.of(1.5, 2.5))
			.tagOfBooleans("booleans", List.of(true, false))
			.start()
			.end();
		assertThat(this.sink.span().attributes())
			.isEqualTo(Map.of("long", 1L, "double", 2.5, "boolean", true, "strings", List.of("a", "b"), "longs",
					List.of(1L, 2L), "doubles", List.of(1.5, 2.5), "booleans", List.of(true, false)));
	}

	@Test
	void runIdIsTheSecondKeyWhenTheFirstIsNoNumber() {
		Bridge bridge = bridge(true, List.of(), List.of());
		bridge.tracer().nextSpan().name("work").tag("run_id", Double.NaN).tag("batch_id", 7L).start().end();
		assertThat(this.sink.span().runId()).isEqualTo("7");
	}

	@Test
	void typesOfTagsAreKeptByFilters() {
		Bridge bridge = bridge(true, List.of(), List.of((span) -> span.setTypedTags(span.getTypedTags())));
		bridge.tracer()
			.nextSpan()
			.name("typed")
			.tag("long", 1L)
			.tagOfBooleans("booleans", List.of(true, false))
			.start()
			.end();
		assertThat(this.sink.span().attributes()).isEqualTo(Map.of("long", 1L, "booleans", List.of(true, false)));
	}

	// Brave's bridge refuses to change tags
	@Test
	void filtersMayTakeTagsAway() {
		Bridge bridge = bridge(true, List.of(), List.of((span) -> span.setTags(Map.of("secret", "***"))));
		bridge.tracer().nextSpan().name("work").tag("secret", "hunter2").tag("run_id", "r-1").start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.attributes()).isEqualTo(Map.of("secret", "***"));
		assertThat(record.runId()).isNull();
	}

	@Test
	void filtersMayAnswerWithASpanOfTheirOwn() {
		Bridge bridge = bridge(true, List.of(), List.of((span) -> new StubSpan().name("stub")));
		bridge.tracer().nextSpan().name("work").start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.name()).isEqualTo("stub");
		assertThat(record.origin()).isEqualTo(ORIGIN);
	}

	@Test
	void predicateThatFailsKeepsNothingOut() {
		SpanExportingPredicate failing = (span) -> {
			throw new IllegalStateException("predicate");
		};
		Bridge bridge = bridge(true, List.of(failing), List.of());
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(this.sink.span().name()).isEqualTo("work");
	}

	@Test
	void predicateThatFailsWithAnErrorKeepsNothingOut() {
		SpanExportingPredicate failing = (span) -> {
			throw new AssertionError("predicate");
		};
		Bridge bridge = bridge(true, List.of(failing), List.of());
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(this.sink.span().name()).isEqualTo("work");
	}

	@Test
	void predicateThatFailsDoesNotOverruleOneThatRefuses() {
		SpanExportingPredicate failing = (span) -> {
			throw new IllegalStateException("predicate");
		};
		Bridge bridge = bridge(true, List.of(failing, (span) -> false), List.of());
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(this.sink.signals()).isEmpty();
	}

	@Test
	void filterThatFailsMakesTheSpanNotEncodable() {
		SpanFilter failing = (span) -> {
			throw new IllegalStateException("filter");
		};
		Bridge bridge = bridge(true, List.of(), List.of(failing));
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(this.sink.signals()).singleElement()
			.satisfies((signal) -> assertThatIllegalStateException().isThrownBy(signal::toRecord)
				.havingRootCause()
				.withMessage("filter"));
	}

	@Test
	void filterThatFailsWithAnErrorMakesTheSpanNotEncodable() {
		SpanFilter failing = (span) -> {
			throw new AssertionError("filter");
		};
		Bridge bridge = bridge(true, List.of(), List.of(failing));
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(this.sink.signals()).singleElement()
			.satisfies((signal) -> assertThatIllegalStateException().isThrownBy(signal::toRecord)
				.withRootCauseInstanceOf(AssertionError.class));
	}

	@Test
	void filtersDoNotRunOnTheApplicationsThread() {
		List<FinishedSpan> filtered = new ArrayList<>();
		Bridge bridge = bridge(true, List.of(), List.of((span) -> {
			filtered.add(span);
			return span;
		}));
		bridge.tracer().nextSpan().name("work").start().end();
		assertThat(filtered).isEmpty();
		this.sink.span();
		assertThat(filtered).hasSize(1);
	}

}
