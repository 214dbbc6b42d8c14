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

package io.github.telemetrynats.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits, within bounds, for what somebody else does.
 */
final class Waiting {

	private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

	private Waiting() {
	}

	/**
	 * Wait for a condition. It is asked at least once, and once more at the end.
	 * @param condition the condition
	 * @param timeout how long to wait
	 * @return whether it came true before the time was over or the thread was interrupted
	 */
	static boolean until(BooleanSupplier condition, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (true) {
			boolean last = System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
			if (condition.getAsBoolean()) {
				return true;
			}
			if (last) {
				return false;
			}
			LockSupport.parkNanos(POLL_NANOS);
		}
	}

}
