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

package io.github.telemetrynats.capture.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MockClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.telemetrynats.publisher.Room;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a publish goes at the pace of the sink, and no longer than it may.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishPaceTests {

	private static final Duration NEVER = Duration.ofDays(1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final MockClock clock = new MockClock();

	private NatsMeterRegistry registry(NarrowSink sink, Duration step, Duration closeTimeout) {
		return new NatsMeterRegistry(new FixedConfig(step, closeTimeout), this.clock, sink, Origin.of("worker"));
	}

	private static void increment(NatsMeterRegistry registry, int counters) {
		for (int i = 0; i < counters; i++) {
			registry.counter("counter", "i", Integer.toString(i)).increment();
		}
	}

	@Test
	void publishOfMorePointsThanThereArePlacesLosesNone() throws InterruptedException {
		NarrowSink sink = new NarrowSink(16, Room.SOON);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		increment(registry, 1_000);
		registry.gauge("gauge", 1);
		AtomicBoolean done = new AtomicBoolean();
		Thread worker = new Thread(() -> {
			while (!done.get()) {
				sink.empty(4);
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
			}
		});
		worker.start();
		try {
			registry.publish();
			increment(registry, 1_000);
			registry.close();
		}
		finally {
			done.set(true);
			worker.join();
		}
		assertThat(sink.refused()).isZero();
		assertThat(sink.taken().total("counter")).isEqualTo(2_000);
		assertThat(sink.taken().points("gauge")).hasSize(2);
		assertThat(registry.postponed()).isZero();
	}

	@Test
	void windowsStayInTheirMetersWhileNothingIsTaken() {
		NarrowSink sink = new NarrowSink(16, Room.NONE);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		Instant registered = Instant.ofEpochMilli(this.clock.wallTime());
		increment(registry, 100);
		this.clock.add(Duration.ofMinutes(1));
		registry.publish();
		assertThat(sink.offered()).isEqualTo(8);
		assertThat(registry.postponed()).isEqualTo(92);
		increment(registry, 100);
		this.clock.add(Duration.ofMinutes(1));
		for (int i = 0; i < 20; i++) {
			sink.empty(8);
			registry.publish();
		}
		registry.close();
		assertThat(sink.refused()).isZero();
		assertThat(sink.taken().total("counter")).isEqualTo(200);
		assertThat(sink.taken().points("counter")).filteredOn((point) -> point.value() == 2)
			.isNotEmpty()
			.extracting(MetricPoint::startTime)
			.containsOnly(registered);
	}

	@Test
	void windowThatWaitedIsWholeAndBeginsWhereTheOneBeforeEnded() {
		NarrowSink sink = new NarrowSink(2, Room.NONE);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		Counter counter = registry.counter("counter");
		counter.increment(1);
		registry.publish();
		Instant first = Instant.ofEpochMilli(this.clock.wallTime());
		for (int i = 0; i < 3; i++) {
			counter.increment(10);
			this.clock.add(Duration.ofMinutes(1));
			registry.publish();
		}
		sink.empty(1);
		registry.publish();
		registry.close();
		assertThat(sink.refused()).isZero();
		assertThat(sink.taken().points("counter")).hasSize(2);
		MetricPoint waited = sink.taken().points("counter").get(1);
		assertThat(waited.value()).isEqualTo(30);
		assertThat(waited.startTime()).isEqualTo(first);
		assertThat(waited.timestamp()).isEqualTo(first.plus(Duration.ofMinutes(3)));
		assertThat(registry.postponed()).isEqualTo(3);
	}

	@Test
	void samplesDoNotWaitWhileNothingIsTaken() {
		NarrowSink sink = new NarrowSink(4, Room.NONE);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		for (int i = 0; i < 10; i++) {
			registry.gauge("gauge." + i, 1);
		}
		registry.publish();
		assertThat(sink.offered()).isEqualTo(10);
		assertThat(sink.refused()).isEqualTo(6);
		registry.close();
	}

	@Test
	void publishEndsWithinItsStepIfRoomNeverComes() {
		NarrowSink sink = new NarrowSink(8, Room.SOON);
		NatsMeterRegistry registry = registry(sink, Duration.ofSeconds(1), Duration.ZERO);
		increment(registry, 100);
		long begin = System.nanoTime();
		registry.publish();
		// It waited, for otherwise this would show nothing
		assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(sink.offered()).isEqualTo(100);
		assertThat(registry.postponed()).isZero();
		registry.close();
	}

	@Test
	void closeEndsAPublishThatWaits() throws InterruptedException {
		NarrowSink sink = new NarrowSink(8, Room.SOON);
		NatsMeterRegistry registry = registry(sink, NEVER, Duration.ofMillis(50));
		increment(registry, 100);
		Thread publishing = new Thread(registry::publish);
		publishing.start();
		await().atMost(PATIENCE).until(() -> sink.offered() >= 4 && sink.questions() > 10);
		registry.close();
		publishing.join();
		assertThat(sink.offered()).isEqualTo(100);
		assertThat(sink.refused()).isEqualTo(92);
	}

	@Test
	void everythingIsOfferedAtTheEndWhetherOrNotThereIsRoom() {
		NarrowSink sink = new NarrowSink(8, Room.NONE);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		increment(registry, 100);
		registry.publish();
		assertThat(sink.offered()).isEqualTo(4);
		registry.close();
		assertThat(sink.offered()).isEqualTo(100);
	}

	@Test
	void whoeverClosesAgainDoesNotWaitAgain() {
		NarrowSink sink = new NarrowSink(8, Room.SOON);
		NatsMeterRegistry registry = registry(sink, NEVER, Duration.ofMillis(1));
		Counter counter = registry.counter("counter");
		increment(registry, 10);
		registry.close();
		counter.increment();
		int before = sink.questions();
		registry.close();
		assertThat(sink.offered()).isEqualTo(11);
		assertThat(sink.questions() - before).isEqualTo(11);
	}

	@Test
	void interruptedThreadDoesNotWait() {
		NarrowSink sink = new NarrowSink(8, Room.SOON);
		NatsMeterRegistry registry = registry(sink, NEVER, Duration.ZERO);
		increment(registry, 100);
		Thread.currentThread().interrupt();
		registry.publish();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(sink.offered()).isEqualTo(100);
		registry.close();
	}

	@Test
	void threadThatRemovesAMeterDoesNotWaitAndItsWindowIsNotLost() {
		NarrowSink sink = new NarrowSink(2, Room.SOON);
		NatsMeterRegistry registry = registry(sink, NEVER, NEVER);
		increment(registry, 1);
		Counter removed = registry.counter("removed");
		removed.increment(7);
		registry.remove(registry.counter("counter", "i", "0"));
		registry.remove(removed);
		Instant end = Instant.ofEpochMilli(this.clock.wallTime());
		assertThat(sink.taken().points("removed")).isEmpty();
		this.clock.add(Duration.ofMinutes(1));
		sink.empty(2);
		registry.publish();
		registry.close();
		assertThat(sink.taken().point("removed").value()).isEqualTo(7);
		assertThat(sink.taken().point("removed").timestamp()).isEqualTo(end);
	}

}
