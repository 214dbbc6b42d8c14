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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Wakes the worker, as seldom as can be: waking a thread costs the waker microseconds,
 * and the wakers are application threads. So the worker sleeps open to wake-ups only
 * after it had nothing to do for a while; before that it naps, deaf, and finds what came
 * meanwhile all at once.
 */
final class WorkerSignal {

	private final AtomicBoolean asleep = new AtomicBoolean();

	private volatile @Nullable Thread worker;

	void attach(Thread thread) {
		this.worker = thread;
	}

	/**
	 * Wake the worker if it sleeps. Called by any thread; never waits.
	 */
	void wake() {
		if (this.asleep.get() && this.asleep.compareAndSet(true, false)) {
			LockSupport.unpark(this.worker);
		}
	}

	/**
	 * Sleep, unless there is something to do. Called by the worker.
	 * @param idle whether there is nothing to do, asked again after wake-ups are let in
	 * @param nanos how long at the most
	 */
	void sleep(BooleanSupplier idle, long nanos) {
		this.asleep.set(true);
		if (idle.getAsBoolean()) {
			LockSupport.parkNanos(this, nanos);
		}
		this.asleep.set(false);
	}

	/**
	 * Rest without being woken. Called by the worker.
	 * @param nanos how long
	 */
	void nap(long nanos) {
		LockSupport.parkNanos(this, nanos);
	}

}
