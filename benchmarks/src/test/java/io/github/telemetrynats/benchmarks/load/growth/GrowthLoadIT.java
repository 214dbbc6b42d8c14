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

package io.github.telemetrynats.benchmarks.load.growth;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthLoadIT {

	@Test
	void everythingThatGrowsIsReportedWithWhatWasConfirmed() throws Exception {
		String report = GrowthLoad.measure("--warmup", "1000", "--rates", "1000", "--seconds", "1", "--meters", "100",
				"--publishes", "2", "--runs", "10", "--spans", "500", "--pause", "0", "--sizes", "300,20000",
				"--megabytes", "1");
		assertThat(report).containsPattern("\\| 1,000 \\| .* \\| 1,000 of 1,000 \\| 0 \\|")
			.containsPattern("\\| 100 \\| .* \\| 200 of 200 \\| 0 \\|")
			.containsPattern("\\| 10 \\| .* \\| 500 of 500 \\| 0 \\|")
			.containsPattern("\\| 300 \\| .* \\| 3,333 of 3,333 \\| 0 \\|")
			.containsPattern("\\| 20,000 \\| .* \\| 50 of 50 \\| 0 \\|");
	}

}
