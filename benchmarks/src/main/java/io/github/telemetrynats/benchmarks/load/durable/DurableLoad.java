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
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.ClassPath;
import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;

/**
 * Measures how many records a second become durable and what each costs the client,
 * beside the barest ways of doing the same. Each arm has a JVM of its own, which stays
 * from round to round; each round begins with an empty stream and another arm.
 */
public final class DurableLoad {

	private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

	private final Settings settings;

	private DurableLoad(Settings settings) {
		this.settings = settings;
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
		Settings settings = new Settings(DurableLoad.class,
				"Records a second from the offer to the confirmation, and what each costs the client")
			.with("arms", "publisher@1024,publisher@4096,async@1024,async@4096,async@16384,reply@4096,socket@4096",
					"which ways, each with its window: publisher, async, reply, socket")
			.with("records", 200_000, "records of each arm in each round")
			.with("warmup", 300_000, "records of each arm before the first round")
			.with("rounds", 5, "how many rounds")
			.with("bytes", 300, "bytes of an encoded record")
			.with("heap", "512m", "heap of each arm's JVM")
			.read(args);
		return new DurableLoad(settings).run();
	}

	private String run() throws Exception {
		Map<String, ChildJvm> children = new LinkedHashMap<>();
		try (TelemetryServer server = TelemetryServer.start()) {
			try {
				for (String arm : this.settings.texts("arms")) {
					children.put(arm, start(arm, server.port()));
				}
				for (ChildJvm child : children.values()) {
					server.emptyStream();
					child.awaitReady().ask(this.settings.text("warmup"));
				}
				List<Map.Entry<String, ChildJvm>> order = new ArrayList<>(children.entrySet());
				for (int round = 0; round < this.settings.number("rounds"); round++) {
					for (Map.Entry<String, ChildJvm> arm : order) {
						Figures figures = measure(arm.getValue(), server);
						System.err.println(arm.getKey() + ": " + figures);
						this.rounds.computeIfAbsent(arm.getKey(), (name) -> new ArrayList<>()).add(figures);
					}
					Collections.rotate(order, 1);
				}
				return report(Machine.describe(server.version()));
			}
			finally {
				children.values().forEach(ChildJvm::close);
			}
		}
	}

	private ChildJvm start(String arm, int port) {
		String[] nameAndWindow = arm.split("@", 2);
		String heap = this.settings.text("heap");
		return ChildJvm.start(ClassPath.ofThisJvm(), List.of("-Xms" + heap, "-Xmx" + heap), ArmProgram.class,
				nameAndWindow[0], nameAndWindow[1], this.settings.text("bytes"), Integer.toString(port));
	}

	private Figures measure(ChildJvm child, TelemetryServer server) throws Exception {
		server.emptyStream();
		double cpuBefore = server.process().cpuMicros();
		Figures figures = child.ask(this.settings.text("records"));
		return figures.set("server", server.process().cpuMicros() - cpuBefore).set("stored", server.stored());
	}

	private String report(String machine) {
		int records = this.settings.number("records");
		Table table = new Table("way @ window", "records/s", "client CPU µs/record", "client bytes/record",
				"server CPU µs/record", "confirmed of sent", "stored");
		this.rounds.forEach(
				(arm, figures) -> table.row(arm, Spread.of(figures, (round) -> records / round.get("seconds")).text(0),
						Spread.of(figures, (round) -> round.get("cpu") / records).text(2),
						Spread.of(figures, (round) -> round.get("bytes") / records).text(0),
						Spread.of(figures, (round) -> round.get("server") / records).text(1),
						total(figures, "confirmed") + " of " + Spread.number((double) records * figures.size(), 0),
						total(figures, "stored")));
		return machine + "\n" + this.settings + "\n\n" + table + "\n" + ratios();
	}

	private static String total(List<Figures> figures, String name) {
		return Spread.number(figures.stream().mapToDouble((round) -> round.get(name)).sum(), 0);
	}

	/**
	 * Compare within each round, so that what slows a whole round down does not count.
	 * @return one line for each arm of the publisher
	 */
	private String ratios() {
		String fastest = least("seconds", "async", "socket");
		String leanest = least("cpu", "reply");
		Table table = new Table("way @ window", "records/s, as a multiple of " + fastest,
				"client CPU, as a multiple of " + leanest);
		this.rounds.keySet()
			.stream()
			.filter((arm) -> arm.startsWith("publisher"))
			.forEach((arm) -> table.row(arm, ratio(fastest, arm, "seconds"), ratio(arm, leanest, "cpu")));
		return table.toString();
	}

	/**
	 * Find the arm with the smallest median.
	 * @param figure of what
	 * @param names the names of the arms to choose from
	 * @return the arm, or an empty text
	 */
	private String least(String figure, String... names) {
		return this.rounds.entrySet()
			.stream()
			.filter((entry) -> List.of(names).contains(entry.getKey().split("@", 2)[0]))
			.min(Comparator
				.comparingDouble((entry) -> Spread.of(entry.getValue(), (round) -> round.get(figure)).median()))
			.map(Map.Entry::getKey)
			.orElse("");
	}

	private String ratio(String arm, String other, String figure) {
		List<Figures> rounds = this.rounds.get(arm);
		List<Figures> others = this.rounds.get(other);
		if (rounds == null || others == null) {
			return "-";
		}
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < rounds.size(); round++) {
			ratios.add(rounds.get(round).get(figure) / others.get(round).get(figure));
		}
		return Spread.of(ratios).text(2);
	}

}
