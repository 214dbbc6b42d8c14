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

package io.github.telemetrynats.capture.metrics;

import java.time.Duration;

/**
 * Until when a registry that is being closed waits for room. Safe for use by several
 * threads.
 */
final class CloseDeadline {

	private volatile boolean begun;

	private volatile long nanoTime;

	/**
	 * Begin to close. Whoever closes again gets no more time.
	 * @param timeout how long to wait
	 */
	synchronized void begin(Duration timeout) {
		if (!this.begun) {
			this.nanoTime = System.nanoTime() + timeout.toNanos();
			this.begun = true;
		}
	}

	boolean isBegun() {
		return this.begun;
	}

	/**
	 * Return whether the time is over.
	 * @return whether it is, if closing has begun
	 */
	boolean isOver() {
		return System.nanoTime() - this.nanoTime >= 0;
	}

}
