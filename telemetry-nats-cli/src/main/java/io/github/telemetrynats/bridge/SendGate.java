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

package io.github.telemetrynats.bridge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Lets nothing through to a backend that has just failed: exponential backoff with
 * jitter, or for as long as the backend says. One for all requests of a signal, so that
 * they count as one failure. Safe for use by several threads.
 */
final class SendGate {

	private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();

	private final long maxNanos;

	private long opensAt = System.nanoTime();

	private int failures;

	private long generation;

	private boolean closed;

	SendGate(Duration maxBackoff) {
		this.maxNanos = maxBackoff.toNanos();
	}

	/**
	 * Wait until something may be sent.
	 * @return what to give to {@link #failed}
	 * @throws StoppedException if the gate is closed for good
	 */
	synchronized long await() throws InterruptedException, StoppedException {
		while (true) {
			if (this.closed) {
				throw new StoppedException();
			}
			long nanos = this.opensAt - System.nanoTime();
			if (nanos <= 0) {
				return this.generation;
			}
			TimeUnit.NANOSECONDS.timedWait(this, nanos);
		}
	}

	/**
	 * Shut the gate for a while.
	 * @param sent what {@link #await} returned before the request was sent
	 * @param retryAfter how long the backend wants to be left alone, or {@code null}
	 * @return whether this is the first failure after a success
	 */
	synchronized boolean failed(long sent, @Nullable Duration retryAfter) {
		long base = Math.min(this.maxNanos, FIRST_NANOS << Math.min(20, this.failures));
		long jitter = ThreadLocalRandom.current().nextLong(base / 2 + 1);
		if (sent == this.generation) {
			boolean first = this.failures == 0;
			this.generation++;
			this.failures++;
			openIn((retryAfter != null) ? retryAfter.toNanos() + jitter / 4 : base - jitter);
			return first;
		}
		if (retryAfter != null) {
			// Of the requests that were on the way together, the one that knows best
			// counts
			openIn(retryAfter.toNanos() + jitter / 4);
		}
		return false;
	}

	private void openIn(long nanos) {
		long time = System.nanoTime() + nanos;
		if (time - this.opensAt > 0) {
			this.opensAt = time;
		}
	}

	/**
	 * Take note that the backend answers.
	 * @return whether it did not before
	 */
	synchronized boolean succeeded() {
		boolean recovered = this.failures > 0;
		if (recovered) {
			this.failures = 0;
			// What was on the way together with this request and fails later says nothing
			// new
			this.generation++;
		}
		return recovered;
	}

	synchronized boolean isFailing() {
		return this.failures > 0;
	}

	/** Let all go that wait, and nothing through any more. */
	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

}
