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

package io.github.telemetrynats.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.telemetrynats.bridge.testing.BridgeRuns;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Backends that misbehave for minutes while records of all signals come in. Writes a
 * table to {@code target/bridge-faults.md}.
 */
@Tag("bridge-faults")
@NatsServerTest(perMethod = true)
class BridgeFaultsIT {

	private static final Duration FAULT = Duration.ofSeconds(Long.getLong("bridge.fault-seconds", 120));

	private static final int IN_FLIGHT = 512 * 4;

	private static final int POISON = 10_000;

	private static final Path TABLE = Path.of("target", "bridge-faults.md");

	@ParameterizedTest
	@EnumSource(Fault.class)
	void nothingIsLost(Fault fault, NatsServer server) throws Exception {
		try (BridgeRuns runs = new BridgeRuns(server)) {
			Load load = new Load(runs.stream());
			Thread producer = new Thread(load);
			producer.start();
			OtlpBridge bridge = runs.start((settings) -> settings);
			await().atMost(BridgeRuns.LONG).until(() -> runs.sink().records(Signal.LOGS).size() > 1_000);
			fault.begin(runs.sink());
			Instant end = Instant.now().plus(FAULT);
			await().atMost(FAULT.plus(BridgeRuns.LONG)).until(() -> Instant.now().isAfter(end));
			assertThat(runs.consumer(Signal.LOGS).getNumAckPending()).isLessThanOrEqualTo(IN_FLIGHT);
			assertThat(runs.consumer(Signal.LOGS).getRedelivered()).as("delivered again meanwhile").isZero();
			int untouched = load.stored;
			if (fault != Fault.AWAY) {
				// The other signals go on while this one is in trouble
				await().atMost(BridgeRuns.LONG).until(() -> runs.sink().records(Signal.SPANS).size() >= untouched);
				await().atMost(BridgeRuns.LONG).until(() -> runs.sink().records(Signal.METRICS).size() >= untouched);
			}
			fault.end(runs.sink());
			Instant over = Instant.now();
			load.ended = true;
			producer.join();
			runs.awaitIdle();
			check(fault, runs, load.stored, bridge, Duration.between(over, Instant.now()));
		}
	}

	private static void check(Fault fault, BridgeRuns runs, int stored, OtlpBridge bridge, Duration recovery)
			throws IOException {
		List<Integer> logs = runs.numbers(Signal.LOGS);
		Set<Integer> distinct = new HashSet<>(logs);
		int expected = stored * Load.LOGS;
		int letters = runs.deadLetters().size();
		int duplicates = logs.size() - distinct.size();
		if (Files.notExists(TABLE)) {
			Files.writeString(TABLE, """
					| the backend | for | logs | missing | twice | dead letters | retries | all there after |
					|---|---|---|---|---|---|---|---|
					""");
		}
		Files.writeString(TABLE,
				String.format(Locale.ROOT, "| %s | %d s | %,d | %d | %d | %d | %d | %.1f s |%n", fault.text,
						FAULT.toSeconds(), expected, expected - letters - distinct.size(), duplicates, letters,
						BridgeRuns.stats(bridge, Signal.LOGS).retries(), recovery.toMillis() / 1_000.0),
				StandardOpenOption.APPEND);
		assertThat(letters).isEqualTo((fault == Fault.POISON) ? (expected - 1) / POISON : 0);
		assertThat(distinct).hasSize(expected - letters);
		// What was taken when the answer got lost
		assertThat(duplicates).isLessThanOrEqualTo((fault == Fault.AWAY) ? IN_FLIGHT : 0);
		assertThat(new HashSet<>(runs.numbers(Signal.SPANS))).hasSize(stored);
		assertThat(new HashSet<>(runs.sink().records(Signal.METRICS))).hasSize(stored);
	}

	private static boolean isPoison(int number) {
		return number > 0 && number % POISON == 0;
	}

	/**
	 * What a backend does.
	 */
	@SuppressWarnings("ImmutableEnumChecker")
	enum Fault {

		/** Nobody listens. */
		AWAY("is away", Sink.Reaction.ok()),

		/** Status 503 with the wish to be left alone. */
		UNAVAILABLE("answers 503 with `Retry-After: 5`", (records, answer) -> {
			answer.header("Retry-After", "5");
			answer.send(503, new byte[0]);
		}),

		/** Status 429. */
		BUSY("answers 429", Sink.Reaction.status(429)),

		/** Slow, but in time. */
		SLOW("takes 8 s for each request", (records, answer) -> {
			Instant end = Instant.now().plusSeconds(8);
			await().until(() -> Instant.now().isAfter(end));
			Sink.Reaction.ok().answer(records, answer);
		}),

		/** The connection is closed when the request is read. */
		SILENT("closes without an answer", (records, answer) -> {
		}),

		/** Closed in the middle of an answer of 200. */
		BROKEN_OFF("closes half-way through a 200", (records, answer) -> {
			answer.accept();
			answer.breakOff(200);
		}),

		/** Status 200 with what is not of the protocol. */
		GARBAGE("answers 200 with garbage", (records, answer) -> {
			answer.accept();
			answer.header("Content-Type", "application/x-protobuf");
			answer.send(200, new byte[] { 10, 127, 1 });
		}),

		/** Status 400 for a request with a record that it does not like. */
		POISON("answers 400 for 1 of 10,000 records", (records, answer) -> {
			boolean poisoned = records.stream()
				.anyMatch((record) -> isPoison(((Number) record.attributes().get("number")).intValue()));
			if (poisoned) {
				answer.send(400, new byte[0]);
			}
			else {
				Sink.Reaction.ok().answer(records, answer);
			}
		});

		private final String text;

		private final Sink.Reaction reaction;

		Fault(String text, Sink.Reaction reaction) {
			this.text = text;
			this.reaction = reaction;
		}

		private void begin(Sink sink) {
			if (this == AWAY) {
				sink.leave();
			}
			sink.react(Signal.LOGS, this.reaction);
		}

		private void end(Sink sink) {
			if (this == AWAY) {
				sink.comeBack();
			}
			// The poison stays what it is
			if (this != POISON) {
				sink.react(Signal.LOGS, Sink.Reaction.ok());
			}
		}

	}

	/**
	 * Records of all signals, for each span and metric point some logs.
	 */
	private static final class Load implements Runnable {

		private static final int LOGS = 5;

		private static final int AT_ONCE = 20;

		private final StoredRecords stream;

		private volatile int stored;

		private volatile boolean ended;

		private Load(StoredRecords stream) {
			this.stream = stream;
		}

		@Override
		public void run() {
			long begin = System.nanoTime();
			while (!this.ended) {
				int from = this.stored;
				int to = from + AT_ONCE;
				this.stream.store(BridgeRuns.logs(from * LOGS, to * LOGS));
				this.stream.store(BridgeRuns.spans(from, to));
				this.stream.store(IntStream.range(from, to).mapToObj((i) -> StoredRecords.increment(i, "a")).toList());
				this.stored = to;
				// A thousand records a second at most
				long early = Duration.ofMillis(1_000L * this.stored / 140).toNanos() - (System.nanoTime() - begin);
				if (early > 0) {
					LockSupport.parkNanos(early);
				}
			}
		}

	}

}
