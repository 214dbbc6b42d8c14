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
 * Two offers that both come after the worker's end, so that one leaves its record to the
 * other.
 */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Whatever came is counted as dropped")
@Outcome(expect = Expect.FORBIDDEN, desc = "A record stays pending for ever, or was counted twice")
public class LateArrivalsTogetherStress {

	private final Lanes lanes = new Lanes(16, 16);

	private final Ledger ledger = new Ledger();

	private final LateArrivals lateArrivals = new LateArrivals(this.lanes, this.ledger);

	public LateArrivalsTogetherStress() {
		this.lateArrivals.workerEnded();
	}

	@Actor
	public void application() {
		offer(StressRecord.ORDINARY);
	}

	@Actor
	public void otherApplicationThread() {
		offer(StressRecord.IMPORTANT);
	}

	@Arbiter
	public void rest(JI_Result result) {
		result.r1 = this.ledger.stats().get(Signal.SPANS).pending();
		result.r2 = this.lanes.size();
	}

	private void offer(StressRecord record) {
		this.ledger.offered(Signal.SPANS);
		this.lanes.offer(record.captured(1), record.important());
		if (this.lateArrivals.hasWorkerEnded()) {
			this.lateArrivals.count();
		}
	}

}
