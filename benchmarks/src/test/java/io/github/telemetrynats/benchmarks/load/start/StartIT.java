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

package io.github.telemetrynats.benchmarks.load.start;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartIT {

	@Test
	void startsAreReportedForEachApplication() throws Exception {
		String report = StartTime.measure("--arms", "starter", "--starts", "1", "--warmup", "0");
		assertThat(report).contains("| starter | ");
	}

	@Test
	void threadsOfTheStarterAreNamed() throws Exception {
		String report = AtRest.measure("--arms", "tracing,starter", "--seconds", "1");
		assertThat(report).containsPattern("threads that starter has .*telemetry-nats-publisher")
			.doesNotContainPattern("threads that tracing has .*telemetry-nats")
			.doesNotContain("otlp");
	}

}
