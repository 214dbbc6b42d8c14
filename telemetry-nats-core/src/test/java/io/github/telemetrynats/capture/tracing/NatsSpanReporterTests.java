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

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.tracing.exporter.FinishedSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link NatsSpanReporter} with the oddities that tracers may have.
 */
class NatsSpanReporterTests {

	private final RecordingSink sink = new RecordingSink();

	private final NatsSpanReporter reporter = new NatsSpanReporter(this.sink, Origin.of("worker"), List.of("run_id"));

	private SpanRecord report(FinishedSpan span) {
		this.reporter.report(span);
		return this.sink.span();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1_705_314_600_500_000_000L, 1_705_314_600_500_000L, 1_705_314_600_500L })
	void eventTimeIsTheOneNearestToTheSpan(long timestamp) {
		SpanRecord record = report(new StubSpan().event(timestamp, "event"));
		assertThat(record.events())
			.containsExactly(new SpanRecord.Event("event", StubSpan.START.plusMillis(500), Map.of()));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "0000000000000000" })
	void parentIdOfARootSpanIsEmpty(String parentId) {
		assertThat(report(new StubSpan().parentId(parentId)).parentId()).isEmpty();
	}

	@Test
	void missingNameIsEmpty() {
		assertThat(report(new StubSpan().name(null)).name()).isEmpty();
	}

	@Test
	void typedTagsKeepTheirTypes() {
		SpanRecord record = report(new StubSpan().tag("long", 1L).tag("list", List.of(true, false)));
		assertThat(record.attributes()).isEqualTo(Map.of("long", 1L, "list", List.of(true, false)));
	}

	@Test
	void tagsThatNoRecordHoldsBecomeText() {
		SpanRecord record = report(new StubSpan().tag("duration", Duration.ofSeconds(1))
			.tag("nothing", null)
			.tag("nested", Arrays.asList("a", null, List.of(1, 2), Duration.ofSeconds(2))));
		assertThat(record.attributes()).isEqualTo(Map.of("duration", "PT1S", "nested", List.of("a", "[1, 2]", "PT2S")));
	}

	@Test
	void laterChangesOfAListAreNotSeen() {
		List<String> list = new ArrayList<>(List.of("before"));
		this.reporter.report(new StubSpan().tag("list", list));
		list.set(0, "after");
		assertThat(this.sink.span().attributes()).isEqualTo(Map.of("list", List.of("before")));
	}

	@Test
	void laterChangesOfTheSpanAreNotSeen() {
		StubSpan span = new StubSpan().tag("key", "before").event(1_705_314_600_500_000L, "before");
		this.reporter.report(span);
		span.name("after").tag("key", "after").event(1_705_314_600_600_000L, "after");
		SpanRecord record = this.sink.span();
		assertThat(record.name()).isEqualTo("stub");
		assertThat(record.attributes()).isEqualTo(Map.of("key", "before"));
		assertThat(record.events()).hasSize(1);
	}

	@Test
	void errorTagWithoutThrowableIsAnError() {
		SpanRecord record = report(new StubSpan().tag("error", "503"));
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo("503");
		assertThat(record.attributes()).isEqualTo(Map.of("error", "503"));
		assertThat(record.events()).isEmpty();
	}

	@Test
	void errorTagThatOnlySaysYesIsAnErrorWithoutMessage() {
		SpanRecord record = report(new StubSpan().tag("error", true));
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "none", "false" })
	void errorTagThatSaysNoIsNoError(String tag) {
		SpanRecord record = report(new StubSpan().tag("error", tag));
		assertThat(record.failed()).isFalse();
		assertThat(record.error()).isEmpty();
		assertThat(record.attributes()).isEqualTo(Map.of("error", tag));
	}

	@Test
	void errorTagThatSaysMoreThanTheThrowableIsKept() {
		SpanRecord record = report(new StubSpan().error(new IllegalStateException("boom")).tag("error", "500"));
		assertThat(record.error()).isEqualTo("boom");
		assertThat(record.attributes()).isEqualTo(Map.of("error", "500"));
	}

	@Test
	void exceptionEventIsNotAddedTwice() {
		SpanRecord record = report(
				new StubSpan().error(new IllegalStateException("boom")).event(1_705_314_600_500_000L, "exception"));
		assertThat(record.events()).hasSize(1);
	}

	@Test
	void throwableThatThrowsIsStillAnError() {
		SpanRecord record = report(new StubSpan().error(new HostileException()));
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo(HostileException.class.getName());
	}

	@Test
	void stackTraceIsPrintedOnThePublishersThreadAlone() {
		AtomicInteger printed = new AtomicInteger();
		this.reporter.report(new StubSpan().error(new CountingException(printed)));
		assertThat(printed).hasValue(0);
		assertThat(this.sink.span().events()).singleElement()
			.satisfies((event) -> assertThat(event.attributes().get("exception.stacktrace")).isEqualTo("printed"));
	}

	@Test
	void stackTraceIsWithinTheLimitAndKeepsBothEnds() {
		Throwable error = new IllegalStateException("root cause");
		for (int i = 0; i < 1_000; i++) {
			error = new IllegalStateException("x".repeat(100), error);
		}
		SpanRecord record = report(new StubSpan().error(new IllegalStateException("first", error)));
		assertThat(record.events()).singleElement().satisfies((event) -> {
			String stackTrace = event.attributes().get("exception.stacktrace").toString();
			assertThat(stackTrace).hasSize(16_384)
				.startsWith("java.lang.IllegalStateException: first")
				.contains("\n… cut …\n", "Caused by: java.lang.IllegalStateException: root cause");
		});
	}

	@Test
	void errorOfASpanReachesNoApplication() {
		FinishedSpan unreadable = (FinishedSpan) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { FinishedSpan.class }, (proxy, method, args) -> {
					throw new AssertionError(method.getName());
				});
		this.reporter.report(unreadable);
		assertThat(this.sink.signals()).singleElement()
			.satisfies((signal) -> assertThatIllegalStateException().isThrownBy(signal::toRecord)
				.withRootCauseInstanceOf(AssertionError.class));
	}

	@Test
	void spanThatCannotBeReadIsNotEncodable() {
		FinishedSpan unreadable = (FinishedSpan) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { FinishedSpan.class }, (proxy, method, args) -> {
					throw new UnsupportedOperationException(method.getName());
				});
		this.reporter.report(unreadable);
		assertThat(this.sink.signals()).singleElement()
			.satisfies((signal) -> assertThatIllegalStateException().isThrownBy(signal::toRecord)
				.withRootCauseInstanceOf(UnsupportedOperationException.class));
	}

	@SuppressWarnings("serial")
	private static final class CountingException extends RuntimeException {

		private final AtomicInteger printed;

		CountingException(AtomicInteger printed) {
			this.printed = printed;
		}

		@Override
		public void printStackTrace(PrintWriter writer) {
			this.printed.incrementAndGet();
			writer.print("printed");
		}

	}

	@SuppressWarnings("serial")
	private static final class HostileException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

		@Override
		public void printStackTrace(PrintWriter writer) {
			throw new IllegalStateException("no stack trace");
		}

	}

}
