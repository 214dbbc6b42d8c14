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

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.benchmarks.load.TelemetryServer;

import static org.assertj.core.api.Assertions.assertThat;

class StartIT {

	/**
	 * How many more classes the thread that starts the application may load with our
	 * starter than with a tracer alone. It was some 400 when this was written.
	 */
	private static final int MORE_CLASSES = 450;

	@Test
	void startsAreReportedForEachApplicationAndComparedWithTheGoal() throws Exception {
		String report = StartTime.measure("--arms", "tracing,starter,starter-absent", "--starts", "1", "--warmup", "0",
				"--after", "1");
		assertThat(report).contains("| tracing | ", "| starter | ", "| starter-absent | ")
			.containsPattern("starter over tracing: .* goal [\\d,]+ ms: (reached|missed)")
			.containsPattern("absent over present: ");
	}

	@Test
	void starterHasTheMainThreadLoadFewClasses() throws Exception {
		try (TelemetryServer server = TelemetryServer.start()) {
			Applications applications = new Applications(server.url());
			Map<String, Integer> tracing = StartClasses.count(applications, "tracing");
			Map<String, Integer> starter = StartClasses.count(applications, "starter");
			assertThat(StartClasses.onMainThread(starter) - StartClasses.onMainThread(tracing))
				.as("classes more than %s: %s", tracing, starter)
				.isBetween(1, MORE_CLASSES);
		}
	}

	@Test
	void threadsOfTheStarterAreNamed() throws Exception {
		String report = AtRest.measure("--arms", "tracing,starter", "--seconds", "1");
		assertThat(report).containsPattern("threads that starter has .*telemetry-nats-publisher")
			.doesNotContainPattern("threads that tracing has .*telemetry-nats")
			.doesNotContain("otlp");
	}

}
