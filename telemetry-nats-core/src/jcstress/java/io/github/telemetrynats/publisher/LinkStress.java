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
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A link that is lost while the worker looks: whoever sees that it is down must see the
 * loss at the next look at the latest, and who has seen the loss sees that it is down.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "The loss has not happened yet")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "It is just happening: nothing is sent meanwhile")
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "The loss was seen")
@Outcome(id = "true, 1", expect = Expect.FORBIDDEN, desc = "A loss was seen, but the link seems to be there")
public class LinkStress {

	private final PublishEvents events = new PublishEvents(new WorkerSignal());

	public LinkStress() {
		this.events.linkUp();
	}

	@Actor
	public void connection() {
		this.events.linkDown();
	}

	@Actor
	public void worker(ZI_Result result) {
		int losses = this.events.losses();
		result.r1 = this.events.isUp();
		result.r2 = losses;
	}

}
