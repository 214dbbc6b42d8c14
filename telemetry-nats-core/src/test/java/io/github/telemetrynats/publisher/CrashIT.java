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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills an application with a spool, again and again, and looks for what it had offered.
 */
@NatsServerTest(perMethod = true)
class CrashIT {

	private static final Logger logger = LoggerFactory.getLogger(CrashIT.class);

	private static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** Far more than it takes a worker that gets its share of the machine once. */
	private static final Duration LOST_AT_MOST = Duration.ofSeconds(1);

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final List<Round> rounds = new ArrayList<>();

	@TempDir
	private Path temp;

	private Path spool;

	private NatsServer server;

	private Process process;

	@BeforeEach
	void setUp(NatsServer natsServer) throws Exception {
		this.server = natsServer;
		this.spool = this.temp.resolve("spool");
		try (Connection admin = this.server.connect()) {
			admin.jetStreamManagement()
				.addStream(StreamConfiguration.builder()
					.name("TELEMETRY")
					.subjects("telemetry.>")
					.storageType(StorageType.File)
					.duplicateWindow(DUPLICATE_WINDOW)
					.build());
		}
	}

	@AfterEach
	void tearDown() {
		this.process.destroyForcibly();
	}

	@Test
	void whatTheWorkerHadTakenIsThereOnceHoweverOftenTheApplicationIsKilled() throws Exception {
		for (int number = 0; number < 6; number++) {
			start();
			awaitOffers();
			switch (number % 3) {
				case 1 -> this.server.kill();
				case 2 -> this.server.pause();
				default -> logger.info("The server stays");
			}
			pass(Duration.ofMillis(this.random.nextInt(500)));
			kill();
			if (number % 3 != 0) {
				pass(DUPLICATE_WINDOW.plusMillis(250));
			}
			switch (number % 3) {
				case 1 -> this.server.restart();
				case 2 -> this.server.resume();
				default -> logger.info("The server stayed");
			}
		}
		start();
		awaitOffers();
		Files.createFile(stop());
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("seed %d", this.seed).isTrue();
		assertThat(this.process.exitValue()).isZero();
		List<Long> stored = TelemetryStream.of(this.server).messages().stream().map(CrashIT::number).toList();
		Set<Long> different = new HashSet<>(stored);
		assertThat(stored).as("doubled with seed %d", this.seed).hasSameSizeAs(different);
		List<Duration> lost = new ArrayList<>();
		for (Round round : this.rounds) {
			lost.add(round.check(different, this.seed));
		}
		// Each one may be one in which the worker had to wait for a processor
		lost.remove(lost.size() - 1);
		assertThat(Collections.min(lost)).as("lost time with seed %d: %s", this.seed, lost).isLessThan(LOST_AT_MOST);
		Round last = this.rounds.get(6);
		assertThat(last.value("maybe-duplicate")).as("unknown fates with seed %d", this.seed).isZero();
		assertThat(last.lastTaken()).isPositive();
		assertThat(this.spool).isEmptyDirectory();
	}

	@Test
	void filesOfAProcessAreTakenOverWhenItIsKilledAndNotBefore() throws Exception {
		this.server.kill();
		start();
		awaitOffers();
		assertThat(takeOver()).isZero();
		assertThat(takeOver()).isZero();
		kill();
		Round round = this.rounds.get(0);
		// It may have died between the last offer and writing that down
		assertThat(takeOver()).isBetween(round.lastTaken(), round.offered().size() + 1L);
	}

	private long takeOver() {
		FileSpool other = new FileSpool(new SpoolSettings(this.spool, 64L * 1024 * 1024), new Subjects("telemetry"));
		other.open();
		assertThat(other.stats().failure()).isNull();
		other.close();
		return other.stats().waiting();
	}

	private void start() throws IOException {
		int number = this.rounds.size();
		Round round = new Round(number, this.temp.resolve("diary-" + number));
		this.rounds.add(round);
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		this.process = new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), SteadyPublisher.class.getName(), this.server.url(),
				this.spool.toString(), round.diary.toString(), stop().toString(), Long.toString(number * 10_000_000L),
				Long.toString(DUPLICATE_WINDOW.toMillis()))
			.redirectErrorStream(true)
			.redirectOutput(this.temp.resolve("output-" + number).toFile())
			.start();
	}

	private void kill() throws Exception {
		Round round = this.rounds.get(this.rounds.size() - 1);
		this.process.destroyForcibly().waitFor();
		round.killed = true;
	}

	private Path stop() {
		return this.temp.resolve("stop");
	}

	/**
	 * Wait until the application has been publishing steadily for a while.
	 */
	private void awaitOffers() {
		Round round = this.rounds.get(this.rounds.size() - 1);
		await().atMost(PATIENCE).until(() -> this.process.isAlive() && round.lines("taken").size() > 50);
	}

	private static void pass(Duration time) {
		Instant start = Instant.now();
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(PATIENCE)
			.until(() -> Duration.between(start, Instant.now()).compareTo(time) >= 0);
	}

	private static long number(StoredMessage message) {
		return Long.parseLong(message.json().get("message").asText().substring("record ".length()));
	}

	/**
	 * One life of the application, and what it wrote down.
	 */
	private static final class Round {

		private final int number;

		private final Path diary;

		private boolean killed;

		Round(int number, Path diary) {
			this.number = number;
			this.diary = diary;
		}

		/**
		 * Return the lines of a kind. The last line of a process that was killed may be
		 * torn.
		 * @param kind the first word
		 * @return the further words of each line
		 */
		private List<String[]> lines(String kind) throws IOException {
			if (!Files.exists(this.diary)) {
				return List.of();
			}
			String text = Files.readString(this.diary);
			return text.substring(0, text.lastIndexOf('\n') + 1)
				.lines()
				.filter((line) -> line.startsWith(kind + ' '))
				.map((line) -> line.substring(kind.length() + 1).split(" "))
				.toList();
		}

		NavigableMap<Long, Instant> offered() throws IOException {
			NavigableMap<Long, Instant> offered = new TreeMap<>();
			for (String[] words : lines("offered")) {
				offered.put(Long.valueOf(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
			}
			return offered;
		}

		long value(String kind) throws IOException {
			List<String[]> lines = lines(kind);
			return Long.parseLong(lines.get(lines.size() - 1)[0]);
		}

		/**
		 * Return the last record that was certainly encoded: the one before that which
		 * the worker had taken last.
		 * @return its number
		 */
		long lastTaken() throws IOException {
			return value("taken") - 1;
		}

		/**
		 * Compare what was offered with what is stored.
		 * @param stored the numbers of the records in the stream
		 * @param seed the seed of the test
		 * @return how long before the last offer the first record was offered that is
		 * missing
		 */
		Duration check(Set<Long> stored, long seed) throws IOException {
			NavigableMap<Long, Instant> offered = offered();
			NavigableMap<Long, Instant> missing = new TreeMap<>(offered);
			missing.keySet().removeAll(stored);
			if (missing.isEmpty()) {
				return Duration.ZERO;
			}
			assertThat(this.killed).as("round %d, with records missing, with seed %d", this.number, seed).isTrue();
			assertThat(missing.firstKey()).as("missing of round %d with seed %d", this.number, seed)
				.isGreaterThan(lastTaken());
			Duration lost = Duration.between(missing.firstEntry().getValue(), offered.lastEntry().getValue());
			logger.info("Round {}: {} offered, {} missing, of the last {} ms", this.number, offered.size(),
					missing.size(), lost.toMillis());
			return lost;
		}

	}

}
