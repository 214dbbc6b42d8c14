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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that windows meet and that nothing is lost or counted twice.
 */
class PublishingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Origin ORIGIN = Origin.of("worker");

	private final RecordingSink sink = new RecordingSink();

	private static NatsMeterRegistryConfig step(Duration step) {
		return new FixedConfig(step, Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void windowsMeetAndAddUpToTheTotal(long seed) {
		Random random = new Random(seed);
		MockClock clock = new MockClock();
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), clock, this.sink, ORIGIN);
		Map<String, Double> totals = new HashMap<>();
		AtomicLong function = new AtomicLong();
		for (int i = 0; i < 5000; i++) {
			String name = "meter." + random.nextInt(5);
			switch (random.nextInt(10)) {
				case 0 -> registry.publish();
				case 1 -> clock.add(Duration.ofMillis(random.nextInt(150_000)));
				case 2 -> {
					// A whole day of sleep now and then
					if (random.nextInt(100) == 0) {
						clock.add(Duration.ofDays(1));
					}
				}
				case 3 -> {
					if (random.nextInt(20) == 0) {
						registry.remove(registry.counter(name));
					}
				}
				case 4, 5 -> {
					registry.timer("timer").record(Duration.ofMillis(random.nextInt(100)));
					totals.merge("timer", 1.0, Double::sum);
				}
				case 6 -> {
					FunctionCounter.builder("function", function, AtomicLong::doubleValue).register(registry);
					function.addAndGet(random.nextInt(10));
				}
				default -> {
					double amount = random.nextInt(1000);
					registry.counter(name).increment(amount);
					totals.merge(name, amount, Double::sum);
				}
			}
		}
		clock.add(Duration.ofMillis(random.nextInt(60_000)));
		registry.close();
		assertThat(this.sink.points("timer").stream().mapToLong((point) -> point.distribution().count()).sum())
			.isEqualTo(totals.remove("timer").longValue());
		totals.forEach((name, total) -> assertThat(this.sink.total(name)).as(name).isEqualTo(total));
		assertThat(this.sink.total("function")).isEqualTo(function.doubleValue());
		assertWindowsFollowEachOther();
	}

	private void assertWindowsFollowEachOther() {
		Map<String, Instant> ends = new HashMap<>();
		for (MetricPoint point : this.sink.points()) {
			assertThat(point.startTime()).as(point.name()).isBeforeOrEqualTo(point.timestamp());
			Instant end = ends.put(point.name(), point.timestamp());
			if (end != null) {
				assertThat(point.startTime()).as(point.name()).isAfterOrEqualTo(end);
			}
		}
	}

	@Test
	void incrementThatComesAfterTheRemovalBelongsToATimeBeforeTheMeterThatTookItsPlace() {
		MockClock clock = new MockClock();
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), clock, this.sink, ORIGIN);
		Counter before = registry.counter("again");
		before.increment();
		clock.add(Duration.ofSeconds(10));
		registry.remove(before);
		Instant removed = Instant.ofEpochMilli(clock.wallTime());
		Counter after = registry.counter("again");
		clock.add(Duration.ofSeconds(10));
		after.increment(2);
		before.increment(4);
		clock.add(Duration.ofSeconds(10));
		registry.publish();
		registry.close();
		assertThat(this.sink.total("again")).isEqualTo(7);
		assertThat(this.sink.points("again")).filteredOn((point) -> point.value() == 4)
			.singleElement()
			.satisfies((late) -> assertThat(late.timestamp()).isEqualTo(removed));
		assertWindowsFollowEachOther();
	}

	@Test
	void windowsOfABusySeriesHaveNoGap() {
		MockClock clock = new MockClock();
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), clock, this.sink, ORIGIN);
		Counter counter = registry.counter("busy");
		Random random = new Random(42);
		for (int i = 0; i < 1000; i++) {
			counter.increment();
			clock.add(Duration.ofMillis(random.nextInt(200_000)));
			registry.publish();
		}
		registry.close();
		List<MetricPoint> points = this.sink.points("busy");
		assertThat(points).hasSize(1000);
		for (int i = 1; i < points.size(); i++) {
			assertThat(points.get(i).startTime()).isEqualTo(points.get(i - 1).timestamp());
		}
	}

	@Test
	void largestOutlastsItsWindowAndDecays() {
		MockClock clock = new MockClock();
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), clock, this.sink, ORIGIN);
		Timer timer = registry.timer("timer");
		DistributionSummary summary = registry.summary("summary");
		timer.record(Duration.ofMillis(7));
		summary.record(7);
		registry.publish();
		timer.record(Duration.ofMillis(3));
		summary.record(3);
		assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(7);
		assertThat(summary.max()).isEqualTo(7);
		clock.add(Duration.ofMinutes(10));
		assertThat(timer.max(TimeUnit.MILLISECONDS)).isZero();
		assertThat(summary.max()).isZero();
		timer.record(Duration.ofMillis(5));
		assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(5);
		registry.close();
		assertThat(this.sink.points("timer")).extracting((point) -> point.distribution().max())
			.containsExactly(7.0, 5.0);
	}

	@Test
	void nothingIsLostOrDoubledWhilePublishing() throws Exception {
		int threads = 8;
		int perThread = 50_000;
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), Clock.SYSTEM, this.sink,
				ORIGIN);
		Counter counter = registry.counter("counter");
		Timer timer = Timer.builder("timer")
			.serviceLevelObjectives(Duration.ofMillis(2), Duration.ofMillis(4))
			.register(registry);
		DistributionSummary summary = DistributionSummary.builder("summary").publishPercentiles(0.5).register(registry);
		AtomicBoolean done = new AtomicBoolean();
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
		try {
			List<Future<?>> writers = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				writers.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < perThread; i++) {
						counter.increment();
						timer.record(1 + i % 5, TimeUnit.MILLISECONDS);
						summary.record(i % 3);
					}
					return null;
				}));
			}
			List<Future<?>> readers = new ArrayList<>();
			readers.add(executor.submit(() -> {
				start.await();
				while (!done.get()) {
					registry.publish();
				}
				return null;
			}));
			readers.add(executor.submit(() -> {
				start.await();
				long before = 0;
				while (!done.get()) {
					long count = timer.count();
					assertThat(count).isGreaterThanOrEqualTo(before);
					before = count;
					summary.takeSnapshot();
				}
				return null;
			}));
			start.countDown();
			for (Future<?> writer : writers) {
				writer.get(2, TimeUnit.MINUTES);
			}
			done.set(true);
			for (Future<?> reader : readers) {
				reader.get(2, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
		registry.close();
		long expected = (long) threads * perThread;
		assertThat(this.sink.total("counter")).isEqualTo((double) expected);
		assertThat(counter.count()).isEqualTo((double) expected);
		assertThat(timer.count()).isEqualTo(expected);
		assertThat(count("timer")).isEqualTo(expected);
		assertThat(sum("timer")).isEqualTo(expected * 3.0);
		assertThat(count("summary")).isEqualTo(expected);
		assertThat(this.sink.points("timer")).allSatisfy((point) -> {
			MetricPoint.Distribution distribution = point.distribution();
			assertThat(distribution.buckets().stream().mapToLong(MetricPoint.Bucket::count).sum())
				.isEqualTo(distribution.count());
			assertThat(distribution.sum()).isBetween((double) distribution.count(), distribution.count() * 5.0);
		});
		assertThat(bucket(0) + bucket(1) + bucket(2)).isEqualTo(expected);
		assertThat(bucket(0)).isEqualTo(expected * 2 / 5);
		assertThat(bucket(1)).isEqualTo(expected * 2 / 5);
	}

	private long count(String name) {
		return this.sink.points(name).stream().mapToLong((point) -> point.distribution().count()).sum();
	}

	private double sum(String name) {
		return this.sink.points(name).stream().mapToDouble((point) -> point.distribution().sum()).sum();
	}

	private long bucket(int index) {
		return this.sink.points("timer")
			.stream()
			.mapToLong((point) -> point.distribution().buckets().get(index).count())
			.sum();
	}

	@Test
	void nothingIsLostWhenMetersAreRemovedWhilePublishing() throws Exception {
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), Clock.SYSTEM, this.sink,
				ORIGIN);
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		int rounds = 20_000;
		try {
			Future<?> publishing = executor.submit(() -> {
				while (!done.get()) {
					registry.publish();
				}
			});
			for (int i = 0; i < rounds; i++) {
				Counter counter = registry.counter("short.lived");
				counter.increment();
				registry.remove(counter);
			}
			done.set(true);
			publishing.get(1, TimeUnit.MINUTES);
		}
		finally {
			executor.shutdownNow();
		}
		registry.close();
		assertThat(this.sink.total("short.lived")).isEqualTo((double) rounds);
	}

	@Test
	void removalDoesNotWaitForAFunctionThatWantsTheRegistryItself() {
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), Clock.SYSTEM, this.sink,
				ORIGIN);
		AtomicBoolean first = new AtomicBoolean(true);
		AtomicBoolean removed = new AtomicBoolean();
		FunctionCounter.builder("function", first, (value) -> {
			if (value.getAndSet(false)) {
				removed.set(removedByAnotherThread(registry));
				registry.counter("registered.meanwhile").increment();
			}
			return 3;
		}).register(registry);
		registry.publish();
		registry.close();
		assertThat(removed).isTrue();
		assertThat(this.sink.total("function")).isEqualTo(3);
		assertThat(this.sink.total("registered.meanwhile")).isEqualTo(1);
	}

	private static boolean removedByAnotherThread(NatsMeterRegistry registry) {
		Thread thread = new Thread(() -> registry.remove(registry.get("function").functionCounter()));
		thread.start();
		try {
			thread.join(Duration.ofSeconds(30).toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	@Test
	void registryPublishesByItselfOnADaemonThreadThatEndsWithIt() {
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMillis(50)), Clock.SYSTEM, this.sink,
				ORIGIN);
		Set<Thread> publishing = ConcurrentHashMap.newKeySet();
		registry.gauge("thread", publishing, (value) -> {
			value.add(Thread.currentThread());
			return 1;
		});
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.sink.points("thread")).hasSizeGreaterThan(2));
		assertThat(publishing).singleElement().satisfies((thread) -> {
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getName()).isEqualTo("telemetry-nats-metrics");
		});
		Thread itself = publishing.iterator().next();
		registry.close();
		await().atMost(PATIENCE).until(() -> !itself.isAlive());
	}

	@Test
	void disabledRegistryPublishesNothingAndHasNoThread() {
		NatsMeterRegistry registry = new NatsMeterRegistry(
				(key) -> key.equals("telemetry.nats.metrics.enabled") ? "false" : null, Clock.SYSTEM, this.sink,
				ORIGIN);
		Counter counter = registry.counter("counter");
		counter.increment();
		registry.remove(counter);
		registry.counter("other").increment();
		registry.close();
		assertThat(this.sink.points()).isEmpty();
	}

	@Test
	@Timeout(60)
	void tenThousandMetersArePublishedInReasonableTime() {
		NatsMeterRegistry registry = new NatsMeterRegistry(step(Duration.ofMinutes(1)), Clock.SYSTEM, this.sink,
				ORIGIN);
		for (int i = 0; i < 5_000; i++) {
			registry.counter("counter", "i", Integer.toString(i)).increment();
			Timer.builder("timer")
				.tag("i", Integer.toString(i))
				.publishPercentileHistogram()
				.register(registry)
				.record(Duration.ofMillis(1));
		}
		long begin = System.nanoTime();
		registry.publish();
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		registry.close();
		assertThat(this.sink.points()).hasSize(10_000);
		assertThat(took).isLessThan(Duration.ofSeconds(15));
	}

}
