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

/**
 * An important record and then an ordinary one of the same thread, while the worker looks.
 */
@JCStressTest
@State
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came in the order of their capture")
@Outcome(id = "2, 1", expect = Expect.FORBIDDEN, desc = "The second record overtook the first one of its thread")
@Outcome(expect = Expect.FORBIDDEN, desc = "A record was lost or came twice")
public class LanesImportantFirstStress {

	private final Lanes lanes = new Lanes(16, 16);

	private long first;

	private long second;

	@Actor
	public void application() {
		this.lanes.offer(StressRecord.IMPORTANT.captured(1), true);
		this.lanes.offer(StressRecord.ORDINARY.captured(2), false);
	}

	@Actor
	public void worker() {
		take();
		take();
	}

	@Arbiter
	public void rest(JJ_Result result) {
		take();
		take();
		result.r1 = this.first;
		result.r2 = this.lanes.isEmpty() ? this.second : -1;
	}

	private void take() {
		Captured captured = this.lanes.poll(true, true);
		if (captured == null) {
			return;
		}
		if (this.first == 0) {
			this.first = captured.sequence();
		}
		else {
			this.second = captured.sequence();
		}
	}

}
