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

import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

/**
 * Measures what a record costs with more records a second, more meters, more run ids and
 * larger records. The client runs in this process, which each kind of load warms up
 * first; the server is started afresh for each kind, and for each number of run ids.
 */
public final class GrowthLoad {

	private GrowthLoad() {
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
		Settings settings = new Settings(GrowthLoad.class,
				"What a record costs with more records a second, meters, run ids, and larger ones")
			.with("what", "rates,meters,runs,sizes", "what grows, one after the other")
			.with("warmup", 200_000, "records before anything is measured")
			.with("rates", "100,1000,10000,50000,100000", "log records a second")
			.with("seconds", 5, "how long each rate is held")
			.with("meters", "10,100,1000,10000,100000", "meters of one registry, half of them counters, half timers")
			.with("publishes", 5, "how often each number of meters is published")
			.with("runs", "1,1000,100000,1000000", "distinct run ids among the spans")
			.with("spans", 1_000_000, "how many spans")
			.with("pause", 8, "seconds until the server has forgotten the message ids, and its memory is read")
			.with("sizes", "200,1000,10000,100000,1000000", "bytes of an encoded log record")
			.with("megabytes", 200, "how much of each size, and 200,000 records at most")
			.read(args);
		StringBuilder report = new StringBuilder();
		try (TelemetryServer server = TelemetryServer.start()) {
			report.append(Machine.describe(server.version())).append('\n').append(settings).append('\n');
		}
		int warmUp = settings.number("warmup");
		for (String what : settings.texts("what")) {
			Table table = switch (what) {
				case "rates" -> new RateGrowth(warmUp, settings.number("seconds")).measure(settings.numbers("rates"));
				case "meters" ->
					new MeterGrowth(warmUp, settings.number("publishes")).measure(settings.numbers("meters"));
				case "runs" -> new RunGrowth(warmUp, settings.number("spans"), settings.number("pause"))
					.measure(settings.numbers("runs"));
				case "sizes" -> new SizeGrowth(warmUp, settings.number("megabytes")).measure(settings.numbers("sizes"));
				default -> throw new IllegalArgumentException("'" + what + "' is none of rates, meters, runs, sizes");
			};
			report.append('\n').append(table);
		}
		return report.toString();
	}

}
