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

package io.github.telemetrynats.benchmarks.load.peers;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeerComparisonIT {

	@Test
	void whatBothSendArrives() throws Exception {
		String report = PeerComparison.measure("--arms", "nats,otlp", "--rates", "300", "--seconds", "1", "--warmup",
				"1", "--rounds", "1");
		assertThat(report).containsPattern("\\| 300 \\| nats \\| .* \\| 200 of 200 \\| 0 \\|")
			.containsPattern("\\| 300 \\| otlp \\| .* \\| 200 of 200 \\| 0 \\|")
			.contains("nats: 200 of 200 observations of the timer arrived",
					"otlp: 200 of 200 observations of the timer arrived");
	}

}
