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

package io.github.telemetrynats.capture.logging;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

class NatsLogbackAppenderTests {

	private static final String TRACE_ID = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

	private static final String SPAN_ID = "f6e5d4c3b2a10987";

	private final TestLogback logback = TestLogback.attached();

	private final RecordingSink sink = new RecordingSink();

	@Test
	void takesLevelMessageLoggerAndThread() {
		this.logback.connect(this.sink);
		this.logback.logger().warn("{} of {}", 1, "two");
		LogRecord log = this.sink.only();
		assertThat(log.origin()).isEqualTo(TestLogback.ORIGIN);
		assertThat(log.level()).isEqualTo(LogLevel.WARN);
		assertThat(log.message()).isEqualTo("1 of two");
		assertThat(log.logger()).isEqualTo("com.acme.Orders");
		assertThat(log.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(log.fields()).isEmpty();
		assertThat(log.error()).isEmpty();
		assertThat(log.traceId()).isNull();
		assertThat(log.spanId()).isNull();
	}

	@Test
	void takesAllLevelsAndKnowsTheImportantOnes() {
		this.logback.connect(this.sink);
		this.logback.logger().trace("-");
		this.logback.logger().debug("-");
		this.logback.logger().info("-");
		this.logback.logger().warn("-");
		this.logback.logger().error("-");
		assertThat(this.sink.records()).extracting(LogRecord::level).containsExactly(LogLevel.values());
		assertThat(this.sink.signals()).extracting(CapturedSignal::important)
			.containsExactly(false, false, false, true, true);
		assertThat(this.sink.signals()).extracting(CapturedSignal::signal).containsOnly(Signal.LOGS);
	}

	@Test
	void takesTheTimeOfTheEventToTheNanosecond() {
		this.logback.connect(this.sink);
		this.logback.root().callAppenders(Events.event("then"));
		assertThat(this.sink.only().timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456789Z"));
	}

	@Test
	void refusesLevelsBelowTheThreshold() {
		this.logback.connect(this.sink, LogCaptureSettings.builder().level(LogLevel.INFO).build());
		this.logback.logger().debug("debug");
		this.logback.logger().info("info");
		assertThat(this.sink.messages()).containsExactly("info");
	}

	@Test
	void neverTakesThePipelinesOwnLoggersAndThreads() throws Exception {
		this.logback.connect(this.sink);
		this.logback.logger("io.nats.client.impl.NatsConnection").error("never");
		this.logback.logger("io.github.telemetrynats.publisher.Worker").error("never");
		Thread own = new Thread(() -> this.logback.logger().error("never"), "telemetry-nats-publisher");
		own.start();
		own.join();
		assertThat(this.sink.messages()).isEmpty();
	}

	@Test
	void doesNotTakeWhatASinkLogsWhileItIsOffered() {
		RecordingSink inner = new RecordingSink() {
			@Override
			public boolean offer(CapturedSignal signal) {
				NatsLogbackAppenderTests.this.logback.logger("javax.net.ssl").trace("caused by the offer");
				return super.offer(signal);
			}
		};
		this.logback.connect(inner);
		this.logback.logger().info("one");
		this.logback.logger().info("two");
		assertThat(inner.messages()).containsExactly("one", "two");
	}

	@Test
	void keepsTheMdcAsItWas() {
		this.logback.connect(this.sink);
		this.logback.mdc().put("run_id", "abc");
		this.logback.mdc().put("nothing", null);
		this.logback.logger().info("-");
		this.logback.mdc().put("run_id", "changed");
		this.logback.mdc().put("late", "value");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("run_id", "abc"));
	}

	@Test
	void takesTraceAndSpanIdOutOfTheMdc() {
		this.logback.connect(this.sink);
		this.logback.mdc().put("traceId", TRACE_ID);
		this.logback.mdc().put("spanId", SPAN_ID.toUpperCase(Locale.ROOT));
		this.logback.mdc().put("user", "eve");
		this.logback.logger().info("-");
		assertThat(this.sink.only().traceId()).isEqualTo(TRACE_ID);
		assertThat(this.sink.only().spanId()).isEqualTo(SPAN_ID);
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("user", "eve"));
	}

	@Test
	void leavesIdsThatAreNoW3cIdsWhereTheyAre() {
		this.logback.connect(this.sink);
		Map<String, String> ids = Map.of("traceId", "a1b2c3d4e5f60718", "spanId", SPAN_ID);
		ids.forEach(this.logback.mdc()::put);
		this.logback.logger().info("short");
		Map<String, String> zero = Map.of("traceId", "0".repeat(32), "spanId", "x".repeat(16));
		zero.forEach(this.logback.mdc()::put);
		this.logback.logger().info("zero");
		this.logback.mdc().put("traceId", TRACE_ID);
		this.logback.logger().info("no span");
		List<LogRecord> records = this.sink.records();
		assertThat(records).extracting(LogRecord::traceId).containsExactly(null, null, TRACE_ID);
		assertThat(records).extracting(LogRecord::spanId).containsOnlyNulls();
		assertThat(records.get(0).fields()).isEqualTo(ids);
		assertThat(records.get(1).fields()).isEqualTo(zero);
		assertThat(records.get(2).fields()).isEqualTo(Map.of("spanId", "x".repeat(16)));
	}

	@Test
	void takesTraceIdAlsoWhenItsKeyIsExcluded() {
		this.logback.connect(this.sink, LogCaptureSettings.builder().excludedMdcKeys(List.of("*")).build());
		this.logback.mdc().put("traceId", TRACE_ID);
		this.logback.mdc().put("user", "eve");
		this.logback.logger().info("-");
		assertThat(this.sink.only().traceId()).isEqualTo(TRACE_ID);
		assertThat(this.sink.only().fields()).isEmpty();
	}

	@Test
	void keepsTheTypesOfKeyValuePairs() {
		this.logback.connect(this.sink);
		UUID id = UUID.randomUUID();
		this.logback.logger()
			.atInfo()
			.addKeyValue("text", "x")
			.addKeyValue("int", 1)
			.addKeyValue("long", 2L)
			.addKeyValue("double", 1.5)
			.addKeyValue("big", new BigInteger("12345678901234567890"))
			.addKeyValue("decimal", new BigDecimal("1.10"))
			.addKeyValue("boolean", true)
			.addKeyValue("enum", LogLevel.WARN)
			.addKeyValue("uuid", id)
			.addKeyValue("atomic", new AtomicInteger(7))
			.addKeyValue("nan", Double.NaN)
			.addKeyValue("infinite", Float.NEGATIVE_INFINITY)
			.addKeyValue("null", (Object) null)
			.addKeyValue("", "empty key")
			.addKeyValue("list", Arrays.asList(1, null, "two", List.of(3.5)))
			.addKeyValue("array", new int[] { 1, 2 })
			.addKeyValue("map", Map.of("a", Map.of("b", false)))
			.log("-");
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.ofEntries(Map.entry("text", "x"), Map.entry("int", 1), Map.entry("long", 2L),
					Map.entry("double", 1.5), Map.entry("big", new BigInteger("12345678901234567890")),
					Map.entry("decimal", new BigDecimal("1.10")), Map.entry("boolean", true), Map.entry("enum", "WARN"),
					Map.entry("uuid", id.toString()), Map.entry("atomic", 7L), Map.entry("nan", "NaN"),
					Map.entry("infinite", "-Infinity"), Map.entry("list", List.of(1, "two", List.of(3.5))),
					Map.entry("array", List.of(1, 2)), Map.entry("map", Map.of("a", Map.of("b", false)))));
	}

	@Test
	void doesNotSeeChangesAfterTheCall() {
		this.logback.connect(this.sink);
		StringBuilder text = new StringBuilder("before");
		AtomicInteger number = new AtomicInteger(1);
		int[] array = { 1 };
		this.logback.logger()
			.atInfo()
			.addKeyValue("text", text)
			.addKeyValue("number", number)
			.addKeyValue("array", array)
			.log("{} {}", text, number);
		text.append(" and after");
		number.set(2);
		array[0] = 2;
		assertThat(this.sink.only().message()).isEqualTo("before 1");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("text", "before", "number", 1L, "array", List.of(1)));
	}

	@Test
	void whatIsSaidForTheEventWinsOverTheMdc() {
		this.logback.connect(this.sink);
		this.logback.mdc().put("step", "from MDC");
		this.logback.logger().atInfo().addKeyValue("step", 1).addKeyValue("step", 2).log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("step", 2));
	}

	@Test
	void selectsMdcKeysAndKeyValuesByPattern() {
		this.logback.connect(this.sink,
				LogCaptureSettings.builder()
					.includedMdcKeys(List.of("user.*"))
					.excludedKeyValues(List.of("internal.*"))
					.build());
		this.logback.mdc().put("user.id", "7");
		this.logback.mdc().put("other", "-");
		this.logback.logger().atInfo().addKeyValue("internal.x", 1).addKeyValue("x", 2).log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("user.id", "7", "x", 2));
	}

	@Test
	void masksSecretsAtEveryDepth() {
		this.logback.connect(this.sink);
		this.logback.mdc().put("X-Api-Key", "hidden");
		this.logback.logger()
			.atInfo()
			.addKeyValue("password", "hidden")
			.addKeyValue("request", Map.of("headers", List.of(Map.of("Authorization", "hidden", "Accept", "*/*"))))
			.addKeyValue("credentials", List.of("hidden"))
			.log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("X-Api-Key", "***", "password", "***", "request",
				Map.of("headers", List.of(Map.of("Authorization", "***", "Accept", "*/*"))), "credentials", "***"));
	}

	@Test
	void numbersAndBooleansAreNoSecretsAndKeepTheirTypes() {
		this.logback.connect(this.sink);
		this.logback.logger()
			.atInfo()
			.addKeyValue("max_tokens", 512)
			.addKeyValue("token_share", 0.5)
			.addKeyValue("has_password", true)
			.addKeyValue("usage", Map.of("token_count", 17L, "token", "hidden"))
			.log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("max_tokens", 512, "token_share", 0.5, "has_password",
				true, "usage", Map.of("token_count", 17L, "token", "***")));
	}

	@Test
	void takesMarkersWithTheirReferences() {
		this.logback.connect(this.sink);
		Marker audit = new BasicMarkerFactory().getDetachedMarker("AUDIT");
		audit.add(MarkerFactory.getMarker("BILLING"));
		this.logback.logger().atInfo().addMarker(audit).addMarker(MarkerFactory.getMarker("BILLING")).log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("logback.marker", List.of("AUDIT", "BILLING")));
	}

	@Test
	void takesTheThrowable() {
		this.logback.connect(this.sink);
		this.logback.logger()
			.error("failed", new IllegalStateException("outer", new IllegalArgumentException("inner")));
		LogRecord log = this.sink.only();
		assertThat(log.error()).isEqualTo("outer");
		assertThat(log.fields().get("exception.type")).isEqualTo("java.lang.IllegalStateException");
		assertThat((String) log.fields().get("exception.stacktrace"))
			.startsWith("java.lang.IllegalStateException: outer\n\tat " + getClass().getName())
			.contains("\nCaused by: java.lang.IllegalArgumentException: inner\n\t... ");
	}

	@Test
	void throwableWithoutMessageIsToldByItsClass() {
		this.logback.connect(this.sink);
		this.logback.logger().error("", new IllegalStateException());
		assertThat(this.sink.only().error()).isEqualTo("java.lang.IllegalStateException");
		assertThat(this.sink.only().message()).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void emptyAndNullMessagesBecomeAHyphen() {
		this.logback.connect(this.sink);
		this.logback.logger().info("");
		this.logback.logger().info(null);
		this.logback.logger().info(null, (Object[]) null);
		assertThat(this.sink.messages()).containsExactly("-", "-", "-");
	}

	@Test
	void takesEventsThatOthersHaveMade() {
		this.logback.connect(this.sink);
		LoggingEvent event = new LoggingEvent();
		event.setLevel(Level.INFO);
		event.setTimeStamp(1_700_000_000_001L);
		this.logback.root().callAppenders(event);
		LogRecord log = this.sink.only();
		assertThat(log.timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_001L));
		assertThat(log.message()).isEqualTo("-");
		assertThat(log.logger()).isNull();
		assertThat(log.fields()).isEmpty();
		assertThat(this.logback.statusesFrom(Status.WARN)).isEmpty();
	}

	@Test
	void refusedEventsAllocateNothing() {
		this.logback.connect(this.sink, LogCaptureSettings.builder().level(LogLevel.INFO).build());
		NatsLogbackAppender appender = (NatsLogbackAppender) this.logback.rootAppenders().get(0);
		LoggingEvent below = Events.event("below");
		LoggingEvent debug = new LoggingEvent();
		debug.setLevel(Level.DEBUG);
		debug.setLoggerName("com.acme.Orders");
		LoggingEvent own = new LoggingEvent();
		own.setLevel(Level.ERROR);
		own.setLoggerName("io.nats.client");
		appender.doAppend(below);
		Runnable refused = () -> {
			appender.doAppend(debug);
			appender.doAppend(own);
			appender.doAppend(below);
		};
		assertThat(allocatedBy(refused, 10_000)).isLessThan(10_000);
		assertThat(this.sink.messages()).containsExactly("below");
	}

	private static long allocatedBy(Runnable action, int times) {
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (int i = 0; i < times; i++) {
			action.run();
		}
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < times; i++) {
			action.run();
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
