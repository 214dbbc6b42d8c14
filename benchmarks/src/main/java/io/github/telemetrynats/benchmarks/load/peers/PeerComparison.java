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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Machine;
import io.github.telemetrynats.benchmarks.load.Settings;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;

/**
 * Measures what the same application pays for the same telemetry with our starter and
 * with what its user would take instead: Spring Boot's own export by OTLP. Each arm is an
 * application of its own, which stays from round to round; a third one has neither, which
 * shows what a request takes without telemetry.
 */
public final class PeerComparison {

	private static final int SPAN_AND_LOG = 2;

	private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

	private final Settings settings;

	private PeerComparison(Settings settings) {
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
		Settings settings = new Settings(PeerComparison.class,
				"What an application pays for its telemetry with our starter, and with Spring Boot's export by OTLP")
			.with("arms", "none,nats,otlp", "which applications")
			.with("rates", "1000,10000,50000", "records a second, one third each of spans, logs, timer observations")
			.with("seconds", 10, "how long each rate is held")
			.with("warmup", 10, "for how many seconds each application is warmed up at the highest rate")
			.with("rounds", 3, "how many rounds")
			.with("heap", "512m", "heap of each application")
			.with("otlp-queue", 2048, "how many spans may wait for their export by OTLP")
			.read(args);
		return new PeerComparison(settings).run();
	}

	private String run() throws Exception {
		Map<String, ShopProcess> shops = new LinkedHashMap<>();
		try {
			for (String arm : this.settings.texts("arms")) {
				shops.put(arm, ShopProcess.start(arm, this.settings.text("heap"), this.settings.number("otlp-queue")));
			}
			String machine = Machine
				.describe(shops.values().stream().map(ShopProcess::server).collect(Collectors.joining()));
			List<Integer> rates = this.settings.numbers("rates");
			for (ShopProcess shop : shops.values()) {
				shop.run(Collections.max(rates), this.settings.number("warmup"));
			}
			List<Map.Entry<String, ShopProcess>> order = new ArrayList<>(shops.entrySet());
			for (int round = 0; round < this.settings.number("rounds"); round++) {
				for (int rate : rates) {
					for (Map.Entry<String, ShopProcess> arm : order) {
						Figures figures = arm.getValue().run(rate, this.settings.number("seconds"));
						System.err.println(rate + " " + arm.getKey() + ": " + figures);
						this.rounds.computeIfAbsent(rate + " " + arm.getKey(), (key) -> new ArrayList<>()).add(figures);
					}
				}
				Collections.rotate(order, 1);
			}
			StringBuilder metrics = new StringBuilder();
			for (ShopProcess shop : shops.values()) {
				metrics.append(shop.stop());
			}
			return machine + "\n" + this.settings + "\n\n" + table() + "\n" + metrics + "\n" + ratios();
		}
		finally {
			for (ShopProcess shop : shops.values()) {
				shop.close();
			}
		}
	}

	private Table table() {
		Table table = new Table("records/s", "application", "CPU, % of one core", "CPU µs/record", "bytes/record",
				"request p50 µs", "p99 µs", "p99.9 µs", "spans and logs that arrived", "lost");
		this.rounds.forEach((key, figures) -> {
			String[] rateAndArm = key.split(" ", 2);
			double sent = SPAN_AND_LOG * total(figures, "requests");
			double arrived = total(figures, "arrived");
			table.row(Spread.number(Integer.parseInt(rateAndArm[0]), 0), rateAndArm[1],
					Spread.of(figures, (round) -> round.get("cpu") / round.get("seconds") / 1e4).text(1),
					Spread.of(figures, PeerComparison::cpuPerRecord).text(2),
					Spread.of(figures, (round) -> round.get("bytes") / records(round)).text(0),
					Spread.of(figures, (round) -> round.get("p50")).text(1),
					Spread.of(figures, (round) -> round.get("p99")).text(1),
					Spread.of(figures, (round) -> round.get("p999")).text(0),
					rateAndArm[1].equals("none") ? "-" : Spread.number(arrived, 0) + " of " + Spread.number(sent, 0),
					rateAndArm[1].equals("none") ? "-" : Spread.number(sent - arrived, 0));
		});
		return table;
	}

	private static double total(List<Figures> figures, String name) {
		return figures.stream().mapToDouble((round) -> round.get(name)).sum();
	}

	private static double records(Figures round) {
		return Requests.RECORDS * round.get("requests");
	}

	private static double cpuPerRecord(Figures round) {
		return round.get("cpu") / records(round);
	}

	/**
	 * Compare within each round, so that what slows a whole round down does not count.
	 * @return one line for each rate
	 */
	private Table ratios() {
		Table table = new Table("records/s", "CPU with ours / with OTLP", "of which for telemetry",
				"p50 added µs: ours, OTLP", "p99 added µs: ours, OTLP", "bytes with ours / with OTLP");
		for (String rate : this.settings.texts("rates")) {
			List<Figures> none = this.rounds.get(rate + " none");
			List<Figures> nats = this.rounds.get(rate + " nats");
			List<Figures> otlp = this.rounds.get(rate + " otlp");
			if (none == null || nats == null || otlp == null) {
				continue;
			}
			List<Double> whole = new ArrayList<>();
			List<Double> added = new ArrayList<>();
			List<Double> bytes = new ArrayList<>();
			for (int round = 0; round < none.size(); round++) {
				double without = cpuPerRecord(none.get(round));
				double ours = cpuPerRecord(nats.get(round));
				double theirs = cpuPerRecord(otlp.get(round));
				whole.add(ours / theirs);
				added.add((ours - without) / (theirs - without));
				bytes.add(nats.get(round).get("bytes") / otlp.get(round).get("bytes"));
			}
			table.row(Spread.number(Integer.parseInt(rate), 0), Spread.of(whole).text(2), Spread.of(added).text(2),
					added("p50", none, nats, otlp), added("p99", none, nats, otlp), Spread.of(bytes).text(2));
		}
		return table;
	}

	private static String added(String figure, List<Figures> none, List<Figures> nats, List<Figures> otlp) {
		double without = median(figure, none);
		return Spread.number(median(figure, nats) - without, 1) + ", "
				+ Spread.number(median(figure, otlp) - without, 1);
	}

	private static double median(String figure, List<Figures> rounds) {
		return Spread.of(rounds, (round) -> round.get(figure)).median();
	}

}
