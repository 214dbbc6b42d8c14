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

package io.github.telemetrynats.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.stream.ProvisionedStream;
import io.github.telemetrynats.stream.Provisioning;
import io.github.telemetrynats.stream.StreamProvisioner;
import io.github.telemetrynats.stream.StreamSettings;
import io.github.telemetrynats.test.StoredMessage;

import static org.awaitility.Awaitility.await;

/**
 * One run of the real pipeline under load, with a fault at random moments: captures,
 * publisher, connection and provisioner as an application has them, with bounds that are
 * small but hold what the load makes in the longest fault.
 */
final class FaultRun implements AutoCloseable {

	/** So short that faults which outlast it take seconds. */
	static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(1);

	/**
	 * About 3,000 records a second of some 700 bytes: 32 MiB hold 15 s, the lanes alone 5
	 * s. The ack timeout leaves a retry within the duplicate window.
	 */
	static final PublisherSettings PUBLISHER = new PublisherSettings(65_536, 2_048, 64L * 1024 * 1024, 10, 256,
			Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(1),
			OverflowPolicy.DROP_NEWEST);

	static final StreamSettings STREAM = new StreamSettings("TELEMETRY", "telemetry", StorageType.File,
			Duration.ofDays(7), 1L << 30, DUPLICATE_WINDOW, DiscardPolicy.Old, 1, Provisioning.CREATE);

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final long seed;

	private final Random random;

	private final TelemetryConnection connection;

	private final StreamProvisioner provisioner;

	private final TelemetryPublisher publisher;

	private final AcceptedRecords accepted;

	private final Load load;

	private final LedgerWatch watch;

	private int rounds;

	FaultRun(String servers, StreamSettings stream, PublisherSettings settings, long seed) {
		this(servers, stream, settings, seed, Duration.ofSeconds(1));
	}

	private FaultRun(String servers, StreamSettings stream, PublisherSettings settings, long seed,
			Duration pingInterval) {
		this.seed = seed;
		this.random = new Random(seed);
		this.connection = TelemetryConnection.open(ConnectionSettings.builder()
			.servers(servers.split(","))
			.connectTimeout(Duration.ofSeconds(1))
			.requestTimeout(Duration.ofSeconds(1))
			.reconnectWait(Duration.ofMillis(100))
			.pingInterval(pingInterval)
			.build());
		this.provisioner = new StreamProvisioner(this.connection, stream);
		this.connection.addListener(this.provisioner);
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects("telemetry"), settings,
				new ProvisionedStream(this.provisioner));
		this.accepted = new AcceptedRecords(this.publisher);
		this.load = new Load(this.accepted, seed);
		this.watch = new LedgerWatch(this.publisher);
	}

	static FaultRun start(String servers) {
		return start(servers, STREAM);
	}

	static FaultRun start(String servers, StreamSettings stream) {
		return start(servers, stream, PUBLISHER);
	}

	static FaultRun start(String servers, PublisherSettings settings) {
		return start(servers, STREAM, settings);
	}

	private static FaultRun start(String servers, StreamSettings stream, PublisherSettings settings) {
		return start(new FaultRun(servers, stream, settings, seed()));
	}

	/**
	 * Start a run that a machine that stalls costs no connection.
	 * @param servers where the servers are
	 * @return the run
	 */
	static FaultRun startPatient(String servers) {
		return start(new FaultRun(servers, STREAM, PUBLISHER, seed(), PATIENCE));
	}

	private static FaultRun start(FaultRun run) {
		run.watch.start();
		run.load.start();
		return run;
	}

	private static long seed() {
		return Long.getLong("faults.seed", System.nanoTime());
	}

	static int roundCount() {
		return Integer.getInteger("faults.rounds", 2);
	}

	/**
	 * Inject a fault at a random moment, as often as there are rounds, and have
	 * everything confirmed after each.
	 * @param fault injects the fault and heals it
	 * @throws Exception if the fault can't be injected
	 */
	void rounds(Fault fault) throws Exception {
		for (int round = 0; round < roundCount(); round++) {
			awaitConfirmed(500 + this.random.nextInt(2_000));
			fault.injectAndHeal(this.random);
			awaitConfirmed(pending() + 1);
			this.rounds++;
		}
	}

	/**
	 * Wait until more records are confirmed.
	 * @param more how many more
	 */
	void awaitConfirmed(long more) {
		long target = confirmed() + more;
		await(this + ": " + more + " more records confirmed").atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> confirmed() >= target);
	}

	/**
	 * End the load, wait until nothing is pending, and compare.
	 * @param stored what an independent reader found in the stream
	 * @return the comparison
	 * @throws Exception if the stream can't be read
	 */
	Comparison settleAndCompare(StoredRecords stored) throws Exception {
		settle();
		return compare(stored.read());
	}

	void settle() {
		this.load.stop();
		await(this + ": nothing pending").atMost(PATIENCE).until(() -> pending() == 0);
		this.watch.stop();
	}

	Comparison compare(List<StoredMessage> stored) {
		return new Comparison(toString(), this.rounds, this.accepted, stored, this.publisher.stats().signals(),
				this.watch);
	}

	AcceptedRecords accepted() {
		return this.accepted;
	}

	Load load() {
		return this.load;
	}

	LedgerWatch watch() {
		return this.watch;
	}

	TelemetryPublisher publisher() {
		return this.publisher;
	}

	TelemetryConnection connection() {
		return this.connection;
	}

	PublisherStats stats() {
		return this.publisher.stats();
	}

	long confirmed() {
		return stats().signals().values().stream().mapToLong(SignalStats::confirmed).sum();
	}

	long pending() {
		return stats().signals().values().stream().mapToLong(SignalStats::pending).sum();
	}

	/**
	 * Let a fault last.
	 * @param millis at least how long, in milliseconds
	 */
	static void hold(long millis) {
		await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis).plus(PATIENCE)).until(() -> true);
	}

	@Override
	public void close() {
		this.watch.stop();
		this.load.close();
		this.publisher.close();
		this.provisioner.close();
		this.connection.close();
	}

	@Override
	public String toString() {
		return "run with -Dfaults.seed=" + this.seed;
	}

	/**
	 * Something that goes wrong for a while.
	 */
	@FunctionalInterface
	interface Fault {

		/**
		 * Inject the fault, wait, and heal it.
		 * @param random decides how long it lasts and the like
		 * @throws Exception if that fails
		 */
		void injectAndHeal(Random random) throws Exception;

	}

	/**
	 * Reads the stream.
	 */
	@FunctionalInterface
	interface StoredRecords {

		List<StoredMessage> read() throws Exception;

	}

}
