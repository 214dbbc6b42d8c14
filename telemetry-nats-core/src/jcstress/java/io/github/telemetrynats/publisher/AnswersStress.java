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

import io.github.telemetrynats.publisher.Answer.Verdict;

/**
 * Answers on their way to the worker.
 */
@JCStressTest
@State
@Outcome(id = "2, 3", expect = Expect.ACCEPTABLE, desc = "Each answer came once")
@Outcome(expect = Expect.FORBIDDEN, desc = "An answer was lost, or came twice")
public class AnswersStress {

	private final PublishEvents events = new PublishEvents(new WorkerSignal());

	private long count;

	private long sum;

	@Actor
	public void connection() {
		this.events.answered(new Answer(1, 0, 0, Verdict.STORED, 1, ""));
		this.events.answered(new Answer(2, 0, 0, Verdict.STORED, 2, ""));
	}

	@Actor
	public void worker() {
		hear();
	}

	@Arbiter
	public void rest(JJ_Result result) {
		hear();
		hear();
		result.r1 = this.count;
		result.r2 = this.events.isEmpty() ? this.sum : -1;
	}

	private void hear() {
		Answer answer = this.events.pollAnswer();
		if (answer != null) {
			this.count++;
			this.sum += answer.slot();
		}
	}

}
