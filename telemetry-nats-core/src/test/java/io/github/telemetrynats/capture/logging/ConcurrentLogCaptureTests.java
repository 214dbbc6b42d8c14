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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.record.LogRecord;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrentLogCaptureTests {

	private static final int THREADS = 8;

	private static final int EVENTS = 4_000;

	private final TestLogback logback = TestLogback.attached();

	@RepeatedTest(5)
	void handingOverTheStartUpKeepsTheOrderOfEachThreadAndLosesNothing() throws Exception {
		RecordingSink sink = new RecordingSink();
		LogCapture.attach(this.logback.context, LogCaptureSettings.builder().startupBuffer(THREADS * EVENTS).build());
		CountDownLatch started = new CountDownLatch(THREADS);
		List<Thread> threads = log(started);
		started.await();
		this.logback.connect(sink);
		join(threads);
		Map<String, List<Integer>> byThread = byThread(sink.records());
		long delivered = byThread.values().stream().mapToLong(List::size).sum();
		assertThat(delivered + sink.lost(DropReason.STARTUP_BUFFER_FULL)).isEqualTo(THREADS * EVENTS);
		assertThat(byThread.values()).allSatisfy((numbers) -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
	}

	@Test
	void withSinksThatComeAndGoEachEventIsDeliveredOnceOrCounted() throws Exception {
		LogCaptureSettings settings = LogCaptureSettings.builder().startupBuffer(64).build();
		List<RecordingSink> sinks = new ArrayList<>();
		AtomicBoolean done = new AtomicBoolean();
		Thread switching = new Thread(() -> {
			LogFeed previous = null;
			while (!done.get()) {
				LogCapture.attach(this.logback.context, settings);
				RecordingSink sink = new RecordingSink();
				sinks.add(sink);
				LogFeed feed = this.logback.connect(sink, settings);
				if (previous != null && sinks.size() % 3 == 0) {
					previous.close();
					feed.close();
					previous = null;
				}
				else if (previous == null) {
					previous = feed;
				}
				else {
					feed.close();
				}
			}
		});
		CountDownLatch started = new CountDownLatch(THREADS);
		List<Thread> threads = log(started);
		switching.start();
		join(threads);
		done.set(true);
		switching.join();
		RecordingSink last = new RecordingSink();
		sinks.add(last);
		this.logback.connect(last, settings);
		Map<String, List<Integer>> byThread = new HashMap<>();
		sinks.forEach((sink) -> byThread(sink.records()).forEach(
				(thread, numbers) -> byThread.computeIfAbsent(thread, (key) -> new ArrayList<>()).addAll(numbers)));
		assertThat(byThread.values()).allSatisfy((numbers) -> assertThat(numbers).doesNotHaveDuplicates());
		long delivered = byThread.values().stream().mapToLong(List::size).sum();
		assertThat(delivered).isPositive();
		long dropped = sinks.stream().mapToLong((sink) -> sink.lost(DropReason.STARTUP_BUFFER_FULL)).sum();
		assertThat(delivered + dropped + LogCapture.discarded(this.logback.context)).isEqualTo(THREADS * EVENTS);
	}

	private List<Thread> log(CountDownLatch started) {
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			Thread thread = new Thread(() -> {
				for (int i = 0; i < EVENTS; i++) {
					this.logback.logger().info("{}", i);
					if (i == EVENTS / 10) {
						started.countDown();
					}
				}
			}, "logging-" + t);
			threads.add(thread);
			thread.start();
		}
		return threads;
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private static Map<String, List<Integer>> byThread(List<LogRecord> records) {
		Map<String, List<Integer>> numbers = new HashMap<>();
		for (LogRecord log : records) {
			if (log.logger().equals("com.acme.Orders")) {
				numbers.computeIfAbsent(log.thread(), (key) -> new ArrayList<>()).add(Integer.valueOf(log.message()));
			}
		}
		return numbers;
	}

}
