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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that memory is bounded in an outage at full rate, of {@code -Dmemory.seconds}, 3
 * unless told otherwise, for each size of records.
 */
@NatsServerTest(perMethod = true)
class BoundedMemoryIT {

	private static final Logger logger = LoggerFactory.getLogger(BoundedMemoryIT.class);

	private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("memory.seconds", 3));

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int THREADS = 2;

	private static final long MEGABYTE = 1024 * 1024;

	private static final long BUFFER_BYTES = 32 * MEGABYTE;

	private static final int QUEUE_CAPACITY = 16_384;

	private static final long QUEUE_BYTES = 8 * MEGABYTE;

	/** What else the JVM may come to need meanwhile, such as the client's buffers. */
	private static final long SLACK_BYTES = 24 * MEGABYTE;

	private final AtomicBoolean stop = new AtomicBoolean();

	private final AtomicLong mostBytes = new AtomicLong();

	private final AtomicLong mostQueuedBytes = new AtomicLong();

	private final List<Thread> threads = new ArrayList<>();

	private NatsServer server;

	private RunningPublisher running;

	@BeforeEach
	void setUp(NatsServer natsServer) throws Exception {
		this.server = natsServer;
		RunningPublisher.createStream(natsServer);
	}

	@AfterEach
	void tearDown() throws InterruptedException {
		stopLoad();
		this.running.close();
	}

	@Test
	void heapStaysFlatWithSmallRecords() throws Exception {
		checkOutage(2_000, (number) -> log(number, "record " + number), false);
	}

	@Test
	void heapStaysFlatWithLargeRecords() throws Exception {
		checkOutage(110_000, BoundedMemoryIT::largeLog, false);
	}

	@Test
	void heapStaysFlatWithSmallAndLargeRecordsWhenTheServerHangs() throws Exception {
		checkOutage(110_000, (number) -> (number % 50 == 0) ? largeLog(number) : log(number, "record " + number), true);
	}

	private void checkOutage(int largest, LongFunction<LogRecord> record, boolean hang) throws Exception {
		this.running = RunningPublisher.start(this.server.url(),
				RunningPublisher.settings(QUEUE_CAPACITY, BUFFER_BYTES).withQueueBytes(QUEUE_BYTES));
		await().atMost(PATIENCE).until(() -> this.running.connection().state().connected());
		long before = HeapAfterCollection.bytes();
		assertThat(before).isPositive();
		if (hang) {
			this.server.pause();
		}
		else {
			this.server.kill();
		}
		load(record);
		await().atMost(PATIENCE)
			.until(() -> this.running.stats().bufferedBytes() >= BUFFER_BYTES
					&& (this.running.stats().queued() >= QUEUE_CAPACITY
							|| this.running.stats().queuedBytes() >= QUEUE_BYTES));
		List<Long> heap = new ArrayList<>();
		for (int moment = 0; moment < 5; moment++) {
			Instant from = Instant.now();
			await().atMost(PATIENCE)
				.until(() -> Duration.between(from, Instant.now()).compareTo(OUTAGE.dividedBy(5)) > 0);
			heap.add(HeapAfterCollection.bytes() - before);
		}
		stopLoad();
		logger.info(
				"Records up to {} bytes, server {}: heap beyond that at the start: {} kB; the most bytes held: {} and {}",
				largest, hang ? "hanging" : "dead", heap.stream().map((bytes) -> bytes / 1024).toList(), this.mostBytes,
				this.mostQueuedBytes);
		assertThat(this.mostBytes.get()).isBetween(BUFFER_BYTES, BUFFER_BYTES + 2L * largest);
		// What is refused in the end is counted for a moment, too
		assertThat(this.mostQueuedBytes.get()).isLessThan(QUEUE_BYTES * 5 / 4 + (2L + THREADS) * largest);
		// A captured record is some objects and its text, one byte a character
		long lanes = this.running.stats().queueCapacity() * (Lane.SMALL_BYTES + 500L) + QUEUE_BYTES * 5 / 4
				+ 2L * largest;
		assertThat(heap)
			.allSatisfy((bytes) -> assertThat(bytes).isLessThan(BUFFER_BYTES * 5 / 4 + lanes + SLACK_BYTES));
		// What is there for a moment is no growth
		long growth = Collections.min(heap.subList(2, 5)) - Collections.min(heap.subList(0, 2));
		assertThat(growth).as("growth in the outage, of %s", heap).isLessThan(BUFFER_BYTES / 4);
		assertThat(this.running.stats(Signal.LOGS).dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
		if (hang) {
			this.server.resume();
		}
	}

	private void load(LongFunction<LogRecord> record) {
		for (int t = 0; t < THREADS; t++) {
			long first = t * 1_000_000_000L;
			start(() -> {
				for (long i = first; !this.stop.get(); i++) {
					this.running.publisher().offer(record.apply(i));
				}
			});
		}
		start(() -> {
			while (!this.stop.get()) {
				PublisherStats stats = this.running.stats();
				this.mostBytes.accumulateAndGet(stats.bufferedBytes(), Math::max);
				this.mostQueuedBytes.accumulateAndGet(stats.queuedBytes(), Math::max);
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
			}
		});
	}

	private void start(Runnable task) {
		Thread thread = new Thread(task);
		this.threads.add(thread);
		thread.start();
	}

	private void stopLoad() throws InterruptedException {
		this.stop.set(true);
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	private static LogRecord largeLog(long number) {
		return log(number, (number + " ").repeat(100_000 / (Long.toString(number).length() + 1)));
	}

	private static LogRecord log(long number, String message) {
		return new LogRecord(Origin.of("test"), (number % 20 == 0) ? LogLevel.WARN : LogLevel.INFO, message,
				Instant.EPOCH.plusNanos(TimeUnit.MILLISECONDS.toNanos(number % 1_000)), Map.of(), "", null, null,
				"logger", "thread");
	}

}
