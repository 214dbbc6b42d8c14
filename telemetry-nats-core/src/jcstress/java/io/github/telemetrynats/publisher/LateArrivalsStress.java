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

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

import io.github.telemetrynats.record.Signal;

/**
 * An offer and the worker's end.
 */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Whatever came is counted as dropped")
@Outcome(expect = Expect.FORBIDDEN, desc = "A record stays pending for ever, or was counted twice")
public class LateArrivalsStress {

	private final Lanes lanes = new Lanes(16, 16);

	private final Ledger ledger = new Ledger();

	private final LateArrivals lateArrivals = new LateArrivals(this.lanes, this.ledger);

	@Actor
	public void application() {
		this.ledger.offered(Signal.SPANS);
		this.lanes.offer(StressRecord.ORDINARY.captured(1), false);
		if (this.lateArrivals.hasWorkerEnded()) {
			this.lateArrivals.count();
		}
	}

	@Actor
	public void worker() {
		this.lateArrivals.workerEnded();
	}

	@Arbiter
	public void rest(JI_Result result) {
		result.r1 = this.ledger.stats().get(Signal.SPANS).pending();
		result.r2 = this.lanes.size();
	}

}
