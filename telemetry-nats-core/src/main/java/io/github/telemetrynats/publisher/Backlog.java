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

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * The encoded records: counts the bytes of all that are not settled, and holds those that
 * were never sent, in order. Used by the worker alone.
 */
final class Backlog {

	private final ArrayDeque<Outgoing> ordinary = new ArrayDeque<>();

	private final ArrayDeque<Outgoing> important = new ArrayDeque<>();

	private final long capacityBytes;

	private final long ordinaryCapacityBytes;

	private long bytes;

	Backlog(long capacityBytes, int reservedPercent) {
		this.capacityBytes = capacityBytes;
		this.ordinaryCapacityBytes = ordinaryCapacityBytes(capacityBytes, reservedPercent);
	}

	/**
	 * Return how much of the buffer is open to ordinary records.
	 * @param capacityBytes the whole buffer
	 * @param reservedPercent the part that is not
	 * @return the part that is, in bytes
	 */
	static long ordinaryCapacityBytes(long capacityBytes, int reservedPercent) {
		return capacityBytes - capacityBytes / 100 * reservedPercent;
	}

	boolean hasRoomForOrdinary() {
		return this.bytes < this.ordinaryCapacityBytes;
	}

	boolean hasRoomForImportant() {
		return this.bytes < this.capacityBytes;
	}

	/**
	 * Return whether there is room for what is kept elsewhere as well, and so need not
	 * fill what the application's next records need.
	 * @return whether half of it is free
	 */
	boolean hasRoomForRestored() {
		return this.bytes < this.ordinaryCapacityBytes / 2;
	}

	void add(Outgoing outgoing) {
		retain(outgoing);
		(outgoing.isImportant() ? this.important : this.ordinary).add(outgoing);
	}

	/**
	 * Take the record that is to be sent next. Its bytes count until they are released.
	 * @return the oldest record that was never sent, or {@code null}
	 */
	@Nullable Outgoing poll() {
		Outgoing first = this.important.peek();
		Outgoing rest = this.ordinary.peek();
		if (first == null || (rest != null && rest.order() < first.order())) {
			return this.ordinary.poll();
		}
		return this.important.poll();
	}

	/**
	 * Take the record that gives way to a newer one: the oldest ordinary one, or if there
	 * is none and important ones may go too, the oldest of these. Its bytes are released.
	 * @param importantToo whether important records may go
	 * @return the record, or {@code null} if there is none
	 */
	@Nullable Outgoing evict(boolean importantToo) {
		Outgoing evicted = this.ordinary.poll();
		if (evicted == null && importantToo) {
			evicted = this.important.poll();
		}
		if (evicted != null) {
			release(evicted);
		}
		return evicted;
	}

	boolean hasEvictable(boolean importantToo) {
		return !this.ordinary.isEmpty() || (importantToo && !this.important.isEmpty());
	}

	void retain(Outgoing outgoing) {
		this.bytes += outgoing.footprintBytes();
	}

	void release(Outgoing outgoing) {
		this.bytes -= outgoing.footprintBytes();
	}

	boolean isEmpty() {
		return this.ordinary.isEmpty() && this.important.isEmpty();
	}

	long bytes() {
		return this.bytes;
	}

	long capacityBytes() {
		return this.capacityBytes;
	}

	/**
	 * Return when the oldest record here was captured.
	 * @param otherwise the answer if there is none
	 * @return a value of {@link System#nanoTime()}
	 */
	long oldestCapturedNanos(long otherwise) {
		Outgoing first = this.important.peek();
		Outgoing rest = this.ordinary.peek();
		long oldest = (first != null) ? first.capturedNanos() : otherwise;
		return (rest != null && rest.capturedNanos() - oldest < 0) ? rest.capturedNanos() : oldest;
	}

}
