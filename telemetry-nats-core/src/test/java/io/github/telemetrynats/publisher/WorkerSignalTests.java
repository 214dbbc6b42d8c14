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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerSignal}: many short races of an offer with a worker that goes to
 * sleep.
 */
class WorkerSignalTests {

	private static final int RACES = 100_000;

	/** No more races than fit into this time, however slow the machine. */
	private static final long BUDGET = TimeUnit.SECONDS.toNanos(5);

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

	private static final long FOR_EVER = TimeUnit.MINUTES.toNanos(10);

	private final SpanRecord span = new EqualSpans().next(false);

	private final WorkerSignal signal = new WorkerSignal();

	private final Lanes lanes = new Lanes(16, 16);

	private final AtomicInteger taken = new AtomicInteger();

	private final AtomicBoolean done = new AtomicBoolean();

	@Test
	void workerThatGoesToSleepIsWokenByEveryOffer() throws Exception {
		Thread worker = new Thread(this::work);
		worker.start();
		long end = System.nanoTime() + BUDGET;
		int races = 0;
		boolean woken = true;
		while (woken && races < RACES && System.nanoTime() - end < 0) {
			races++;
			this.lanes.offer(new Captured(this.span, 0, System.nanoTime()), races % 2 == 0);
			this.signal.wake();
			woken = awaitTaken(races);
		}
		this.done.set(true);
		this.signal.wake();
		worker.interrupt();
		worker.join();
		assertThat(woken).as("woken after offer %d", races).isTrue();
	}

	private boolean awaitTaken(int count) {
		long deadline = System.nanoTime() + PATIENCE;
		while (this.taken.get() < count) {
			if (System.nanoTime() - deadline > 0) {
				return false;
			}
			Thread.onSpinWait();
		}
		return true;
	}

	private void work() {
		this.signal.attach(Thread.currentThread());
		while (!this.done.get()) {
			if (this.lanes.poll(true, true) != null) {
				this.taken.incrementAndGet();
			}
			else {
				this.signal.sleep(() -> this.lanes.isEmpty() && !this.done.get(), FOR_EVER);
			}
		}
	}

}
