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

import java.util.concurrent.TimeUnit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/**
 * An offer to a worker that goes to sleep for as long as nobody wakes it.
 */
@JCStressTest(Mode.Termination)
@State
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The worker saw the record or was woken")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "The wake-up was lost: the worker sleeps on a full lane")
public class WorkerSignalStress {

	private static final long FOR_EVER = TimeUnit.HOURS.toNanos(1);

	private final Lanes lanes = new Lanes(16, 16);

	private final WorkerSignal signal = new WorkerSignal();

	@Actor
	public void worker() {
		this.signal.attach(Thread.currentThread());
		while (this.lanes.poll(true, true) == null) {
			this.signal.sleep(this.lanes::isEmpty, FOR_EVER);
		}
	}

	@Signal
	public void application() {
		this.lanes.offer(StressRecord.ORDINARY.captured(1), false);
		this.signal.wake();
	}

}
