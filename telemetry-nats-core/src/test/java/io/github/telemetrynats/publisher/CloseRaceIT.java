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
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing is pending when a publisher was closed under load, many times over.
 */
class CloseRaceIT {

	private static final int RACES = Integer.getInteger("close.races", 300);

	private static final int THREADS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final EqualSpans spans = new EqualSpans();

	@Test
	void nothingIsPendingAfterACloseUnderLoad() throws Exception {
		long seed = Long.getLong("close.seed", System.nanoTime());
		Random random = new Random(seed);
		Logger closing = (Logger) LoggerFactory.getLogger(TelemetryPublisher.class);
		closing.setLevel(Level.OFF);
		try (TelemetryConnection connection = TelemetryConnection
			.open(ConnectionSettings.builder().servers("nats://127.0.0.1:" + closedPort()).build())) {
			for (int race = 0; race < RACES; race++) {
				race(connection, random.nextInt(2_000), "race " + race + " with seed " + seed);
			}
		}
		finally {
			closing.setLevel(null);
		}
	}

	private void race(TelemetryConnection connection, int micros, String name) throws InterruptedException {
		PublisherSettings settings = new PublisherSettings(1_024, 64, 64 * 1024, 10, 16, Duration.ofSeconds(1),
				Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(1), OverflowPolicy.DROP_NEWEST);
		TelemetryPublisher publisher = TelemetryPublisher.start(connection, new Subjects("telemetry"), settings,
				FixedStream.withDefaults());
		CountDownLatch refused = new CountDownLatch(THREADS);
		AtomicLong calls = new AtomicLong();
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			Thread thread = new Thread(() -> load(publisher, calls, refused));
			threads.add(thread);
			thread.start();
		}
		LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
		publisher.close();
		refused.await();
		for (Thread thread : threads) {
			thread.join();
		}
		// The worker may end after the close, where others take the processor from it
		await("nothing pending in " + name).pollInterval(1, TimeUnit.MILLISECONDS)
			.pollDelay(Duration.ZERO)
			.atMost(PATIENCE)
			.until(() -> publisher.stats().signals().get(Signal.SPANS).pending() == 0);
		SignalStats stats = publisher.stats().signals().get(Signal.SPANS);
		assertThat(stats.pending()).as("pending in %s", name).isZero();
		assertThat(stats.offered()).as("offered in %s", name).isEqualTo(calls.get()).isEqualTo(stats.droppedTotal());
		assertThat(stats.dropped().keySet()).as("reasons in %s", name)
			.isSubsetOf(DropReason.QUEUE_FULL, DropReason.CLOSED, DropReason.CLOSE_TIMEOUT);
		assertThat(publisher.stats().queued()).as("queued in %s", name).isZero();
	}

	private void load(TelemetryPublisher publisher, AtomicLong calls, CountDownLatch refused) {
		int count = 0;
		long closed = 0;
		while (closed == 0) {
			publisher.offer(this.spans.next(count++ % 3 == 0));
			if (count % 16 == 0) {
				closed = publisher.stats().signals().get(Signal.SPANS).dropped().getOrDefault(DropReason.CLOSED, 0L);
			}
		}
		calls.addAndGet(count);
		refused.countDown();
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
