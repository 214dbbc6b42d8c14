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

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The wait before the next try, while the server says "not now" or nothing at all:
 * doubles with every failure up to a bound, with up to a fifth more by chance, so that
 * instances don't come back all at once. Used by the worker alone.
 */
final class Backoff {

	private final long initialNanos;

	private final long maxNanos;

	private long nextNanos;

	private long until;

	private boolean active;

	Backoff(Duration initial, Duration max) {
		this.initialNanos = initial.toNanos();
		this.maxNanos = max.toNanos();
		this.nextNanos = this.initialNanos;
	}

	/**
	 * Take note of a failure. Failures while the wait goes on are of the same cause and
	 * count once.
	 * @param now the time
	 */
	void failed(long now) {
		if (this.active && isWaiting(now)) {
			return;
		}
		this.active = true;
		this.until = now + this.nextNanos + ThreadLocalRandom.current().nextLong(this.nextNanos / 5 + 1);
		this.nextNanos = Math.min(this.nextNanos * 2, this.maxNanos);
	}

	void reset() {
		this.active = false;
		this.nextNanos = this.initialNanos;
	}

	/**
	 * Return whether nothing has succeeded since the last failure.
	 * @return whether to send no more than a probe
	 */
	boolean isActive() {
		return this.active;
	}

	boolean isWaiting(long now) {
		return this.active && this.until - now > 0;
	}

	long remainingNanos(long now) {
		return isWaiting(now) ? this.until - now : 0;
	}

}
