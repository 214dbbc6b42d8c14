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
import java.util.concurrent.TimeUnit;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.OtherProcess;
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

	/** The goal: the larger of the two. */
	private static final double GOAL_MILLIS = 100;

	private static final double GOAL_PART = 0.05;

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
			.with("after", 500, "until how many ms after the start processor time is counted")
			.read(args);
		Map<String, List<Start>> starts = new LinkedHashMap<>();
		try (TelemetryServer server = TelemetryServer.start()) {
			settings.texts("arms").forEach((arm) -> starts.put(arm, new ArrayList<>()));
			List<Map.Entry<String, List<Start>>> order = new ArrayList<>(starts.entrySet());
			for (int start = -settings.number("warmup"); start < settings.number("starts"); start++) {
				for (Map.Entry<String, List<Start>> arm : order) {
					Start taken = start(new Applications(server.url()), arm.getKey(), settings.number("after"));
					System.err.println(arm.getKey() + ": " + taken);
					if (start >= 0) {
						arm.getValue().add(taken);
					}
				}
				Collections.rotate(order, 1);
			}
			return Machine.describe(server.version()) + "\n" + settings + "\n\n" + table(starts) + '\n' + goal(starts);
		}
	}

	private static Start start(Applications applications, String arm, int after) throws InterruptedException {
		long begin = System.nanoTime();
		try (ChildJvm child = applications.start(arm)) {
			child.awaitReady();
			double millis = (System.nanoTime() - begin) / 1e6;
			OtherProcess process = new OtherProcess(child.pid());
			double cpuUntilReady = process.cpuMicros() / 1e3;
			TimeUnit.MILLISECONDS.sleep(after);
			Start taken = new Start(millis, cpuUntilReady, process.cpuMicros() / 1e3);
			// How it ends is not measured here
			child.kill();
			return taken;
		}
	}

	private static Table table(Map<String, List<Start>> starts) {
		Table table = new Table("application", "start ms", "more than the one above", "processor ms until then",
				"and until after");
		double above = Double.NaN;
		for (Map.Entry<String, List<Start>> arm : starts.entrySet()) {
			Spread spread = Spread.of(arm.getValue(), Start::millis);
			double more = spread.median() - above;
			table.row(arm.getKey(), spread.text(0), Double.isNaN(more) ? "-" : more(more, above),
					Spread.number(Spread.of(arm.getValue(), Start::cpuUntilReady).median(), 0),
					Spread.number(Spread.of(arm.getValue(), Start::cpuUntilAfter).median(), 0));
			above = spread.median();
		}
		return table;
	}

	/**
	 * Compare with the goal, of medians.
	 * @param starts what was measured
	 * @return one line for each comparison that has both sides
	 */
	private static String goal(Map<String, List<Start>> starts) {
		Map<String, Double> medians = new LinkedHashMap<>();
		starts.forEach((arm, taken) -> medians.put(arm, Spread.of(taken, Start::millis).median()));
		StringBuilder report = new StringBuilder();
		for (String before : List.of("empty", "tracing")) {
			for (String with : List.of("starter", "starter-absent")) {
				Double above = medians.get(before);
				Double median = medians.get(with);
				if (above != null && median != null) {
					double most = Math.max(GOAL_MILLIS, above * GOAL_PART);
					report
						.append("%s over %s: %s; goal %s ms: %s%n".formatted(with, before, more(median - above, above),
								Spread.number(most, 0), (median - above <= most) ? "reached" : "missed"));
				}
			}
		}
		Double present = medians.get("starter");
		Double absent = medians.get("starter-absent");
		if (present != null && absent != null) {
			report.append("absent over present: %s%n".formatted(more(absent - present, present)));
		}
		return report.toString();
	}

	private static String more(double more, double above) {
		return Spread.number(more, 0) + " ms (" + Spread.number(100 * more / above, 1) + " %)";
	}

	private record Start(double millis, double cpuUntilReady, double cpuUntilAfter) {

		@Override
		public String toString() {
			return Math.round(this.millis) + " ms, processor " + Math.round(this.cpuUntilReady) + " ms";
		}

	}

}
