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
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TelemetryPublisher} against a real server.
 */
@NatsServerTest(perMethod = true)
class TelemetryPublisherIT {

	private static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(1);

	private static final Duration LONGER_THAN_THE_WINDOW = DUPLICATE_WINDOW.plusMillis(250);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private NatsServer server;

	private TelemetryConnection connection;

	private TelemetryPublisher publisher;

	private final AtomicInteger missingStream = new AtomicInteger();

	@BeforeEach
	void setUp(NatsServer natsServer) throws Exception {
		this.server = natsServer;
		createStream();
	}

	@AfterEach
	void tearDown() {
		this.publisher.close();
		this.connection.close();
	}

	@Test
	void everyRecordArrivesOnceAndTheLedgerSaysSo() throws Exception {
		// What a lost connection loses is sent again behind what came later
		start(settings(OverflowPolicy.DROP_NEWEST), this.server, Duration.ofMinutes(1));
		for (int i = 0; i < 20_000; i++) {
			offerPatiently(i);
		}
		awaitSettled();
		assertThat(stats().confirmed()).isEqualTo(20_000);
		List<StoredMessage> logs = stored();
		assertThat(ids(logs)).hasSize(20_000);
		assertThat(logs).hasSize(20_000);
		for (int i = 0; i < logs.size(); i++) {
			assertThat(logs.get(i).json().get("message").asText()).isEqualTo("record " + i);
			assertThat(logs.get(i).messageId()).endsWith("." + (i + 1));
		}
	}

	@Test
	void nothingIsLostOrDoubledWhenTheServerIsKilledForLongerThanTheDuplicateWindow() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST));
		AtomicBoolean stop = new AtomicBoolean();
		Thread load = new Thread(() -> {
			for (int i = 0; !stop.get(); i++) {
				offerPatiently(i);
			}
		});
		load.start();
		for (int round = 1; round <= 3; round++) {
			long before = stats().confirmed();
			await().atMost(PATIENCE).until(() -> stats().confirmed() > before + 2_000);
			this.server.kill();
			Instant killed = Instant.now();
			await().atMost(PATIENCE)
				.until(() -> Duration.between(killed, Instant.now()).compareTo(LONGER_THAN_THE_WINDOW) > 0);
			this.server.restart();
		}
		stop.set(true);
		load.join();
		awaitSettled();
		assertEverythingIsThereOnce();
		assertThat(stats().maybeDuplicate()).isZero();
		assertThat(this.publisher.stats().retries()).isPositive();
	}

	@Test
	void nothingIsLostOrDoubledWhenTheServerHangsForLongerThanTheDuplicateWindow() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST));
		for (int i = 0; i < 5_000; i++) {
			offerPatiently(i);
		}
		this.server.pause();
		for (int i = 0; i < 5_000; i++) {
			offerPatiently(i);
		}
		Instant paused = Instant.now();
		await().atMost(PATIENCE)
			.until(() -> Duration.between(paused, Instant.now()).compareTo(LONGER_THAN_THE_WINDOW) > 0);
		this.server.resume();
		awaitSettled();
		assertThat(stats().confirmed()).isEqualTo(10_000);
		assertEverythingIsThereOnce();
	}

	@Test
	void recordsWaitForTheStreamToComeBack() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST));
		offerPatiently(0);
		awaitSettled();
		try (Connection admin = this.server.connect()) {
			admin.jetStreamManagement().deleteStream("TELEMETRY");
		}
		for (int i = 0; i < 3_000; i++) {
			offerPatiently(i);
		}
		await().atMost(PATIENCE).until(() -> this.missingStream.get() > 0);
		assertThat(stats().confirmed()).isEqualTo(1);
		createStream();
		awaitSettled();
		assertThat(stats().confirmed()).isEqualTo(3_001);
		assertThat(ids(stored())).hasSize(3_000);
		assertThat(stored()).hasSize(3_000);
	}

	@Test
	void whatWasOfferedBeforeTheServerIsThereArrivesWhenItComes() throws Exception {
		this.server.stop();
		start(settings(OverflowPolicy.DROP_NEWEST));
		for (int i = 0; i < 3_000; i++) {
			assertThat(this.publisher.offer(log(i, LogLevel.INFO))).isTrue();
		}
		assertThat(stats().confirmed()).isZero();
		this.server.restart();
		awaitSettled();
		assertThat(stats().confirmed()).isEqualTo(3_000);
		assertEverythingIsThereOnce();
	}

	@Test
	void whatAPublisherThatHasNotBegunHoldsIsDeliveredAtItsEnd() {
		prepare(settings(OverflowPolicy.DROP_NEWEST, Duration.ofMinutes(1)));
		this.publisher.offer(log(0, LogLevel.INFO));
		assertThat(this.publisher.stats().queued()).isOne();
		this.publisher.close();
		assertThat(stats().confirmed()).isOne();
	}

	@Test
	void closeHandsOverWhatWasTaken() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST, Duration.ofMinutes(1)));
		for (int i = 0; i < 10_000; i++) {
			offerPatiently(i);
		}
		this.publisher.close();
		assertThat(stats().offered()).isEqualTo(10_000);
		// Some may be found in the stream when acks are late
		assertThat(stats().confirmed()).isEqualTo(10_000);
		assertThat(stats().maybeDuplicate()).isZero();
		assertThat(this.publisher.offer(log(1, LogLevel.INFO))).isFalse();
		assertThat(stats().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
		assertThat(stored()).hasSize(10_000);
	}

	@Test
	void closeIsBoundedWhenTheServerHangs() {
		start(settings(OverflowPolicy.DROP_NEWEST));
		offerPatiently(0);
		awaitSettled();
		this.server.pause();
		for (int i = 0; i < 100; i++) {
			offerPatiently(i);
		}
		Instant start = Instant.now();
		this.publisher.close();
		assertThat(Duration.between(start, Instant.now())).isLessThan(CLOSE_TIMEOUT.plusSeconds(6));
		// The close goes without the worker where a machine stalls for more than a second
		await().pollDelay(Duration.ZERO)
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(stats().dropped()).isEqualTo(Map.of(DropReason.CLOSE_TIMEOUT, 100L)));
		assertThat(stats().pending()).isZero();
		this.server.resume();
	}

	@Test
	void warningsSurviveAFloodWhileTheServerIsAway() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST));
		this.server.kill();
		await().atMost(PATIENCE).until(() -> !this.connection.state().connected());
		flood();
		for (int i = 0; i < 500; i++) {
			assertThat(this.publisher.offer(log(i, LogLevel.WARN))).isTrue();
		}
		assertThat(stats().dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
		assertThat(this.publisher.stats().bufferedBytes()).isLessThan(this.publisher.stats().bufferCapacityBytes());
		assertThat(this.publisher.stats().full()).isTrue();
		this.server.restart();
		awaitSettled();
		assertThat(this.publisher.stats().full()).isFalse();
		assertEverythingIsThereOnce();
		assertThat(TelemetryStream.of(this.server).messages("telemetry.logs.test.warn")).hasSize(500);
	}

	@Test
	void recordLargerThanTheServerTakesIsCut() throws Exception {
		start(settings(OverflowPolicy.DROP_NEWEST));
		this.publisher.offer(new LogRecord(Origin.of("test"), LogLevel.ERROR, "x".repeat(3_000_000), Instant.EPOCH,
				Map.of("stack", "y".repeat(2_000_000)), "", null, null, null, null));
		awaitSettled();
		assertThat(stats().confirmed()).isEqualTo(1);
		assertThat(stored()).singleElement().satisfies((message) -> {
			assertThat(message.json().get("truncated").asBoolean()).isTrue();
			assertThat(message.data().length).isBetween(900_000, 1024 * 1024);
		});
	}

	@Test
	void recordMadeBeforeASmallerServerWasKnownIsCutWhenItComes() throws Exception {
		this.server.stop();
		try (NatsServer small = NatsServer.builder().config("max_payload: 65536").start()) {
			createStream(small);
			small.stop();
			start(settings(OverflowPolicy.DROP_NEWEST), small);
			this.publisher.offer(log(0, LogLevel.INFO));
			this.publisher.offer(new LogRecord(Origin.of("test"), LogLevel.ERROR, "x".repeat(500_000), Instant.EPOCH,
					Map.of(), "", null, null, null, null));
			await().atMost(PATIENCE).until(() -> this.publisher.stats().queued() == 0);
			small.restart();
			awaitSettled();
			assertThat(stats().confirmed()).isEqualTo(2);
			assertThat(TelemetryStream.of(small).messages("telemetry.logs.test.error")).singleElement()
				.satisfies((message) -> assertThat(message.json().get("truncated").asBoolean()).isTrue());
			this.publisher.close();
			this.connection.close();
		}
	}

	private void prepare(PublisherSettings settings) {
		this.connection = TelemetryConnection.open(ConnectionSettings.builder().servers(this.server.url()).build());
		this.publisher = TelemetryPublisher.prepare(this.connection, new Subjects("telemetry"), settings,
				new FixedStream(DUPLICATE_WINDOW, this.missingStream::incrementAndGet));
	}

	private void start(PublisherSettings settings) {
		start(settings, this.server);
	}

	private void start(PublisherSettings settings, NatsServer to) {
		start(settings, to, Duration.ofSeconds(1));
	}

	private void start(PublisherSettings settings, NatsServer to, Duration pingInterval) {
		this.connection = TelemetryConnection.open(ConnectionSettings.builder()
			.servers(to.url())
			.reconnectWait(Duration.ofMillis(100))
			.pingInterval(pingInterval)
			.build());
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects("telemetry"), settings,
				new FixedStream(DUPLICATE_WINDOW, this.missingStream::incrementAndGet));
	}

	private void createStream() throws IOException, JetStreamApiException, InterruptedException {
		createStream(this.server);
	}

	private static void createStream(NatsServer on) throws IOException, JetStreamApiException, InterruptedException {
		try (Connection admin = on.connect()) {
			admin.jetStreamManagement()
				.addStream(StreamConfiguration.builder()
					.name("TELEMETRY")
					.subjects("telemetry.>")
					.storageType(StorageType.File)
					.duplicateWindow(DUPLICATE_WINDOW)
					.build());
		}
	}

	private void offerPatiently(int number) {
		if (number % 1_000 == 0) {
			await().atMost(PATIENCE).until(() -> this.publisher.stats().queued() < 8_000);
		}
		this.publisher.offer(log(number, LogLevel.INFO));
	}

	private void awaitSettled() {
		await().atMost(PATIENCE).until(() -> stats().pending() == 0);
	}

	private SignalStats stats() {
		return this.publisher.stats().signals().get(Signal.LOGS);
	}

	private List<StoredMessage> stored() {
		return TelemetryStream.of(this.server).messages();
	}

	private void assertEverythingIsThereOnce() {
		List<StoredMessage> messages = stored();
		assertThat(messages).hasSameSizeAs(ids(messages));
		assertThat((long) messages.size()).isEqualTo(stats().confirmed());
		assertThat(stats().offered()).isEqualTo(stats().confirmed() + stats().droppedTotal());
	}

	private static Set<String> ids(List<StoredMessage> messages) {
		Set<String> ids = new HashSet<>();
		messages.forEach((message) -> ids.add(message.messageId()));
		return ids;
	}

	private static LogRecord log(int number, LogLevel level) {
		return new LogRecord(Origin.of("test"), level, "record " + number, Instant.now(), Map.of(), "", null, null,
				"logger", "thread");
	}

	/**
	 * Offer ordinary records until their parts of the buffer and of the queue are full.
	 */
	private void flood() {
		long capacity = this.publisher.stats().bufferCapacityBytes();
		long ordinaryBytes = capacity - capacity / 100 * 10;
		Instant deadline = Instant.now().plus(PATIENCE);
		boolean taken = true;
		for (int i = 0; taken || this.publisher.stats().bufferedBytes() < ordinaryBytes; i++) {
			taken = this.publisher.offer(log(i, LogLevel.INFO));
			assertThat(Instant.now()).isBefore(deadline);
		}
	}

	private static PublisherSettings settings(OverflowPolicy policy) {
		return settings(policy, CLOSE_TIMEOUT);
	}

	private static PublisherSettings settings(OverflowPolicy policy, Duration closeTimeout) {
		return new PublisherSettings(16_384, 1_024, 16 * 1024 * 1024, 10, 1_024, Duration.ofSeconds(1),
				Duration.ofMillis(50), Duration.ofSeconds(1), closeTimeout, policy);
	}

}
