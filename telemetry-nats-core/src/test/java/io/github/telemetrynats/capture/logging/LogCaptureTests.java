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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LogCaptureTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String DECLARED = """
			<appender name="NATS" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender"/>
			<root level="TRACE"><appender-ref ref="NATS"/></root>
			""";

	private final RecordingSink sink = new RecordingSink();

	@Test
	void attachedTwiceThereIsOneAppender() {
		TestLogback logback = TestLogback.attached();
		logback.attach();
		assertThat(logback.rootAppenders()).singleElement()
			.satisfies((appender) -> assertThat(appender.getName()).isEqualTo(LogCapture.APPENDER_NAME));
		assertThat(logback.context.getCopyOfListenerList()).hasSize(1);
	}

	@Test
	void startUpIsDeliveredInOrderWhenTheSinkComes() {
		TestLogback logback = TestLogback.attached();
		logback.logger().info("one");
		logback.logger().debug("two");
		logback.connect(this.sink);
		logback.logger().warn("three");
		assertThat(this.sink.messages()).containsExactly("one", "two", "three");
		assertThat(this.sink.records()).allSatisfy((log) -> assertThat(log.origin()).isSameAs(TestLogback.ORIGIN));
	}

	@Test
	void startUpBeyondTheBufferIsCountedAndTold() {
		TestLogback logback = new TestLogback();
		LogCaptureSettings settings = LogCaptureSettings.builder().startupBuffer(16).build();
		LogCapture.attach(logback.context, settings);
		IntStream.range(0, 20).forEach((i) -> logback.logger().info("info {}", i));
		IntStream.range(0, 3).forEach((i) -> logback.logger().error("error {}", i));
		logback.connect(this.sink, settings);
		assertThat(this.sink.lost(DropReason.STARTUP_BUFFER_FULL)).isEqualTo(7);
		List<LogRecord> records = this.sink.records();
		assertThat(records).hasSize(17);
		assertThat(records.subList(0, 14)).allSatisfy((log) -> assertThat(log.level()).isEqualTo(LogLevel.INFO));
		assertThat(records.subList(14, 16)).extracting(LogRecord::message).containsExactly("error 0", "error 1");
		assertThat(records.get(16).message()).contains("7 log records", "telemetry.nats.logs.startup-buffer");
		assertThat(records.get(16).level()).isEqualTo(LogLevel.WARN);
		assertThat(records.get(16).fields().get("dropped")).isEqualTo(7L);
		RecordingSink second = new RecordingSink();
		logback.connect(second);
		assertThat(second.lost(DropReason.STARTUP_BUFFER_FULL)).isZero();
	}

	@Test
	void eventThatCannotBeCapturedDuringStartUpIsCountedWhenThereIsASink() {
		TestLogback logback = TestLogback.attached();
		logback.root().callAppenders(new LoggingEvent() {
			@Override
			public Level getLevel() {
				throw new IllegalStateException("broken");
			}
		});
		logback.connect(this.sink);
		assertThat(this.sink.lost(DropReason.NOT_ENCODABLE)).isEqualTo(1);
		assertThat(this.sink.records()).isEmpty();
	}

	@Test
	void longTextsAndErrorsShowInTheSize() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink);
		logback.logger().info("small");
		logback.logger().info("x".repeat(10_000));
		logback.logger().error("failed", new IllegalStateException("broken"));
		assertThat(this.sink.signals()).extracting(CapturedSignal::approximateBytes)
			.containsExactly(5L, 10_000L, 6L + 4_096);
	}

	@Test
	void startUpWithUnusuallyLargeEventsIsBoundedByText() {
		TestLogback logback = TestLogback.attached();
		String large = "x".repeat(1024 * 1024);
		IntStream.range(0, 10).forEach((i) -> logback.logger().info(large));
		logback.connect(this.sink);
		assertThat(this.sink.lost(DropReason.STARTUP_BUFFER_FULL)).isEqualTo(2);
		assertThat(this.sink.records()).hasSize(9);
	}

	@Test
	void startUpIsFilteredByTheSettingsOfTheSink() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure(DECLARED);
		logback.logger().info("info");
		logback.logger().warn("warn");
		logback.connect(this.sink, LogCaptureSettings.builder().level(LogLevel.WARN).build());
		assertThat(this.sink.messages()).containsExactly("warn");
	}

	@Test
	void withSeveralSinksTheLatestOpenOneGetsTheEvents() {
		TestLogback logback = TestLogback.attached();
		RecordingSink second = new RecordingSink();
		RecordingSink third = new RecordingSink();
		logback.connect(this.sink);
		logback.logger().info("first");
		logback.attach();
		LogFeed secondFeed = logback.connect(second);
		LogFeed thirdFeed = logback.connect(third);
		logback.logger().info("third");
		secondFeed.close();
		logback.logger().info("third again");
		thirdFeed.close();
		logback.logger().info("first again");
		assertThat(this.sink.messages()).containsExactly("first", "first again");
		assertThat(second.messages()).isEmpty();
		assertThat(third.messages()).containsExactly("third", "third again");
	}

	@Test
	void whatIsLoggedBetweenTwoApplicationsIsDiscardedAndCounted() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink).close();
		logback.logger().info("after the end");
		logback.attach();
		logback.logger().info("start");
		logback.attach();
		logback.connect(this.sink);
		assertThat(this.sink.messages()).containsExactly("start");
		assertThat(LogCapture.discarded(logback.context)).isEqualTo(1);
	}

	@Test
	void theLastWordsOfAFailedStartAreThereForWhoeverAsks() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink).close();
		logback.logger().error("Application run failed", new IllegalStateException("no port"));
		logback.context.stop();
		RecordingSink late = new RecordingSink();
		logback.connect(late).close();
		assertThat(late.messages()).containsExactly("Application run failed");
		assertThat(this.sink.messages()).isEmpty();
	}

	@Test
	void closingTwiceDoesNothing() {
		TestLogback logback = TestLogback.attached();
		LogFeed feed = logback.connect(this.sink);
		feed.close();
		RecordingSink second = new RecordingSink();
		logback.connect(second);
		feed.close();
		logback.logger().info("second");
		assertThat(second.messages()).containsExactly("second");
	}

	@Test
	void comesBackAfterReset() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink);
		logback.logger().info("before");
		logback.context.reset();
		logback.logger().info("after");
		logback.context.reset();
		logback.logger().info("after again");
		assertThat(this.sink.messages()).containsExactly("before", "after", "after again");
		assertThat(logback.rootAppenders()).hasSize(1);
	}

	@Test
	void startUpSurvivesReset() {
		TestLogback logback = TestLogback.attached();
		logback.logger().info("before");
		logback.context.reset();
		logback.connect(this.sink);
		assertThat(this.sink.messages()).containsExactly("before");
	}

	@Test
	void stoppedAndStartedAsSpringBootDoesItDeliversOnceAgainWhenAttached() {
		TestLogback logback = TestLogback.attached();
		LogFeed feed = logback.connect(this.sink);
		NatsLogbackAppender first = (NatsLogbackAppender) logback.rootAppenders().get(0);
		logback.context.stop();
		logback.context.reset();
		assertThat(first.isStarted()).isFalse();
		assertThat(logback.rootAppenders()).isEmpty();
		logback.context.start();
		logback.attach();
		logback.logger().info("still connected");
		feed.close();
		assertThat(this.sink.messages()).containsExactly("still connected");
		assertThat(logback.rootAppenders()).hasSize(1);
		assertThat(logback.context.getCopyOfListenerList()).hasSize(1);
	}

	@Test
	void declaredOnTheRootThereIsNoSecondOne() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure(DECLARED);
		logback.attach();
		logback.connect(this.sink);
		logback.logger().info("once");
		assertThat(this.sink.messages()).containsExactly("once");
		assertThat(logback.rootAppenders()).singleElement()
			.satisfies((appender) -> assertThat(appender.getName()).isEqualTo("NATS"));
		assertThat(logback.statusesFrom(Status.WARN)).isEmpty();
	}

	@Test
	void declaredLaterItReplacesTheAttachedOne() throws Exception {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink);
		logback.context.reset();
		logback.configure(DECLARED);
		logback.logger().info("once");
		assertThat(this.sink.messages()).containsExactly("once");
		assertThat(logback.rootAppenders()).singleElement()
			.satisfies((appender) -> assertThat(appender.getName()).isEqualTo("NATS"));
	}

	@Test
	void declaredBehindAnAsyncAppenderThereIsNoSecondOne() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure(
				"""
						<appender name="NATS" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender"/>
						<appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender"><appender-ref ref="NATS"/></appender>
						<root level="TRACE"><appender-ref ref="ASYNC"/></root>
						""");
		logback.attach();
		logback.connect(this.sink);
		logback.logger().info("once");
		logback.context.stop();
		assertThat(this.sink.messages()).containsExactly("once");
		assertThat(this.sink.only().thread()).isEqualTo(Thread.currentThread().getName());
	}

	@Test
	void reachedThroughTwoAppendersAnEventIsTakenOnce() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure("""
				<appender name="A" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender"/>
				<appender name="B" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender"/>
				<logger name="com.acme"><appender-ref ref="A"/></logger>
				<root level="TRACE"><appender-ref ref="A"/><appender-ref ref="B"/></root>
				""");
		logback.connect(this.sink);
		logback.logger().info("same");
		logback.logger().info("same");
		assertThat(this.sink.messages()).containsExactly("same", "same");
	}

	@Test
	void declaredFiltersApply() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure("""
				<appender name="NATS" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender">
					<filter class="ch.qos.logback.classic.filter.ThresholdFilter"><level>WARN</level></filter>
				</appender>
				<root level="TRACE"><appender-ref ref="NATS"/></root>
				""");
		logback.attach();
		logback.connect(this.sink);
		logback.logger().info("info");
		logback.logger().warn("warn");
		assertThat(this.sink.messages()).containsExactly("warn");
	}

	@Test
	void detachedThereIsNoAppenderAndNothingIsHeld() throws Exception {
		TestLogback logback = new TestLogback();
		logback.configure(DECLARED);
		logback.attach();
		logback.logger().info("lost");
		NatsLogbackAppender appender = (NatsLogbackAppender) logback.rootAppenders().get(0);
		LogCapture.detach(logback.context);
		logback.logger().info("lost too");
		logback.context.reset();
		assertThat(logback.rootAppenders()).isEmpty();
		assertThat(appender.isStarted()).isFalse();
		assertThat(logback.context.getCopyOfListenerList()).isEmpty();
		logback.connect(this.sink);
		assertThat(this.sink.messages()).isEmpty();
	}

	@Test
	void detachedByOneApplicationTheOtherKeepsItsAppender() {
		TestLogback logback = TestLogback.attached();
		LogFeed feed = logback.connect(this.sink);
		LogCapture.detach(logback.context);
		logback.logger().info("still there");
		feed.close();
		LogCapture.detach(logback.context);
		logback.logger().info("gone");
		assertThat(this.sink.messages()).containsExactly("still there");
		assertThat(logback.rootAppenders()).isEmpty();
		assertThat(logback.context.getCopyOfListenerList()).isEmpty();
	}

	@Test
	void attachedAgainAfterDetachingItWorksAgain() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink).close();
		LogCapture.detach(logback.context);
		logback.logger().info("between");
		logback.attach();
		logback.logger().info("start");
		logback.connect(this.sink);
		assertThat(this.sink.messages()).containsExactly("start");
	}

	@Test
	void eventsAfterTheEndOfLogbackAreSafe() {
		TestLogback logback = TestLogback.attached();
		logback.connect(this.sink);
		NatsLogbackAppender appender = (NatsLogbackAppender) logback.rootAppenders().get(0);
		logback.context.stop();
		logback.logger().info("after stop");
		appender.doAppend(Events.event("after stop, held by somebody"));
		assertThat(this.sink.messages()).isEmpty();
		assertThat(logback.statusesFrom(Status.ERROR)).isEmpty();
	}

	@Test
	void twoLogbacksDoNotMix() {
		TestLogback one = TestLogback.attached();
		TestLogback two = TestLogback.attached();
		RecordingSink other = new RecordingSink();
		one.connect(this.sink);
		LogCapture.connect(two.context, other, Origin.of("other"), LogCaptureSettings.defaults());
		one.logger().info("one");
		two.logger().info("two");
		assertThat(this.sink.messages()).containsExactly("one");
		assertThat(other.messages()).containsExactly("two");
	}

	@Test
	void nothingGrowsOverAHundredStarts() {
		TestLogback logback = new TestLogback();
		for (int i = 0; i < 100; i++) {
			logback.attach();
			LogFeed feed = logback.connect(this.sink);
			logback.logger().info("run");
			feed.close();
		}
		assertThat(this.sink.records()).hasSize(100);
		assertThat(logback.rootAppenders()).hasSize(1);
		assertThat(logback.context.getCopyOfListenerList()).hasSize(1);
	}

	@Test
	void aLogbackThatIsNotUsedAnyMoreIsCollected() {
		WeakReference<LoggerContext> context = used();
		await().atMost(PATIENCE).until(() -> {
			System.gc();
			return context.refersTo(null);
		});
	}

	private WeakReference<LoggerContext> used() {
		TestLogback logback = TestLogback.attached();
		logback.logger().info("held");
		logback.connect(this.sink);
		logback.logger().info("delivered");
		return new WeakReference<>(logback.context);
	}

}
