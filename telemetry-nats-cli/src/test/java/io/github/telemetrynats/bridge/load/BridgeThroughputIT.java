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

package io.github.telemetrynats.bridge.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ConsumerInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.cli.TelemetryNats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Measures how many records a second a bridge forwards, against a consumer that reads and
 * acknowledges the same stream and does nothing else, each in a process of its own. The
 * first fifth of the records is for the JVM to get warm. Writes a table to
 * {@code target/bridge-throughput.md}.
 */
@Tag("throughput")
@NatsServerTest(perMethod = true)
class BridgeThroughputIT {

	private static final int RECORDS = Integer.getInteger("bridge.records", 200_000);

	private static final int ROUNDS = Integer.getInteger("bridge.rounds", 3);

	private static final String BATCH = System.getProperty("bridge.batch", "512");

	private static final Path TABLE = Path.of("target", "bridge-throughput.md");

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void end() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@ParameterizedTest
	@EnumSource(Signal.class)
	void aBridgeAndABareConsumer(Signal signal, NatsServer server) throws Exception {
		Process backend = java(AcceptingBackend.class, ProcessBuilder.Redirect.PIPE);
		String port;
		try (BufferedReader output = backend.inputReader()) {
			port = output.readLine();
			try (Connection connection = server.connect()) {
				StoredRecords stream = StoredRecords.in(connection);
				for (int i = 0; i < RECORDS; i += 10_000) {
					stream.store(records(signal, i, Math.min(RECORDS, i + 10_000)));
				}
				List<Run> bare = new ArrayList<>();
				List<Run> bridged = new ArrayList<>();
				for (int round = 0; round < ROUNDS; round++) {
					String filter = "telemetry." + signal.token() + ".>";
					bare.add(measure(connection, "bare-" + round, java(BareConsumer.class,
							ProcessBuilder.Redirect.INHERIT, server.url(), "bare-" + round, filter, BATCH)));
					bridged.add(measure(connection, "b" + round + '-' + signal.token(),
							java(TelemetryNats.class, ProcessBuilder.Redirect.INHERIT, "bridge", "otlp", "--server",
									server.url(), "--endpoint", "http://127.0.0.1:" + port, "--signals", signal.token(),
									"--durable", "b" + round, "--batch", BATCH)));
				}
				Run one = median(bare);
				Run other = median(bridged);
				write("| %s | %,d | %.1f | %,d | %.1f | %.2f | %d |".formatted(signal.token(), Math.round(one.rate()),
						one.cpuMicros(), Math.round(other.rate()), other.cpuMicros(), other.rate() / one.rate(),
						other.megabytes()));
				assertThat(other.rate() / one.rate())
					.isGreaterThan(Double.parseDouble(System.getProperty("bridge.ratio", "0.1")));
			}
		}
	}

	private Run measure(Connection connection, String consumer, Process process) throws Exception {
		int warm = RECORDS / 5;
		await().atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> acknowledged(connection, consumer) >= warm);
		long from = acknowledged(connection, consumer);
		long begin = System.nanoTime();
		Duration cpu = cpu(process);
		await().atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> acknowledged(connection, consumer) >= RECORDS);
		double seconds = (System.nanoTime() - begin) / 1e9;
		double micros = cpu(process).minus(cpu).toNanos() / 1e3;
		long megabytes = peakMegabytes(process);
		process.destroyForcibly().waitFor();
		return new Run((RECORDS - from) / seconds, micros / (RECORDS - from), megabytes);
	}

	private static long acknowledged(Connection connection, String consumer) throws IOException {
		try {
			ConsumerInfo info = connection.jetStreamManagement().getConsumerInfo("TELEMETRY", consumer);
			return info.getAckFloor().getStreamSequence();
		}
		catch (JetStreamApiException ex) {
			return 0;
		}
	}

	private static Duration cpu(Process process) {
		return process.info().totalCpuDuration().orElseThrow();
	}

	private static long peakMegabytes(Process process) throws IOException {
		return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmHWM:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
			.sum();
	}

	private Process java(Class<?> main, ProcessBuilder.Redirect output, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				"-Xmx" + System.getProperty("bridge.heap", "256m"), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
		Collections.addAll(command, arguments);
		Process process = new ProcessBuilder(command).redirectOutput(output)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.processes.add(process);
		return process;
	}

	private static Run median(List<Run> runs) {
		return runs.stream().sorted((one, other) -> Double.compare(one.rate(), other.rate())).toList().get(ROUNDS / 2);
	}

	private static List<? extends TelemetryRecord> records(Signal signal, int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> switch (signal) {
			case SPANS -> StoredRecords.span(i);
			case METRICS -> StoredRecords.increment(i, "worker-" + i % 10);
			case LOGS -> StoredRecords.log(i);
		}).toList();
	}

	private static void write(String line) throws IOException {
		if (Files.notExists(TABLE)) {
			Files.writeString(TABLE, """
					| signal | bare: records/s | CPU, µs a record | bridge: records/s | CPU, µs a record | ratio | MiB |
					|---|---|---|---|---|---|---|
					""");
		}
		Files.writeString(TABLE, line + "\n", StandardOpenOption.APPEND);
	}

	/**
	 * What was measured of a process.
	 */
	private record Run(double rate, double cpuMicros, long megabytes) {

	}

}
