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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

/**
 * Counts the classes that an application loads until it is ready, and where they come
 * from. Loading, checking and first running them is most of what a start takes; unlike
 * the time, their number hardly depends on the machine.
 */
public final class StartClasses {

	private static final Pattern LINE = Pattern.compile("\\[(\\d+)\\] (\\S+) source: (.*)");

	/** How many depends on how far they are when the application is ready. */
	private static final String OTHER_THREADS = "on other threads";

	private static final String HIDDEN = "made at run time (lambdas and the like)";

	private StartClasses() {
	}

	/**
	 * Run, and print the report.
	 * @param args see {@code --help}
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		Settings settings = new Settings(StartClasses.class,
				"Which classes an empty application loads until it is ready")
			.with("arms", "empty,actuator,tracing,starter,starter-absent", "which applications")
			.read(args);
		try (TelemetryServer server = TelemetryServer.start()) {
			for (String arm : settings.texts("arms")) {
				Map<String, Integer> origins = count(new Applications(server.url()), arm);
				Table table = new Table(arm, "classes");
				origins.forEach(table::row);
				table.row("all on the main thread", onMainThread(origins));
				System.out.println(table);
			}
		}
	}

	/**
	 * Start an application and count.
	 * @param applications what starts it
	 * @param arm which application
	 * @return the number of classes by where they come from
	 * @throws Exception if anything fails
	 */
	static Map<String, Integer> count(Applications applications, String arm) throws Exception {
		Path log = Files.createTempFile("classes-", ".log");
		try (ChildJvm child = applications.start(arm,
				List.of("-Xlog:class+load=info:file=" + log + ":tid:filecount=0"))) {
			child.awaitReady();
			Map<String, Integer> origins = read(log);
			child.kill();
			return origins;
		}
		finally {
			Files.deleteIfExists(log);
		}
	}

	/**
	 * Return how many classes the thread loaded that starts the application.
	 * @param origins the number of classes by where they come from
	 * @return how many
	 */
	static int onMainThread(Map<String, Integer> origins) {
		int all = origins.values().stream().mapToInt(Integer::intValue).sum();
		return all - origins.getOrDefault(OTHER_THREADS, 0);
	}

	private static Map<String, Integer> read(Path log) throws IOException {
		List<Matcher> loads = Files.readAllLines(log).stream().map(LINE::matcher).filter(Matcher::matches).toList();
		String main = loads.stream()
			.filter((load) -> load.group(2).equals(EmptyApplication.class.getName()))
			.map((load) -> load.group(1))
			.findFirst()
			.orElseThrow();
		Map<String, Integer> origins = new TreeMap<>();
		for (Matcher load : loads) {
			boolean onMain = load.group(1).equals(main);
			origins.merge(onMain ? origin(load.group(2), load.group(3)) : OTHER_THREADS, 1, Integer::sum);
		}
		return origins;
	}

	private static String origin(String name, String source) {
		if (name.contains("$$Lambda") || name.contains("LambdaForm")) {
			return HIDDEN;
		}
		if (source.startsWith("file:")) {
			return source.substring(source.lastIndexOf('/') + 1);
		}
		return (source.startsWith("jrt:") || source.startsWith("shared objects")) ? "the JDK" : HIDDEN;
	}

}
