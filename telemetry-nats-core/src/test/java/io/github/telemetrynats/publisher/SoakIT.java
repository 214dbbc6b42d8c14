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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Load for a long time with a fault every {@code -Dsoak.fault-seconds}, 20 unless told
 * otherwise. Runs on demand: {@code -Psoak -Dsoak.minutes=30}.
 */
@Tag("soak")
@NatsServerTest(perMethod = true)
class SoakIT {

	private static final Logger logger = LoggerFactory.getLogger(SoakIT.class);

	private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("soak.minutes", 30));

	private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(Long.getLong("soak.fault-seconds", 20));

	private static final int RATE = Integer.getInteger("soak.rate", 1_000);

	private static final int THREADS = 4;

	private static final List<SoakFault> FAULTS = List.of(SoakFault.values());

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final long MEGABYTE = 1024 * 1024;

	private final SoakNumbers numbers = new SoakNumbers(THREADS);

	private final AtomicBoolean stop = new AtomicBoolean();

	private final Map<SoakFault, Integer> faults = new EnumMap<>(SoakFault.class);

	private final List<Long> heap = new ArrayList<>();

	private final List<Long> liveThreads = new ArrayList<>();

	private final StringBuilder report = new StringBuilder();

	@Test
	void nothingIsMissingOrDoubledAndNothingGrows(NatsServer server) throws Exception {
		long seed = Long.getLong("soak.seed", System.nanoTime());
		Random random = new Random(seed);
		Instant start = Instant.now();
		RunningPublisher.createStream(server);
		PublisherStats stats;
		try (TcpProxy proxy = TcpProxy.to(server.port());
				RunningPublisher running = RunningPublisher.start(proxy.url(), PublisherSettings.defaults())) {
			List<Thread> load = load(running);
			awaitConfirmed(running, RATE);
			while (Duration.between(start, Instant.now()).compareTo(LENGTH) < 0) {
				Instant from = Instant.now();
				inject(server, proxy, random);
				awaitConfirmed(running, running.stats(Signal.SPANS).pending());
				awaitPassed(from, BETWEEN_FAULTS);
				await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).pending() < RATE);
				sample();
			}
			this.stop.set(true);
			for (Thread thread : load) {
				thread.join();
			}
			await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).pending() == 0);
			stats = running.stats();
		}
		this.numbers.read(server);
		tell(server.version(), seed, stats);
		check(seed, stats.signals().get(Signal.SPANS));
	}

	private void check(long seed, SignalStats spans) {
		assertThat(this.numbers.missing()).as("missing, with seed %d", seed).isZero();
		assertThat(this.numbers.surplus()).as("not accepted but stored, with seed %d", seed).isZero();
		assertThat(this.numbers.doubled()).as("doubled, with seed %d", seed).isZero();
		assertThat(spans.confirmed()).as("confirmed, with seed %d", seed).isEqualTo(this.numbers.accepted());
		assertThat(spans.offered()).as("offered, with seed %d", seed)
			.isEqualTo(spans.confirmed() + spans.droppedTotal());
		assertFlat("heap", this.heap, 8 * MEGABYTE);
		assertFlat("threads", this.liveThreads, 3);
	}

	private List<Thread> load(RunningPublisher running) {
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			int id = t;
			Thread thread = new Thread(() -> {
				long nanosEach = TimeUnit.SECONDS.toNanos(THREADS) / RATE;
				long next = System.nanoTime();
				for (int i = 0; !this.stop.get(); i++) {
					if (running.publisher().offer(span(id, i))) {
						this.numbers.accepted(id, i);
					}
					next += nanosEach;
					LockSupport.parkNanos(next - System.nanoTime());
				}
			}, "soaking-" + t);
			threads.add(thread);
			thread.start();
		}
		return threads;
	}

	private void inject(NatsServer server, TcpProxy proxy, Random random) {
		SoakFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
		Duration length = Duration.ofMillis(500 + random.nextInt(8_000));
		this.faults.merge(fault, 1, Integer::sum);
		Instant from = Instant.now();
		fault.begin(server, proxy);
		awaitPassed(from, length);
		fault.end(server, proxy);
	}

	private static void awaitConfirmed(RunningPublisher running, long more) {
		long before = running.stats(Signal.SPANS).confirmed();
		await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).confirmed() > before + more);
	}

	private static void awaitPassed(Instant from, Duration duration) {
		await().atMost(duration.plus(PATIENCE))
			.until(() -> Duration.between(from, Instant.now()).compareTo(duration) >= 0);
	}

	private void sample() {
		this.heap.add(HeapAfterCollection.bytes());
		this.liveThreads.add((long) ManagementFactory.getThreadMXBean().getThreadCount());
	}

	private static void assertFlat(String what, List<Long> samples, long slack) {
		assertThat(samples.get(0)).as("%s, the first of %s", what, samples).isPositive();
		int third = Math.max(1, samples.size() / 3);
		long first = samples.subList(0, third).stream().mapToLong(Long::longValue).max().orElseThrow();
		long last = samples.subList(samples.size() - third, samples.size())
			.stream()
			.mapToLong(Long::longValue)
			.max()
			.orElseThrow();
		assertThat(last).as("%s at the end, after %s", what, samples).isLessThanOrEqualTo(first + slack);
	}

	private void tell(String version, long seed, PublisherStats stats) throws IOException {
		SignalStats spans = stats.signals().get(Signal.SPANS);
		LongSummaryStatistics used = this.heap.stream().mapToLong(Long::longValue).summaryStatistics();
		LongSummaryStatistics threads = this.liveThreads.stream().mapToLong(Long::longValue).summaryStatistics();
		row("figure", "value");
		row("---", "---");
		row("nats-server, length, seed", version + ", " + LENGTH.toMinutes() + " min, " + seed);
		row("faults", this.faults.values().stream().mapToInt(Integer::intValue).sum() + ": " + this.faults);
		row("offered, confirmed, dropped", spans.offered() + ", " + spans.confirmed() + ", " + spans.droppedTotal());
		row("missing, doubled, not accepted but stored",
				this.numbers.missing() + ", " + this.numbers.doubled() + ", " + this.numbers.surplus());
		row("recovered, maybe duplicate, retries",
				spans.recovered() + ", " + spans.maybeDuplicate() + ", " + stats.retries());
		row("heap after collection, least and most", used.getMin() / 1024 + " kB, " + used.getMax() / 1024 + " kB");
		row("threads, least and most", threads.getMin() + ", " + threads.getMax());
		logger.info("Soak:\n{}", this.report);
		Files.createDirectories(Path.of("target"));
		Files.writeString(Path.of("target", "soak-" + version + ".md"), this.report);
	}

	private void row(String name, String value) {
		this.report.append("| ").append(name).append(" | ").append(value).append(" |\n");
	}

	private static SpanRecord span(int thread, int number) {
		String id = SoakNumbers.id(thread, number);
		Map<String, String> attributes = (number % 5_000 == 0) ? Map.of("large", "x".repeat(100_000)) : Map.of();
		return new SpanRecord(Origin.of("soak"), id + id, id, "", "span", SpanKind.INTERNAL, Instant.now(),
				Instant.now(), number % 10 == 0, attributes, List.of(), List.of(), "", null, null);
	}

}
