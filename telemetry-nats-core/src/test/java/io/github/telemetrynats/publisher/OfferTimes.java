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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.HdrHistogram.Histogram;

import io.github.telemetrynats.record.CapturedSignal;

/**
 * How long calls of {@code offer} take on several threads, each next to two calls that
 * cannot wait: one that does nothing and one to a queue without locks. What those show is
 * the machine's doing.
 */
final class OfferTimes {

	private static final long WARM_UP = 20_000;

	private final Histogram nothing = new Histogram(3);

	private final Histogram queue = new Histogram(3);

	private final Histogram offer = new Histogram(3);

	private long blocked;

	private long waited;

	/**
	 * Make the calls.
	 * @param threads on how many threads
	 * @param calls how many calls of {@code offer} in all
	 * @param sink what is called
	 * @param signals what is offered, in turns
	 * @param enough asked when the calls are made; while it says no, more are made
	 * @return the times
	 */
	static OfferTimes measure(int threads, long calls, SignalSink sink, List<? extends CapturedSignal> signals,
			BooleanSupplier enough) throws InterruptedException {
		OfferTimes all = new OfferTimes();
		CountDownLatch start = new CountDownLatch(1);
		List<OfferTimes> each = new ArrayList<>();
		List<Thread> running = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			OfferTimes times = new OfferTimes();
			each.add(times);
			Thread thread = new Thread(() -> times.run(start, calls / threads, sink, signals, enough), "offering-" + t);
			running.add(thread);
			thread.start();
		}
		start.countDown();
		for (Thread thread : running) {
			thread.join();
		}
		each.forEach(all::add);
		return all;
	}

	private void run(CountDownLatch start, long calls, SignalSink sink, List<? extends CapturedSignal> signals,
			BooleanSupplier enough) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		Consumer<CapturedSignal> offered = sink::offer;
		Consumer<CapturedSignal> none = (signal) -> {
		};
		ConcurrentLinkedQueue<CapturedSignal> plain = new ConcurrentLinkedQueue<>();
		Consumer<CapturedSignal> other = (signal) -> {
			plain.add(signal);
			plain.poll();
		};
		// Classes are loaded and initialised once, and who comes second waits for that:
		// also those of the measurement, and what counters take when threads meet
		initialise("java.util.concurrent.atomic.Striped64$Cell");
		Histogram unused = new Histogram(3);
		for (long i = 0; i < Math.max(WARM_UP, calls / 10); i++) {
			CapturedSignal signal = signals.get((int) (i % signals.size()));
			unused.recordValue(time(none, signal));
			unused.recordValue(time(other, signal));
			unused.recordValue(time(offered, signal));
		}
		unused.recordValue(TimeUnit.MINUTES.toNanos(10));
		threadInfo();
		ThreadInfo before = threadInfo();
		for (long i = 0; i < calls || !enough.getAsBoolean(); i++) {
			CapturedSignal signal = signals.get((int) (i % signals.size()));
			this.nothing.recordValue(time(none, signal));
			this.queue.recordValue(time(other, signal));
			this.offer.recordValue(time(offered, signal));
		}
		ThreadInfo after = threadInfo();
		this.blocked = after.getBlockedCount() - before.getBlockedCount();
		this.waited = after.getWaitedCount() - before.getWaitedCount();
	}

	private static long time(Consumer<CapturedSignal> call, CapturedSignal signal) {
		long start = System.nanoTime();
		call.accept(signal);
		return System.nanoTime() - start;
	}

	private static void initialise(String className) {
		try {
			var unused = Class.forName(className);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ThreadInfo threadInfo() {
		return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
	}

	private void add(OfferTimes other) {
		this.nothing.add(other.nothing);
		this.queue.add(other.queue);
		this.offer.add(other.offer);
		this.blocked += other.blocked;
		this.waited += other.waited;
	}

	Histogram nothing() {
		return this.nothing;
	}

	Histogram queue() {
		return this.queue;
	}

	Histogram offer() {
		return this.offer;
	}

	/**
	 * Return how often an offering thread waited to enter a monitor.
	 * @return the number
	 */
	long blocked() {
		return this.blocked;
	}

	/**
	 * Return how often an offering thread was parked or waited for another one.
	 * @return the number
	 */
	long waited() {
		return this.waited;
	}

}
