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

import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where captured signals wait for the worker: an ordinary lane, and a reserved one that a
 * flood of ordinary records cannot fill. Any thread offers without ever waiting; only the
 * worker polls.
 */
final class Lanes {

	private static final long UNBOUNDED = Long.MAX_VALUE / 2;

	private final Lane ordinary;

	private final Lane reserved;

	Lanes(int ordinaryCapacity, int reservedCapacity) {
		this(ordinaryCapacity, reservedCapacity, UNBOUNDED);
	}

	/**
	 * Create empty lanes.
	 * @param ordinaryCapacity how many records the ordinary lane takes
	 * @param reservedCapacity how many the reserved lane takes
	 * @param bytes how many bytes of large records the ordinary lane takes, and the
	 * reserved one a quarter of
	 */
	Lanes(int ordinaryCapacity, int reservedCapacity, long bytes) {
		this(new Lane(new MpscAtomicArrayQueue<>(ordinaryCapacity), bytes),
				new Lane(new MpscAtomicArrayQueue<>(reservedCapacity), bytes / 4));
	}

	Lanes(MpscAtomicArrayQueue<Captured> ordinary, MpscAtomicArrayQueue<Captured> reserved) {
		this(new Lane(ordinary, UNBOUNDED), new Lane(reserved, UNBOUNDED));
	}

	private Lanes(Lane ordinary, Lane reserved) {
		this.ordinary = ordinary;
		this.reserved = reserved;
	}

	/**
	 * Offer a captured signal. An important one that finds its lane full takes its chance
	 * with the rest.
	 * @param captured what was captured
	 * @param important whether the reserved lane is open to it
	 * @return whether there was room
	 */
	boolean offer(Captured captured, boolean important) {
		return (important && this.reserved.offer(captured)) || this.ordinary.offer(captured);
	}

	/**
	 * Take what was captured first, as far as the lanes are open.
	 * @param ordinaryOpen whether the ordinary lane may be polled
	 * @param reservedOpen whether the reserved lane may be polled
	 * @return the oldest signal, or {@code null} if there is none to take
	 */
	@Nullable Captured poll(boolean ordinaryOpen, boolean reservedOpen) {
		// The reserved lane first: what it shows now was captured after everything that
		// the same thread put into the other lane before, which is therefore visible
		// next. If it showed nothing, it is asked again: what the same thread put there
		// before the record that the other lane shows is visible by now.
		Captured important = reservedOpen ? this.reserved.peek() : null;
		Captured rest = ordinaryOpen ? this.ordinary.peek() : null;
		if (important == null && rest != null && reservedOpen) {
			important = this.reserved.peek();
		}
		if (important == null || (rest != null && isBefore(rest, important))) {
			return (rest != null) ? this.ordinary.poll() : null;
		}
		return this.reserved.poll();
	}

	// Where the clock has not moved between the two, their numbers tell: all but spans
	// have one
	private static boolean isBefore(Captured rest, Captured important) {
		long nanos = rest.nanoTime() - important.nanoTime();
		return nanos < 0 || (nanos == 0 && rest.sequence() < important.sequence());
	}

	boolean isOrdinaryEmpty() {
		return this.ordinary.isEmpty();
	}

	boolean isReservedEmpty() {
		return this.reserved.isEmpty();
	}

	boolean isFilling() {
		return this.ordinary.isFilling() || this.reserved.isFilling();
	}

	boolean isOrdinaryFull() {
		return this.ordinary.isFull();
	}

	boolean isOrdinaryHalfFull() {
		return this.ordinary.isHalfFull();
	}

	boolean isEmpty() {
		return this.ordinary.isEmpty() && this.reserved.isEmpty();
	}

	int size() {
		return this.ordinary.size() + this.reserved.size();
	}

	int capacity() {
		return this.ordinary.capacity() + this.reserved.capacity();
	}

	long largeBytes() {
		return this.ordinary.largeBytes() + this.reserved.largeBytes();
	}

	long capacityBytes() {
		return this.ordinary.capacityBytes() + this.reserved.capacityBytes();
	}

}
