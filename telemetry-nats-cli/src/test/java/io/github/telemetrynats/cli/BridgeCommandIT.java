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

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@code telemetry-nats bridge}, packaged and run as a process of its own.
 */
@NatsServerTest(perMethod = true)
class BridgeCommandIT {

	private static final int KILLS = 4;

	private static final Duration KILLING = Duration.ofSeconds(Long.getLong("bridge.kill-seconds", 0));

	private static final int IN_FLIGHT = 512 * 4;

	private final Sink sink = new Sink();

	private volatile CountDownLatch answered = new CountDownLatch(0);

	@TempDir
	private Path folder;

	private CommandRun.Place place;

	private Connection connection;

	private StoredRecords stream;

	@BeforeEach
	void begin(NatsServer server) throws Exception {
		this.connection = server.connect();
		this.stream = StoredRecords.in(this.connection);
		String url = this.sink.target(Signal.LOGS).url().toString();
		this.place = new CommandRun.Place(this.folder, server.url())
			.with("OTEL_EXPORTER_OTLP_ENDPOINT", url.substring(0, url.indexOf("/v1/")))
			.with("OTEL_EXPORTER_OTLP_TIMEOUT", "60000");
	}

	@AfterEach
	void end() throws Exception {
		this.connection.close();
		this.sink.close();
		assertThat(this.sink.faults()).isEmpty();
	}

	@Test
	void bridgesThatAreKilledAgainAndAgainLoseNothing(NatsServer server) throws Exception {
		// Taken, but not answered: all that is on the way when a bridge is killed
		this.sink.react(Signal.LOGS, (records, answer) -> {
			CountDownLatch answered = this.answered;
			answer.accept();
			answered.await();
			answer.send(200, new byte[0]);
		});
		long begin = System.nanoTime();
		CommandRun[] runs = { startBridge(), startBridge() };
		int stored = 0;
		int kills = 0;
		while (kills < KILLS || System.nanoTime() - begin < KILLING.toNanos()) {
			this.answered = new CountDownLatch(1);
			int before = received();
			this.stream.store(logs(stored, stored + 4_000));
			stored += 4_000;
			// More than one bridge has on the way
			await().atMost(CommandRun.PATIENCE).until(() -> received() > before + IN_FLIGHT);
			runs[kills % 2].kill();
			this.answered.countDown();
			runs[kills % 2] = startBridge();
			if (++kills == KILLS / 2) {
				server.restart();
				await().atMost(CommandRun.PATIENCE)
					.until(() -> this.connection.getStatus() == Connection.Status.CONNECTED);
			}
		}
		for (CommandRun run : runs) {
			run.kill();
		}
		this.place.with("TELEMETRY_NATS_JAVA_OPTS", "-Xmx48m");
		CommandRun last = this.place.run("bridge", "otlp", "--ack-wait", "5s", "--once");
		assertThat(last.exitCode()).as(last.err()).isZero();
		List<TelemetryRecord> received = this.sink.records(Signal.LOGS);
		Set<TelemetryRecord> distinct = new HashSet<>(received);
		assertThat(distinct).isEqualTo(new HashSet<>(logs(0, stored)));
		int duplicates = received.size() - distinct.size();
		System.out.printf("%,d records, %d kills, %,d records twice%n", stored, kills, duplicates);
		// The two that ran last were killed as well, and the server took its consumers
		// along
		assertThat(duplicates).isLessThanOrEqualTo((kills + 4) * IN_FLIGHT);
	}

	private CommandRun startBridge() throws Exception {
		return this.place.start("bridge", "otlp", "--ack-wait", "5s");
	}

	private int received() {
		return this.sink.records(Signal.LOGS).size();
	}

	@Test
	void aBridgeThatIsAskedToStopSaysWhatItDidAndGivesBackTheRest() throws Exception {
		this.sink.react(Signal.SPANS, Sink.Reaction.status(503));
		this.stream.store(logs(0, 100));
		this.stream.store(IntStream.range(0, 100).mapToObj(StoredRecords::span).toList());
		CommandRun run = this.place.start("bridge", "otlp", "--health-port", "0");
		run.awaitErr("takes nothing: HTTP 503");
		run.awaitErr("health and metrics at http://127.0.0.1:");
		await().atMost(CommandRun.PATIENCE).until(() -> this.sink.records(Signal.LOGS).size() == 100);
		await().atMost(CommandRun.PATIENCE)
			.untilAsserted(() -> assertThat(run.err())
				.containsPattern("-- spans 0 \\(0/s\\), lag 0, on the way 100, retries [1-9][0-9]*, dead letters 0, "
						+ "FAILING \\| metrics 0 \\(0/s\\), lag 0, .* \\| logs 100 \\([0-9]+/s\\), lag 0,"));
		run.signal("TERM");
		run.awaitEnd();
		assertThat(run.exitCode()).isZero();
		assertThat(run.err()).contains("100 records were given back to the stream").contains("logs 100");
		CommandRun status = this.place.run("bridge", "status", "-o", "jsonl");
		assertThat(status.exitCode()).as(status.err()).isZero();
		assertThat(status.lines()).hasSize(3);
		assertThat(status.lines().get(0)).contains("\"signal\":\"spans\"")
			.contains("\"unacknowledged\":100")
			.containsPattern("\"oldest\":\"20");
		assertThat(status.lines().get(2)).contains("\"signal\":\"logs\"")
			.contains("\"lag\":0")
			.contains("\"unacknowledged\":0")
			.contains("\"dead_letters\":0");
	}

	@Test
	void aRangeIsSentAgain() throws Exception {
		this.stream.store(logs(0, 50));
		assertThat(this.place.run("bridge", "otlp", "--once", "--signals", "logs").exitCode()).isZero();
		CommandRun replay = this.place.run("bridge", "replay", "--since", "1h", "--subject", "telemetry.*.engine.>");
		assertThat(replay.exitCode()).as(replay.err()).isZero();
		assertThat(this.sink.records(Signal.LOGS)).hasSize(100);
	}

	@Test
	void whatCannotBeIsRefusedAtOnce() throws Exception {
		for (String[] wrong : new String[][] { { "--endpoint", "nonsense" }, { "--dead-letter", "telemetry.dead" },
				{ "--batch", "0" }, { "--signals", "spams" }, { "--protocol", "grpc" }, { "--from", "then" },
				{ "--subject", "other.>" } }) {
			CommandRun run = this.place.run("bridge", "otlp", wrong[0], wrong[1]);
			assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
			assertThat(run.err()).contains(wrong[1]);
		}
		assertThat(this.place.run("bridge", "status").exitCode()).isEqualTo(4);
	}

	private static List<TelemetryRecord> logs(int from, int to) {
		return IntStream.range(from, to).mapToObj((number) -> (TelemetryRecord) StoredRecords.log(number)).toList();
	}

}
