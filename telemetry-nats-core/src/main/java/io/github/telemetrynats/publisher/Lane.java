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

import java.util.concurrent.atomic.AtomicLong;

import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Captured signals that wait for the worker, bounded by their number, and the large ones
 * also by their bytes. The small ones need no such count, which all threads would write
 * to: their number bounds them. Offered to by any thread without waiting, taken from by
 * one.
 */
final class Lane {

	/** What is not larger is small. */
	static final int SMALL_BYTES = 1_024;

	private final AtomicLong largeBytes = new AtomicLong();

	private final MpscAtomicArrayQueue<Captured> queue;

	private final long capacityBytes;

	Lane(MpscAtomicArrayQueue<Captured> queue, long capacityBytes) {
		this.queue = queue;
		this.capacityBytes = capacityBytes;
	}

	/**
	 * Offer a captured signal. The large ones exceed the bound by one of them at the
	 * most.
	 * @param captured what was captured
	 * @return whether there was room
	 */
	boolean offer(Captured captured) {
		if (captured.bytes() <= SMALL_BYTES) {
			return this.queue.offer(captured);
		}
		boolean taken = this.largeBytes.getAndAdd(captured.bytes()) < this.capacityBytes && this.queue.offer(captured);
		if (!taken) {
			this.largeBytes.addAndGet(-captured.bytes());
		}
		return taken;
	}

	@Nullable Captured peek() {
		return this.queue.peek();
	}

	@Nullable Captured poll() {
		Captured captured = this.queue.poll();
		if (captured != null && captured.bytes() > SMALL_BYTES) {
			this.largeBytes.addAndGet(-captured.bytes());
		}
		return captured;
	}

	boolean isEmpty() {
		return this.queue.isEmpty();
	}

	/**
	 * Return whether more is taken than usual.
	 * @return whether an eighth or more is
	 */
	boolean isFilling() {
		return this.queue.size() >= this.queue.capacity() / 8 || this.largeBytes.get() >= this.capacityBytes / 8;
	}

	boolean isFull() {
		return this.queue.size() >= this.queue.capacity() || this.largeBytes.get() >= this.capacityBytes;
	}

	boolean isHalfFull() {
		return this.queue.size() >= this.queue.capacity() / 2 || this.largeBytes.get() >= this.capacityBytes / 2;
	}

	int size() {
		return this.queue.size();
	}

	int capacity() {
		return this.queue.capacity();
	}

	/**
	 * Return how much the large ones keep alive. An offer that is under way may be
	 * counted though it is refused.
	 * @return bytes
	 */
	long largeBytes() {
		return this.largeBytes.get();
	}

	long capacityBytes() {
		return this.capacityBytes;
	}

}
