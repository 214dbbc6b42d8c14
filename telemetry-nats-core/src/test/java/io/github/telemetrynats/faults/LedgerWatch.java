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

package io.github.telemetrynats.faults;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;

/**
 * Looks at the publisher's books again and again while it works: what is offered is
 * confirmed, dropped or pending, no counter goes back, and the bounds of the memory hold.
 */
final class LedgerWatch {

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** More than any record of the load has. */
	private static final long LARGEST_RECORD_BYTES = 64 * 1024;

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final AtomicLong samples = new AtomicLong();

	private final TelemetryPublisher publisher;

	private final Thread thread = new Thread(this::run, "ledger-watch");

	private volatile boolean stopped;

	private volatile long mostBufferedBytes;

	LedgerWatch(TelemetryPublisher publisher) {
		this.publisher = publisher;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	void stop() {
		this.stopped = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	Queue<String> violations() {
		return this.violations;
	}

	long samples() {
		return this.samples.get();
	}

	long mostBufferedBytes() {
		return this.mostBufferedBytes;
	}

	private void run() {
		PublisherStats before = this.publisher.stats();
		while (!this.stopped) {
			PublisherStats stats = this.publisher.stats();
			check(before, stats);
			before = stats;
			this.samples.incrementAndGet();
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	private void check(PublisherStats before, PublisherStats stats) {
		stats.signals().forEach((signal, now) -> {
			SignalStats earlier = before.signals().get(signal);
			boolean exact = now.offered() == now.confirmed() + now.droppedTotal() + now.pending() && now.pending() >= 0;
			boolean onward = now.offered() >= earlier.offered() && now.confirmed() >= earlier.confirmed()
					&& now.droppedTotal() >= earlier.droppedTotal() && now.recovered() >= earlier.recovered()
					&& now.maybeDuplicate() >= earlier.maybeDuplicate() && now.recovered() <= now.confirmed();
			if (!exact || !onward) {
				this.violations.add(signal + ": " + earlier + " then " + now);
			}
		});
		this.mostBufferedBytes = Math.max(this.mostBufferedBytes, stats.bufferedBytes());
		// One record a lane may be beyond the bound
		if (stats.bufferedBytes() > stats.bufferCapacityBytes() + 2 * LARGEST_RECORD_BYTES
				|| stats.queued() > stats.queueCapacity() || stats.inFlight() > stats.window()) {
			this.violations.add("beyond the bounds: " + stats);
		}
	}

}
