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

package io.github.telemetrynats.benchmarks.capture;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps threads that could capture for ever from capturing more than the sink takes. They
 * come in bursts, and each waits before its burst until no pipeline, not even the one
 * with the shortest queue, can run full. So nothing is dropped and nobody is blocked, and
 * what is measured is what capturing costs, not what dropping costs.
 */
final class Pace {

	/** So many signals a thread captures without asking. */
	static final int BURST = 64;

	/** BatchSpanProcessor and BatchLogRecordProcessor hold 2,048, export from 512 on. */
	private static final long MOST_PENDING = 1_024;

	private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	/** How long the sink may get nothing until what is missing is taken for dropped. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

	private final LongAdder captured = new LongAdder();

	private final Pipeline pipeline;

	Pace(Pipeline pipeline) {
		this.pipeline = pipeline;
	}

	/**
	 * Count what a thread has captured, and wait until there is room for its next burst.
	 * @param before how many signals it has captured since it last came here
	 */
	void next(long before) {
		this.captured.add(before);
		await(MOST_PENDING - BURST);
	}

	/**
	 * Wait until everything has reached the sink.
	 * @return how many signals were captured
	 * @throws IllegalStateException if some were dropped
	 */
	long finish() {
		this.pipeline.flush();
		await(0);
		return this.captured.sum();
	}

	private void await(long most) {
		long received = this.pipeline.received();
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (this.captured.sum() - received > most) {
			if (System.nanoTime() - deadline > 0) {
				throw new IllegalStateException("Captured %s, but the sink has got %s: the rest was dropped"
					.formatted(this.captured.sum(), received));
			}
			LockSupport.parkNanos(POLL_NANOS);
			long now = this.pipeline.received();
			if (now != received) {
				received = now;
				deadline = System.nanoTime() + PATIENCE_NANOS;
			}
		}
	}

}
