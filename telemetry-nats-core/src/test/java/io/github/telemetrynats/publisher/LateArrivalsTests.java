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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LateArrivals}: many short races of offers with the worker's end.
 */
class LateArrivalsTests {

	private static final int RACES = 20_000;

	private static final int PRODUCERS = 3;

	private final SpanRecord span = new EqualSpans().next(false);

	private Lanes lanes;

	private Ledger ledger;

	private LateArrivals lateArrivals;

	@Test
	void nothingStaysPendingWhenTheWorkerEndsWhileRecordsAreOffered() throws Exception {
		CyclicBarrier start = new CyclicBarrier(PRODUCERS + 1, this::reset);
		CyclicBarrier end = new CyclicBarrier(PRODUCERS + 1);
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < PRODUCERS; t++) {
			Thread thread = new Thread(() -> race(start, end, this::produce));
			threads.add(thread);
			thread.start();
		}
		List<String> wrong = new ArrayList<>();
		race(start, end, this::endWorker, () -> {
			long pending = this.ledger.stats().get(Signal.SPANS).pending();
			if (pending != 0 || !this.lanes.isEmpty()) {
				wrong.add("pending " + pending + ", in the lanes " + this.lanes.size());
			}
		});
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void whoComesWhileAnotherThreadIsCountingLeavesItsRecordToThatOne() throws Exception {
		CountDownLatch counting = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.lanes = new Lanes(new MpscAtomicArrayQueue<>(16), new MpscAtomicArrayQueue<>(16) {

			@Override
			public Captured peek() {
				if (counting.getCount() > 0) {
					counting.countDown();
					awaitUninterruptibly(goOn);
				}
				return super.peek();
			}

		});
		this.ledger = new Ledger();
		this.lateArrivals = new LateArrivals(this.lanes, this.ledger);
		Thread first = new Thread(this.lateArrivals::workerEnded);
		first.start();
		counting.await();
		this.lanes.offer(new Captured(this.span, 0, 1), false);
		this.lateArrivals.count();
		assertThat(this.ledger.dropped()).isEmpty();
		goOn.countDown();
		first.join();
		assertThat(this.ledger.dropped()).containsEntry(DropReason.CLOSED, 1L);
		assertThat(this.lanes.isEmpty()).isTrue();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void reset() {
		this.lanes = new Lanes(16, 16);
		this.ledger = new Ledger();
		this.lateArrivals = new LateArrivals(this.lanes, this.ledger);
	}

	private void produce() {
		for (int i = 0; i < 3; i++) {
			this.ledger.offered(Signal.SPANS);
			if (!this.lanes.offer(new Captured(this.span, 0, System.nanoTime()), i == 1)) {
				this.ledger.dropped(Signal.SPANS, DropReason.QUEUE_FULL);
			}
			else if (this.lateArrivals.hasWorkerEnded()) {
				this.lateArrivals.count();
			}
		}
	}

	private void endWorker() {
		for (int i = 0; i < 2; i++) {
			Captured captured = this.lanes.poll(true, true);
			if (captured != null) {
				this.ledger.confirmed(captured.signal().signal(), false);
			}
		}
		this.lateArrivals.workerEnded();
	}

	private static void race(CyclicBarrier start, CyclicBarrier end, Runnable part) {
		race(start, end, part, () -> {
		});
	}

	private static void race(CyclicBarrier start, CyclicBarrier end, Runnable part, Runnable check) {
		try {
			for (int i = 0; i < RACES; i++) {
				start.await();
				part.run();
				end.await();
				check.run();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
