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
import org.openjdk.jcstress.infra.results.JJ_Result;

import io.github.telemetrynats.record.Signal;

/**
 * A look at the ledger while a record is confirmed and then one is dropped.
 */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was offered yet, or all of it is settled")
@Outcome(id = { "1, 0", "2, 0" }, expect = Expect.ACCEPTABLE, desc = "Something was pending at that moment")
@Outcome(id = { "-1, 0", "-2, 0" }, expect = Expect.FORBIDDEN, desc = "More was settled than offered")
@Outcome(expect = Expect.FORBIDDEN, desc = "Something is pending when all is settled")
public class LedgerStress {

	private final Ledger ledger = new Ledger();

	@Actor
	public void writer() {
		this.ledger.offered(Signal.SPANS);
		this.ledger.confirmed(Signal.SPANS, true);
		this.ledger.offered(Signal.SPANS);
		this.ledger.dropped(Signal.SPANS, DropReason.QUEUE_FULL);
	}

	@Actor
	public void reader(JJ_Result result) {
		result.r1 = pending();
	}

	@Arbiter
	public void end(JJ_Result result) {
		result.r2 = pending();
	}

	private long pending() {
		return this.ledger.stats().get(Signal.SPANS).pending();
	}

}
