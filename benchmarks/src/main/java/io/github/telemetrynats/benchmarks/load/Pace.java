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

package io.github.telemetrynats.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Does something so many times a second, a millisecond's share at a time; what was missed
 * is made up for.
 *
 * @param perSecond how many times a second
 */
public record Pace(double perSecond) {

	private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/**
	 * Go on for a while.
	 * @param nanos how long
	 * @param action what to do, given the number of times that it was done before
	 * @return how often it was done
	 */
	public long run(long nanos, LongConsumer action) {
		long start = System.nanoTime();
		long done = 0;
		long elapsed = 0;
		while (elapsed < nanos) {
			elapsed = Math.min(nanos, System.nanoTime() - start);
			for (long due = (long) (this.perSecond * elapsed / 1e9); done < due; done++) {
				action.accept(done);
			}
			LockSupport.parkNanos(TICK_NANOS);
		}
		return done;
	}

}
