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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Lanes}.
 */
class LanesTests {

	private final AtomicLong numbers = new AtomicLong();

	private long clock;

	@Test
	void lanesFillUpFromAnEighthOfOneOfThemOn() {
		Lanes lanes = new Lanes(64, 32);
		for (int i = 0; i < 3; i++) {
			lanes.offer(captured("error"), true);
		}
		assertThat(lanes.isFilling()).isFalse();
		lanes.offer(captured("error"), true);
		assertThat(lanes.isFilling()).isTrue();
	}

	@Test
	void floodOfOrdinaryRecordsLeavesTheReservedLaneFree() {
		Lanes lanes = new Lanes(16, 16);
		for (int i = 0; i < 16; i++) {
			assertThat(lanes.offer(captured("flood"), false)).isTrue();
		}
		assertThat(lanes.offer(captured("flood"), false)).isFalse();
		for (int i = 0; i < 16; i++) {
			assertThat(lanes.offer(captured("error"), true)).isTrue();
		}
		assertThat(lanes.offer(captured("error"), true)).isFalse();
		assertThat(lanes.size()).isEqualTo(32);
	}

	@Test
	void importantRecordUsesTheOrdinaryLaneWhenItsOwnIsFull() {
		Lanes lanes = new Lanes(16, 16);
		for (int i = 0; i < 32; i++) {
			assertThat(lanes.offer(captured("error"), true)).isTrue();
		}
		assertThat(lanes.offer(captured("error"), true)).isFalse();
	}

	@Test
	void recordsOfBothLanesComeOutInTheOrderOfTheirCapture() {
		Lanes lanes = new Lanes(64, 64);
		for (int i = 0; i < 40; i++) {
			lanes.offer(captured("record " + i), i % 3 == 0);
		}
		for (int i = 0; i < 40; i++) {
			assertThat(message(lanes.poll(true, true))).isEqualTo("record " + i);
		}
		assertThat(lanes.poll(true, true)).isNull();
	}

	@Test
	void recordsThatWereCapturedBeforeTheClockMovedComeOutInTheOrderOfTheirNumbers() {
		Lanes lanes = new Lanes(64, 64);
		for (int i = 0; i < 40; i++) {
			lanes.offer(new Captured(log("record " + i), 1 + i, 7), i % 3 == 1);
		}
		for (int i = 0; i < 40; i++) {
			assertThat(message(lanes.poll(true, true))).isEqualTo("record " + i);
		}
	}

	@Test
	void closedLaneKeepsItsRecords() {
		Lanes lanes = new Lanes(16, 16);
		lanes.offer(captured("ordinary"), false);
		lanes.offer(captured("important"), true);
		assertThat(message(lanes.poll(false, true))).isEqualTo("important");
		assertThat(lanes.poll(false, true)).isNull();
		assertThat(message(lanes.poll(true, false))).isEqualTo("ordinary");
	}

	@Test
	void importantRecordIsNotOvertakenByTheNextOneWhenBothComeWhileTheWorkerLooks() {
		MpscAtomicArrayQueue<Captured> ordinary = new MpscAtomicArrayQueue<>(16);
		Captured important = captured("important");
		Captured next = captured("next");
		AtomicBoolean looked = new AtomicBoolean();
		Lanes lanes = new Lanes(ordinary, new MpscAtomicArrayQueue<>(16) {

			@Override
			public Captured peek() {
				Captured head = super.peek();
				if (looked.compareAndSet(false, true)) {
					offer(important);
					ordinary.offer(next);
				}
				return head;
			}

		});
		assertThat(lanes.poll(true, true)).isSameAs(important);
		assertThat(lanes.poll(true, true)).isSameAs(next);
	}

	@Test
	void largeRecordsAreBoundedByTheirBytesAndExceedThemByOne() {
		Lanes lanes = new Lanes(64, 64, 10_000);
		int taken = 0;
		while (lanes.offer(large(4_000), false)) {
			taken++;
		}
		assertThat(taken).isEqualTo(3);
		assertThat(lanes.largeBytes()).isEqualTo(12_000);
		assertThat(lanes.isOrdinaryFull()).isTrue();
		assertThat(lanes.offer(captured("small"), false)).isTrue();
		assertThat(lanes.offer(large(4_000), true)).as("the reserve is a quarter").isTrue();
		assertThat(lanes.offer(large(4_000), true)).isFalse();
		lanes.poll(true, false);
		assertThat(lanes.isOrdinaryFull()).isFalse();
		assertThat(lanes.offer(large(4_000), true)).as("an important one takes its chance with the rest").isTrue();
		while (lanes.poll(true, true) != null) {
			assertThat(lanes.largeBytes()).isNotNegative();
		}
		assertThat(lanes.largeBytes()).isZero();
	}

	@Test
	void largeRecordThatFindsNoPlaceLeavesNoBytes() {
		Lanes lanes = new Lanes(16, 16, 1_000_000);
		for (int i = 0; i < 16; i++) {
			assertThat(lanes.offer(captured("small"), false)).isTrue();
		}
		assertThat(lanes.offer(large(4_000), false)).isFalse();
		assertThat(lanes.largeBytes()).isZero();
	}

	@Test
	void manyThreadsExceedTheBytesByNoMoreThanOneRecord() throws InterruptedException {
		int bytes = 4_000;
		Lanes lanes = new Lanes(4_096, 16, 50L * bytes);
		AtomicInteger taken = new AtomicInteger();
		List<Thread> producers = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			producers.add(new Thread(() -> {
				for (int i = 0; i < 1_000; i++) {
					if (lanes.offer(large(bytes), false)) {
						taken.incrementAndGet();
					}
				}
			}));
		}
		producers.forEach(Thread::start);
		for (Thread producer : producers) {
			producer.join();
		}
		assertThat(taken).hasValue(50);
		assertThat(lanes.largeBytes()).isEqualTo(50L * bytes);
	}

	@Test
	void recordsOfOneThreadKeepTheirOrderAcrossLanes() throws InterruptedException {
		int threads = 4;
		int each = 50_000;
		Lanes lanes = new Lanes(1024, 1024);
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> producers = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int id = t;
			producers.add(new Thread(() -> produce(lanes, start, id, each)));
		}
		producers.forEach(Thread::start);
		start.countDown();
		int[] next = new int[threads];
		for (int taken = 0; taken < threads * each;) {
			Captured captured = lanes.poll(true, true);
			if (captured == null) {
				Thread.onSpinWait();
				continue;
			}
			String[] parts = message(captured).split(":");
			int thread = Integer.parseInt(parts[0]);
			assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
			taken++;
		}
		for (Thread producer : producers) {
			producer.join();
		}
	}

	private void produce(Lanes lanes, CountDownLatch start, int thread, int count) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		for (int i = 0; i < count; i++) {
			boolean important = (i * 31 + thread) % 5 == 0;
			while (!lanes.offer(new Captured(log(thread + ":" + i), this.numbers.incrementAndGet(), System.nanoTime()),
					important)) {
				Thread.onSpinWait();
			}
		}
	}

	private Captured captured(String message) {
		return new Captured(log(message), 0, this.clock++);
	}

	private static Captured large(int bytes) {
		return new Captured(log("x".repeat(bytes)), 0, 0);
	}

	private static LogRecord log(String message) {
		return new LogRecord(Origin.of("test"), LogLevel.INFO, message, Instant.EPOCH, Map.of(), "", null, null, null,
				null);
	}

	private static String message(Captured captured) {
		return ((LogRecord) captured.signal()).message();
	}

}
