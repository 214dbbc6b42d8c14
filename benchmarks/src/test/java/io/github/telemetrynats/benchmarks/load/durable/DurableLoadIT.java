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

package io.github.telemetrynats.benchmarks.load.durable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DurableLoadIT {

	@Test
	void everyArmIsReportedWithWhatWasStored() throws Exception {
		String report = DurableLoad.measure("--arms", "publisher@64,async@64,reply@64,socket@64", "--records", "500",
				"--warmup", "500", "--rounds", "2");
		for (String arm : new String[] { "publisher", "async", "reply", "socket" }) {
			assertThat(report).containsPattern("\\| " + arm + "@64 \\| .* \\| 1,000 of 1,000 \\| 1,000 \\|");
		}
		assertThat(report).containsPattern("as a multiple of (async|socket)@64");
	}

}
