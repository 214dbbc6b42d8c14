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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

/**
 * What a span's record says, whichever bridge the span came through.
 */
abstract class AbstractBridgeSpanTests {

	static final Origin ORIGIN = Origin.of("worker");

	static final List<String> RUN_ID_KEYS = List.of("run_id", "batch_id");

	final RecordingSink sink = new RecordingSink();

	private AutoCloseable tracing;

	abstract Bridge bridge(boolean sampled, List<SpanExportingPredicate> predicates, List<SpanFilter> filters);

	@AfterEach
	void closeTracing() throws Exception {
		if (this.tracing != null) {
			this.tracing.close();
		}
	}

	private Tracer tracer() {
		return tracer(true, List.of(), List.of());
	}

	private Tracer tracer(boolean sampled, List<SpanExportingPredicate> predicates, List<SpanFilter> filters) {
		Bridge bridge = bridge(sampled, predicates, filters);
		this.tracing = bridge.tracing();
		return bridge.tracer();
	}

	@Test
	void rootSpanHasIdsOfTheContractAndNoParent() {
		Span span = tracer().nextSpan().name("work").start();
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.origin()).isEqualTo(ORIGIN);
		assertThat(record.traceId()).matches("[0-9a-f]{32}").isEqualTo(span.context().traceId());
		assertThat(record.spanId()).matches("[0-9a-f]{16}").isEqualTo(span.context().spanId());
		assertThat(record.parentId()).isEmpty();
		assertThat(record.name()).isEqualTo("work");
		assertThat(record.kind()).isEqualTo(SpanKind.INTERNAL);
		assertThat(record.failed()).isFalse();
		assertThat(record.error()).isEmpty();
		assertThat(record.attributes()).isEmpty();
		assertThat(record.events()).isEmpty();
		assertThat(record.links()).isEmpty();
		assertThat(record.remoteService()).isNull();
		assertThat(record.runId()).isNull();
	}

	@Test
	void childSpanNamesItsParent() {
		Tracer tracer = tracer();
		Span parent = tracer.nextSpan().name("parent").start();
		Span child;
		try (Tracer.SpanInScope scope = tracer.withSpan(parent)) {
			child = tracer.nextSpan().name("child").start();
			child.end();
		}
		parent.end();
		SpanRecord record = this.sink.spans().get(0);
		assertThat(record.traceId()).isEqualTo(parent.context().traceId());
		assertThat(record.spanId()).isEqualTo(child.context().spanId());
		assertThat(record.parentId()).isEqualTo(parent.context().spanId());
	}

	@Test
	void remoteParentKeepsItsId() {
		Tracer tracer = tracer();
		TraceContext remote = tracer.traceContextBuilder()
			.traceId("a1b2c3d4e5f60718293a4b5c6d7e8f90")
			.spanId("1a2b3c4d5e6f7081")
			.sampled(true)
			.build();
		tracer.spanBuilder().setParent(remote).name("remote").start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.traceId()).isEqualTo("a1b2c3d4e5f60718293a4b5c6d7e8f90");
		assertThat(record.parentId()).isEqualTo("1a2b3c4d5e6f7081");
	}

	@ParameterizedTest
	@EnumSource(Span.Kind.class)
	void kindIsKept(Span.Kind kind) {
		tracer().spanBuilder().kind(kind).name("call").start().end();
		assertThat(this.sink.span().kind().token()).isEqualTo(kind.name().toLowerCase(Locale.ROOT));
	}

	@Test
	void timesAreThoseOfTheSpan() {
		Instant start = Instant.parse("2024-01-15T10:30:00.123456Z");
		Instant end = start.plusMillis(1234);
		Span span = tracer().spanBuilder().startTimestamp(micros(start), TimeUnit.MICROSECONDS).name("timed").start();
		span.event("half", micros(start.plusMillis(617)), TimeUnit.MICROSECONDS);
		span.end(micros(end), TimeUnit.MICROSECONDS);
		SpanRecord record = this.sink.span();
		assertThat(record.startTime()).isEqualTo(start);
		assertThat(record.endTime()).isEqualTo(end);
		assertThat(record.events()).containsExactly(new SpanRecord.Event("half", start.plusMillis(617), Map.of()));
	}

	@Test
	void eventsAreStampedNow() {
		Span span = tracer().nextSpan().name("eventful").start();
		span.event("first").event("second");
		span.end();
		List<SpanRecord.Event> events = this.sink.span().events();
		assertThat(events).extracting(SpanRecord.Event::name).containsExactly("first", "second");
		assertThat(events)
			.allSatisfy((event) -> assertThat(event.time()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1))));
	}

	@Test
	void errorHasMessageAndExceptionEvent() {
		Span span = tracer().nextSpan().name("failing").start();
		span.error(new IllegalStateException("no such build"));
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo("no such build");
		assertThat(record.attributes()).isEmpty();
		assertThat(record.events()).singleElement().satisfies((event) -> {
			assertThat(event.name()).isEqualTo("exception");
			assertThat(event.attributes().get("exception.type")).isEqualTo("java.lang.IllegalStateException");
			assertThat(event.attributes().get("exception.message")).isEqualTo("no such build");
			assertThat(event.attributes().get("exception.stacktrace").toString())
				.startsWith("java.lang.IllegalStateException: no such build")
				.contains(AbstractBridgeSpanTests.class.getName());
		});
		assertThat(this.sink.signals()).singleElement().satisfies((signal) -> {
			assertThat(signal.important()).isTrue();
			assertThat(signal.signal()).isEqualTo(Signal.SPANS);
		});
	}

	@Test
	void errorWithoutMessageHasItsClassName() {
		Span span = tracer().nextSpan().name("failing").start();
		span.error(new IllegalStateException());
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo("java.lang.IllegalStateException");
		assertThat(record.attributes()).isEmpty();
	}

	@Test
	void lastOfSeveralErrorsCounts() {
		Span span = tracer().nextSpan().name("failing").start();
		span.error(new IllegalStateException("first"));
		span.error(new IllegalStateException("last"));
		span.end();
		assertThat(this.sink.span().error()).isEqualTo("last");
	}

	@Test
	void spanWithoutErrorIsNotImportant() {
		tracer().nextSpan().name("fine").start().end();
		assertThat(this.sink.signals()).singleElement().satisfies((signal) -> assertThat(signal.important()).isFalse());
	}

	@Test
	void textsOfAllKindsAreKept() {
		String text = "Zeile 1\n\t\"Ünïcödé\" 日本語 \uD83D\uDE80 \u0000";
		tracer().nextSpan().name(text).tag("text", text).start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.name()).isEqualTo(text);
		assertThat(record.attributes().get("text")).isEqualTo(text);
	}

	@Test
	void emptyNameIsEmpty() {
		tracer().nextSpan().name("").start().end();
		assertThat(this.sink.span().name()).isEmpty();
	}

	@Test
	void linksAreNotTagsAsWell() {
		Tracer tracer = tracer();
		TraceContext other = tracer.traceContextBuilder()
			.traceId("0af7651916cd43dd8448eb211c80319c")
			.spanId("b7ad6b7169203331")
			.sampled(true)
			.build();
		tracer.spanBuilder().name("linked").addLink(new Link(other, Map.of("why", "retry"))).start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.links()).containsExactly(
				new SpanRecord.Link("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", Map.of("why", "retry")));
		assertThat(record.attributes()).isEmpty();
	}

	@Test
	void remoteServiceIsThePeersName() {
		tracer().spanBuilder().kind(Span.Kind.CLIENT).name("call").remoteServiceName("billing").start().end();
		assertThat(this.sink.span().remoteService()).isEqualTo("billing");
	}

	@Test
	void remoteServiceIsTheAddressThatAClientCalls() {
		tracer().spanBuilder().kind(Span.Kind.CLIENT).name("call").tag("server.address", "db.local").start().end();
		assertThat(this.sink.span().remoteService()).isEqualTo("db.local");
	}

	@Test
	void remoteServiceIsNotTheServersOwnAddress() {
		tracer().spanBuilder().kind(Span.Kind.SERVER).name("call").tag("server.address", "me.local").start().end();
		assertThat(this.sink.span().remoteService()).isNull();
	}

	@Test
	void remotePortThatIsNoNumberDoesNoHarm() {
		tracer().spanBuilder()
			.kind(Span.Kind.CLIENT)
			.name("call")
			.remoteIpAndPort("10.0.0.1", 8080)
			.tag("network.peer.port", "eighty")
			.start()
			.end();
		assertThat(this.sink.span().name()).isEqualTo("call");
	}

	@Test
	void runIdIsTheFirstKeyThatIsThere() {
		tracer().nextSpan().name("work").tag("batch_id", "b-7").tag("run_id", "r-1").start().end();
		assertThat(this.sink.span().runId()).isEqualTo("r-1");
	}

	@Test
	void runIdIsTheSecondKeyWhenTheFirstIsBlank() {
		tracer().nextSpan().name("work").tag("batch_id", "b-7").tag("run_id", " \t").start().end();
		assertThat(this.sink.span().runId()).isEqualTo("b-7");
	}

	@Test
	void runIdIsMissingWhenAllKeysAreBlankOrMissing() {
		tracer().nextSpan().name("work").tag("run_id", "").tag("other", "x").start().end();
		assertThat(this.sink.span().runId()).isNull();
	}

	@Test
	void runIdMayBeANumber() {
		tracer().nextSpan().name("work").tag("run_id", 42).start().end();
		assertThat(this.sink.span().runId()).isEqualTo("42");
	}

	@Test
	void runIdComesFromBaggageThatIsATag() {
		Tracer tracer = tracer();
		Span span = tracer.nextSpan().name("work").start();
		try (Tracer.SpanInScope scope = tracer.withSpan(span);
				BaggageInScope baggage = tracer.createBaggageInScope("run_id", "r-baggage")) {
			tracer.currentSpan().event("inside");
		}
		span.end();
		assertThat(this.sink.span().runId()).isEqualTo("r-baggage");
	}

	@Test
	void unsampledSpansAreNotOffered() {
		Tracer tracer = tracer(false, List.of(), List.of());
		Span span = tracer.nextSpan().name("unsampled").start();
		span.error(new IllegalStateException("nobody sees it"));
		span.end();
		assertThat(this.sink.signals()).isEmpty();
	}

	@Test
	void abandonedSpansAreNotOffered() {
		Span span = tracer().nextSpan().name("abandoned").start();
		span.abandon();
		assertThat(this.sink.signals()).isEmpty();
	}

	@Test
	void predicatesKeepSpansOut() {
		Tracer tracer = tracer(true, List.of((span) -> true, (span) -> !span.getName().startsWith("health")),
				List.of());
		tracer.nextSpan().name("health check").start().end();
		tracer.nextSpan().name("work").start().end();
		assertThat(this.sink.span().name()).isEqualTo("work");
	}

	@Test
	void predicatesSeeTheSpanBeforeTheFilters() {
		Tracer tracer = tracer(true, List.of((span) -> span.getName().equals("before")),
				List.of((span) -> span.setName("after")));
		tracer.nextSpan().name("before").start().end();
		assertThat(this.sink.span().name()).isEqualTo("after");
	}

	@Test
	void filtersChangeTheSpanOneAfterTheOther() {
		SpanFilter rename = (span) -> span.setName(span.getName() + "!");
		SpanFilter peer = (span) -> span.setRemoteServiceName(span.getName());
		Tracer tracer = tracer(true, List.of(), List.of(rename, rename, peer));
		tracer.nextSpan().name("work").tag("run_id", "r-1").start().end();
		SpanRecord record = this.sink.span();
		assertThat(record.name()).isEqualTo("work!!");
		assertThat(record.remoteService()).isEqualTo("work!!");
		assertThat(record.runId()).isEqualTo("r-1");
	}

	@Test
	void failingPredicateDoesNotReachTheApplication() {
		SpanExportingPredicate failing = (span) -> {
			throw new IllegalStateException("predicate");
		};
		Tracer tracer = tracer(true, List.of(failing), List.of());
		assertThatNoException().isThrownBy(() -> tracer.nextSpan().name("work").start().end());
	}

	@Test
	void failingFilterDoesNotReachTheApplication() {
		SpanFilter failing = (span) -> {
			throw new IllegalStateException("filter");
		};
		Tracer tracer = tracer(true, List.of(), List.of(failing));
		assertThatNoException().isThrownBy(() -> tracer.nextSpan().name("work").start().end());
	}

	@Test
	void longTextsAndErrorsShowInTheSize() {
		tracer().nextSpan().name("small").tag("key", "value").start().end();
		tracer().nextSpan().name("large").tag("key", "x".repeat(10_000)).start().end();
		tracer().nextSpan().name("failed").start().error(new IllegalStateException("broken")).end();
		assertThat(this.sink.signals().get(0).approximateBytes()).isLessThan(200);
		assertThat(this.sink.signals().get(1).approximateBytes()).isBetween(10_000L, 11_000L);
		assertThat(this.sink.signals().get(2).approximateBytes()).isBetween(1_025L, 40_000L);
	}

	@Test
	void recordDoesNotChangeWithTheSpan() {
		Span span = tracer().nextSpan().name("before").tag("key", "before").start();
		span.end();
		span.name("after").tag("key", "after").event("after");
		SpanRecord record = this.sink.span();
		assertThat(record.name()).isEqualTo("before");
		assertThat(record.attributes().get("key")).isEqualTo("before");
		assertThat(record.events()).isEmpty();
	}

	@Test
	void everySpanOfManyThreadsIsOfferedOnce() throws Exception {
		int threads = 8;
		int spansPerThread = 500;
		Tracer tracer = tracer();
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				String name = "thread-" + thread;
				done.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < spansPerThread; i++) {
						tracer.nextSpan().name(name).tag("i", i).start().end();
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> future : done) {
				future.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
		List<SpanRecord> records = this.sink.spans();
		assertThat(this.sink.offered()).isEqualTo(threads * spansPerThread);
		assertThat(records).extracting(SpanRecord::spanId).doesNotHaveDuplicates().hasSize(threads * spansPerThread);
		assertThat(records).extracting((record) -> record.name() + record.attributes().get("i"))
			.doesNotHaveDuplicates();
	}

	static long micros(Instant instant) {
		return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000;
	}

	record Bridge(Tracer tracer, AutoCloseable tracing) {

	}

}
