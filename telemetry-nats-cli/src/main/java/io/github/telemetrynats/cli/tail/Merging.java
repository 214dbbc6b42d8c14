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

package io.github.telemetrynats.cli.tail;

import java.time.Instant;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Times;

/**
 * Brings records of several processes into the order of their own times: holds each back
 * until there are so much later ones, or so much time has passed. Not safe for use by
 * several threads.
 */
final class Merging {

	/** What is held back is bounded, whatever the rate. */
	private static final int CAPACITY = 20_000;

	private final long windowNanos;

	private final RecordPrinter printer;

	private final @Nullable Gaps gaps;

	private final PriorityQueue<Held> held = new PriorityQueue<>();

	private long latest = Long.MIN_VALUE;

	Merging(long windowNanos, RecordPrinter printer, @Nullable Gaps gaps) {
		this.windowNanos = windowNanos;
		this.printer = printer;
		this.gaps = gaps;
	}

	void accept(Entry entry) {
		if (this.gaps != null) {
			this.gaps.look(entry);
		}
		if (this.windowNanos <= 0) {
			this.printer.print(entry);
			return;
		}
		long stored = Times.nanos(Instant.EPOCH, entry.stored());
		// A clock that is ahead must not hold a record back for ever
		long time = Math.min(stored, Times.nanos(Instant.EPOCH, entry.time()));
		this.held.add(new Held(entry, time, System.nanoTime()));
		// Not of when it was stored: all of a batch, or of an outage, was stored late
		this.latest = Math.max(this.latest, time);
		long due = this.latest - this.windowNanos;
		while (this.held.size() > CAPACITY || (!this.held.isEmpty() && this.held.peek().time < due)) {
			release();
		}
	}

	void releaseDue() {
		if (this.gaps != null) {
			this.gaps.tellDue();
		}
		long due = System.nanoTime() - this.windowNanos;
		while (!this.held.isEmpty() && this.held.peek().arrived - due <= 0) {
			release();
		}
	}

	void finish() {
		while (!this.held.isEmpty()) {
			release();
		}
		if (this.gaps != null) {
			this.gaps.finish();
		}
	}

	private void release() {
		Held next = this.held.poll();
		if (next != null) {
			this.printer.print(next.entry);
		}
	}

	private record Held(Entry entry, long time, long arrived) implements Comparable<Held> {

		@Override
		public int compareTo(Held other) {
			int order = Long.compare(this.time, other.time);
			return (order != 0) ? order : Long.compare(this.entry.sequence(), other.entry.sequence());
		}

	}

}
