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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * What happens outside while the worker works: the link that comes and goes, and what was
 * found in the stream. Written by threads of jnats, read by the worker.
 */
final class PublishEvents {

	private static final long NONE = -1;

	private final AtomicInteger losses = new AtomicInteger();

	private final WorkerSignal signal;

	private final AtomicReference<@Nullable StoredIds> storedIds = new AtomicReference<>();

	private volatile boolean up;

	private final AtomicLong streamSequence = new AtomicLong(NONE);

	PublishEvents(WorkerSignal signal) {
		this.signal = signal;
	}

	void lookedUp(StoredIds found) {
		this.storedIds.set(found);
		this.signal.wake();
	}

	/**
	 * The stream has told its last sequence.
	 * @param lastSequence the sequence, from 0
	 */
	void located(long lastSequence) {
		this.streamSequence.set(lastSequence);
		this.signal.wake();
	}

	void linkUp() {
		this.up = true;
		this.signal.wake();
	}

	void linkDown() {
		this.up = false;
		this.losses.incrementAndGet();
		this.signal.wake();
	}

	boolean isUp() {
		return this.up;
	}

	/**
	 * Return how often the link was lost: answers to what was sent before may be lost
	 * too.
	 * @return an ascending number
	 */
	int losses() {
		return this.losses.get();
	}

	/**
	 * Return the stream's last sequence, if it was told since the last call.
	 * @return the sequence, or -1
	 */
	long pollStreamSequence() {
		return (this.streamSequence.get() == NONE) ? NONE : this.streamSequence.getAndSet(NONE);
	}

	@Nullable StoredIds pollStoredIds() {
		return this.storedIds.getAndSet(null);
	}

	boolean isEmpty() {
		return this.storedIds.get() == null && this.streamSequence.get() == NONE;
	}

}
