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

package io.github.telemetrynats.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long the packaged command takes with a million records: figures for people, and
 * ratios that must hold on any machine.
 */
class MillionRecordsMeasurements {

	private static final int REQUESTS = 100_000;

	private static final long RECORDS = (long) REQUESTS * GeneratedTelemetry.RECORDS_A_REQUEST;

	private static final int ROUNDS = 15;

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	@TempDir
	static Path folder;

	private static NatsServer server;

	private static CommandRun.Place place;

	@BeforeAll
	static void fill() throws Exception {
		server = NatsServer.start();
		place = new CommandRun.Place(folder, server.url()).with("XDG_CACHE_HOME", folder.resolve("cache").toString());
		try (Connection connection = server.connect((options) -> options.dontForceFlushOnRequest())) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
			new GeneratedTelemetry(connection).publish(1, REQUESTS);
		}
		place.run("--version");
		await().atMost(CommandRun.PATIENCE).until(() -> {
			try (Stream<Path> files = Files.list(folder.resolve("cache/telemetry-nats"))) {
				return files.anyMatch((file) -> file.toString().endsWith(".jsa"));
			}
		});
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void aFewRecordsTakeASmallPartOfTheTimeThatAllTake() throws Exception {
		String middle = new ObjectMapper()
			.readTree(place.run("tail", "--since", "seq:" + (RECORDS - 1_000), "-n", "all", "-o", "json").out())
			.path("records")
			.path(0)
			.path("stored")
			.asText();
		double all = seconds("\"$TELEMETRY_NATS\" tail -n all -o jsonl", RECORDS);
		double arrival = seconds("\"$TELEMETRY_NATS\" tail -n all -o jsonl --by-arrival", RECORDS);
		double export = seconds("\"$TELEMETRY_NATS\" export", RECORDS);
		double text = seconds("\"$TELEMETRY_NATS\" tail -n all", RECORDS);
		report("all as jsonl: %.1f s, %,.0f records/s", all, RECORDS / all);
		report("all as jsonl --by-arrival: %.1f s, %,.0f records/s", arrival, RECORDS / arrival);
		report("export: %.1f s, %,.0f records/s", export, RECORDS / export);
		report("all as text: %.1f s, %,.0f records/s", text, RECORDS / text);
		for (String args : new String[] { "-n 20", "-n 20 -l error", "-n 20 -g 'card declined'",
				"--since '" + middle + "'" }) {
			double some = Double.MAX_VALUE;
			for (int i = 0; i < 5; i++) {
				some = Math.min(some, seconds("\"$TELEMETRY_NATS\" tail -o jsonl " + args, -1));
			}
			report("tail %s: %.0f ms, 1/%.0f of all", args, some * 1_000, all / some);
			assertThat(some).as(args).isLessThan(all / 5);
		}
	}

	@Test
	void memoryDoesNotGrowWithWhatIsRead() throws Exception {
		CommandRun.Place small = new CommandRun.Place(Files.createTempDirectory(folder, "small"), server.url())
			.with("TELEMETRY_NATS_JAVA_OPTS", "-Xmx64m");
		for (String command : new String[] { "tail -n all -o jsonl", "tail -n all", "export", "services --since all",
				"spans --since all --group-by name", "metrics --since all" }) {
			CommandRun run = small.startShell("\"$TELEMETRY_NATS\" " + command + " >/dev/null").awaitEnd(PATIENCE);
			assertThat(run.exitCode()).as("%s: %s", command, run.err()).isZero();
		}
	}

	@Test
	void startingIsAFewTimesAHelloWorld() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Path source = Files.writeString(folder.resolve("Hello.java"),
				"class Hello { public static void main(String[] args) { System.out.println(\"Hello, world\"); } }");
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString())).isZero();
		String hello = "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' Hello".formatted(java, folder);
		double[][] times = new double[3][ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			times[0][i] = seconds(hello, -1);
			times[1][i] = seconds("\"$TELEMETRY_NATS\" --help", -1);
			times[2][i] = seconds("\"$TELEMETRY_NATS\" tail -n 1", -1);
		}
		for (double[] series : times) {
			Arrays.sort(series);
		}
		report("hello world: median %.0f ms, least %.0f ms", times[0][ROUNDS / 2] * 1_000, times[0][0] * 1_000);
		for (int i = 1; i < 3; i++) {
			report("%s: median %.0f ms, least %.0f ms, ratio of the medians %.1f", (i == 1) ? "--help" : "tail -n 1",
					times[i][ROUNDS / 2] * 1_000, times[i][0] * 1_000, times[i][ROUNDS / 2] / times[0][ROUNDS / 2]);
		}
	}

	private static double seconds(String command, long lines) throws Exception {
		long start = System.nanoTime();
		CommandRun run = place.startShell(command + " | wc -l").awaitEnd(PATIENCE);
		double seconds = (System.nanoTime() - start) / 1e9;
		if (lines >= 0) {
			assertThat(Long.parseLong(run.out().trim())).as(run.err()).isGreaterThanOrEqualTo(lines);
		}
		return seconds;
	}

	private static void report(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

}
