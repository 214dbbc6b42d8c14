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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

/**
 * Measures what an application has in memory that has nothing to do, which threads, and
 * what they do meanwhile.
 */
public final class AtRest {

	private AtRest() {
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
		Settings settings = new Settings(AtRest.class, "Memory and threads of an application at rest")
			.with("arms", "empty,actuator,tracing,starter,starter-absent", "which applications")
			.with("seconds", 10, "how long each is looked at")
			.read(args);
		Table table = new Table("application", "heap in use MB", "other memory in use MB", "resident MB", "classes",
				"threads", "CPU ms/s", "allocated kB/s");
		Map<String, Set<String>> threads = new LinkedHashMap<>();
		try (TelemetryServer server = TelemetryServer.start()) {
			for (String arm : settings.texts("arms")) {
				try (ChildJvm child = new Applications(server.url()).start(arm)) {
					String[] answer = child.awaitReady().askText(settings.text("seconds")).split("\\|", 2);
					Figures rest = Figures.parse(answer[0]);
					Set<String> names = new TreeSet<>(Arrays.asList(answer[1].split(",", -1)));
					table.row(arm, megabytes(rest.get("heap")), megabytes(rest.get("other")),
							megabytes(rest.get("resident")), Spread.number(rest.get("classes"), 0), names.size(),
							Spread.number(rest.get("cpu") / 1e3 / rest.get("seconds"), 2),
							Spread.number(rest.get("bytes") / 1e3 / rest.get("seconds"), 1));
					threads.put(arm, names);
				}
			}
			return Machine.describe(server.version()) + "\n" + settings + "\n\n" + table + '\n' + newOnes(threads);
		}
	}

	private static String newOnes(Map<String, Set<String>> threads) {
		StringBuilder report = new StringBuilder();
		Set<String> known = new TreeSet<>();
		threads.forEach((arm, names) -> {
			names.removeAll(known);
			known.addAll(names);
			report
				.append("threads that %s has and those above have not: %s%n".formatted(arm, String.join(", ", names)));
		});
		return report.toString();
	}

	private static String megabytes(double bytes) {
		return Spread.number(bytes / 1e6, 1);
	}

}
