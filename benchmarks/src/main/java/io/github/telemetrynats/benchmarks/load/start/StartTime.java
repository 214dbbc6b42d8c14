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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

/**
 * Measures how long an empty Spring Boot application takes from the start of its process
 * until it is ready: without anything, with the actuator, with a tracer, with our starter
 * and with our starter without a server. Starts alternate, beginning with another arm
 * each time.
 */
public final class StartTime {

	private StartTime() {
	}

	/**
	 * Run, and print the report.
	 * @param args see {@code --help}
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		System.out.println(measure(args));
	}

	static String measure(String... args) throws Exception {
		Settings settings = new Settings(StartTime.class, "How long an empty application takes to start")
			.with("arms", "empty,actuator,tracing,starter,starter-absent", "which applications")
			.with("starts", 20, "how often each is started")
			.with("warmup", 1, "how often each is started before that")
			.read(args);
		Map<String, List<Double>> millis = new LinkedHashMap<>();
		try (TelemetryServer server = TelemetryServer.start()) {
			settings.texts("arms").forEach((arm) -> millis.put(arm, new ArrayList<>()));
			List<Map.Entry<String, List<Double>>> order = new ArrayList<>(millis.entrySet());
			for (int start = -settings.number("warmup"); start < settings.number("starts"); start++) {
				for (Map.Entry<String, List<Double>> arm : order) {
					double taken = start(new Applications(server.url()), arm.getKey());
					System.err.println(arm.getKey() + ": " + Math.round(taken) + " ms");
					if (start >= 0) {
						arm.getValue().add(taken);
					}
				}
				Collections.rotate(order, 1);
			}
			return Machine.describe(server.version()) + "\n" + settings + "\n\n" + table(millis);
		}
	}

	private static double start(Applications applications, String arm) throws InterruptedException {
		long begin = System.nanoTime();
		try (ChildJvm child = applications.start(arm)) {
			child.awaitReady();
			double millis = (System.nanoTime() - begin) / 1e6;
			// How it ends is not measured here
			child.kill();
			return millis;
		}
	}

	private static Table table(Map<String, List<Double>> millis) {
		Table table = new Table("application", "start ms", "more than the one above, ms (%)");
		double above = Double.NaN;
		for (Map.Entry<String, List<Double>> arm : millis.entrySet()) {
			Spread spread = Spread.of(arm.getValue());
			double more = spread.median() - above;
			table.row(arm.getKey(), spread.text(0), Double.isNaN(more) ? "-"
					: Spread.number(more, 0) + " (" + Spread.number(100 * more / above, 1) + ")");
			above = spread.median();
		}
		return table;
	}

}
