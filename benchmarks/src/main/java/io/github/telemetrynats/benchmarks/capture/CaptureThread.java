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

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A thread of the application: captures in bursts, and counts what it allocates itself,
 * which JMH's own profiler adds up with what all other threads allocate.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CaptureThread {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** How many signals the thread captured. */
	public long captured;

	/** How many bytes it allocated meanwhile. */
	public long callerBytes;

	private @Nullable Pace pace;

	private int left;

	private long allocatedBefore;

	void begin(Pace newPace) {
		this.pace = newPace;
		this.captured = 0;
		this.left = 0;
		this.allocatedBefore = allocated();
	}

	/**
	 * Before each call: every now and then wait until the sink has caught up.
	 */
	@Setup(Level.Invocation)
	public void next() {
		if (this.left == 0 && this.pace != null) {
			this.pace.next((this.captured == 0) ? 0 : Pace.BURST);
			this.left = Pace.BURST;
		}
		this.left--;
		this.captured++;
	}

	/**
	 * After each iteration: count what was not yet counted.
	 */
	@TearDown(Level.Iteration)
	public void end() {
		this.callerBytes = allocated() - this.allocatedBefore;
		if (this.pace != null && this.captured > 0) {
			this.pace.next(Pace.BURST - this.left);
		}
		this.left = 0;
	}

	private static long allocated() {
		return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

}
