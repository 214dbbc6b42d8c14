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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gate against a publisher that has become slow. It compares with bare loops that run
 * in turn with it, not with figures of some machine, and goes on until the median is good
 * or there is no more doubt that it is not: a busy machine disturbs single rounds, a slow
 * publisher shows in all of them.
 */
class BareLoopRatioIT {

	private static final int RECORDS = 20_000;

	private static final int LEAST_ROUNDS = 5;

	private static final int MOST_ROUNDS = 15;

	private static final double LEAST_THROUGHPUT = 0.6;

	private static final double MOST_CPU = 3.0;

	@Test
	void publisherKeepsUpWithBareLoops() throws Exception {
		Load load = Load.ofBytes(300);
		List<Double> throughput = new ArrayList<>();
		List<Double> cpu = new ArrayList<>();
		try (TelemetryServer server = TelemetryServer.start()) {
			for (int round = -2; round < MOST_ROUNDS && !isGood(throughput, cpu); round++) {
				Figures publisher = measure("publisher", 1_024, load, server);
				Figures async = measure("async", 4_096, load, server);
				Figures reply = measure("reply", 4_096, load, server);
				// What is compiled in the first rounds is not yet measured
				if (round >= 0) {
					throughput.add(async.get("seconds") / publisher.get("seconds"));
					cpu.add(publisher.get("cpu") / reply.get("cpu"));
				}
			}
		}
		assertThat(Spread.of(throughput).median())
			.as("records a second as a multiple of those of a bare loop over publishAsync, in %s", throughput)
			.isGreaterThanOrEqualTo(LEAST_THROUGHPUT);
		assertThat(Spread.of(cpu).median())
			.as("processor time as a multiple of that of a bare loop with reply subjects, in %s", cpu)
			.isLessThanOrEqualTo(MOST_CPU);
	}

	private static boolean isGood(List<Double> throughput, List<Double> cpu) {
		return throughput.size() >= LEAST_ROUNDS && Spread.of(throughput).median() >= LEAST_THROUGHPUT
				&& Spread.of(cpu).median() <= MOST_CPU;
	}

	private static Figures measure(String arm, int window, Load load, TelemetryServer server) throws Exception {
		server.emptyStream();
		Figures figures = ArmProgram.measure(arm, window, load, server.port(), RECORDS);
		assertThat(figures.get("confirmed")).as("confirmed to %s", arm).isEqualTo(RECORDS);
		assertThat(server.stored()).as("stored by %s", arm).isEqualTo(RECORDS);
		return figures;
	}

}
