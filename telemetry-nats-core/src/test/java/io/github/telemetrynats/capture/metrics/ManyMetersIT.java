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

package io.github.telemetrynats.capture.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Clock;
import io.nats.client.Connection;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.FixedStream;
import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
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

/**
 * A registry with many more meters than the publisher's queue has places.
 */
@NatsServerTest(perMethod = true)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyMetersIT {

	private static final int METERS = 20_000;

	/** Rounded up to 1,024, of which a publish takes half. */
	private static final int QUEUE_CAPACITY = 1_000;

	/** What is left for others while a publish takes its half. */
	private static final int BURST = 400;

	private static final Duration NEVER = Duration.ofDays(1);

	private TelemetryConnection connection;

	private TelemetryPublisher publisher;

	@BeforeEach
	void start(NatsServer server) throws Exception {
		try (Connection admin = server.connect()) {
			admin.jetStreamManagement()
				.addStream(StreamConfiguration.builder()
					.name("TELEMETRY")
					.subjects("telemetry.>")
					.storageType(StorageType.File)
					.duplicateWindow(Duration.ofSeconds(5))
					.build());
		}
		this.connection = TelemetryConnection
			.open(ConnectionSettings.builder().servers(server.url()).reconnectWait(Duration.ofMillis(50)).build());
		// So long for an answer, since a slow machine is not to be taken for an outage
		PublisherSettings settings = new PublisherSettings(QUEUE_CAPACITY, 16, 1024 * 1024, 10, 1_024,
				Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(30),
				OverflowPolicy.DROP_NEWEST);
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects("telemetry"), settings,
				FixedStream.withDefaults());
		awaitThat(() -> this.connection.state().connected());
	}

	@AfterEach
	void stop() {
		this.publisher.close();
		this.connection.close();
	}

	private static void awaitThat(BooleanSupplier condition) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition::getAsBoolean);
	}

	private NatsMeterRegistry registry(Duration closeTimeout) {
		return new NatsMeterRegistry(new FixedConfig(NEVER, closeTimeout), Clock.SYSTEM, this.publisher,
				Origin.of("worker"));
	}

	private static void record(NatsMeterRegistry registry) {
		for (int i = 0; i < METERS / 2; i++) {
			registry.counter("orders", "shop", Integer.toString(i)).increment();
			registry.timer("step", "shop", Integer.toString(i)).record(7, TimeUnit.MILLISECONDS);
		}
	}

	private SignalStats stats(Signal signal) {
		return this.publisher.stats().signals().get(signal);
	}

	private void awaitSettled() {
		awaitThat(() -> this.publisher.stats().signals().values().stream().allMatch((stats) -> stats.pending() == 0));
	}

	private static double total(NatsServer server, String subject, String field) {
		return TelemetryStream.of(server)
			.messages(subject)
			.stream()
			.map(StoredMessage::json)
			.mapToDouble((json) -> json.get(field).asDouble())
			.sum();
	}

	@Test
	void publishOfManyMetersArrivesAndLeavesRoomForTheRest(NatsServer server) throws InterruptedException {
		AtomicBoolean published = new AtomicBoolean();
		int[] bursts = { 0 };
		Thread application = new Thread(() -> {
			// As much as a publish leaves room for, again and again, however fast all of
			// this is
			while (!published.get()) {
				for (int i = 0; i < BURST; i++) {
					this.publisher.offer(log("log " + i));
				}
				bursts[0]++;
				awaitThat(() -> stats(Signal.LOGS).pending() == 0);
			}
		});
		NatsMeterRegistry registry = registry(NEVER);
		record(registry);
		application.start();
		registry.publish();
		published.set(true);
		application.join();
		awaitSettled();
		registry.close();
		assertThat(stats(Signal.METRICS).dropped()).isEmpty();
		assertThat(stats(Signal.METRICS).confirmed()).isEqualTo(METERS);
		assertThat(stats(Signal.LOGS).dropped()).isEmpty();
		assertThat(stats(Signal.LOGS).confirmed()).isEqualTo((long) bursts[0] * BURST);
		assertThat(registry.postponed()).isZero();
		assertThat(total(server, "telemetry.metrics.worker.orders", "value")).isEqualTo(METERS / 2);
		assertThat(total(server, "telemetry.metrics.worker.step", "count")).isEqualTo(METERS / 2);
	}

	private static LogRecord log(String message) {
		return new LogRecord(Origin.of("worker"), LogLevel.INFO, message, Instant.now(), Map.of(), "", null, null, null,
				null);
	}

	@Test
	void lastPublishArrives(NatsServer server) {
		NatsMeterRegistry registry = registry(Duration.ofMinutes(2));
		record(registry);
		registry.close();
		this.publisher.close();
		assertThat(stats(Signal.METRICS).dropped()).isEmpty();
		assertThat(stats(Signal.METRICS).confirmed()).isEqualTo(METERS);
		assertThat(total(server, "telemetry.metrics.worker.orders", "value")).isEqualTo(METERS / 2);
	}

	@Test
	void windowsOutlastAnOutageInTheirMeters(NatsServer server) {
		NatsMeterRegistry registry = registry(NEVER);
		server.kill();
		awaitThat(() -> !this.connection.state().connected());
		for (int i = 0; i < 3; i++) {
			record(registry);
			registry.publish();
		}
		assertThat(registry.postponed()).isPositive();
		assertThat(stats(Signal.METRICS).dropped()).isEmpty();
		server.restart();
		awaitSettled();
		registry.publish();
		awaitSettled();
		registry.close();
		assertThat(stats(Signal.METRICS).dropped()).isEmpty();
		assertThat(total(server, "telemetry.metrics.worker.orders", "value")).isEqualTo(3.0 * METERS / 2);
		assertThat(total(server, "telemetry.metrics.worker.step", "count")).isEqualTo(3.0 * METERS / 2);
	}

	@Test
	void samplesThatDoNotFitInAnOutageAreDroppedAtOnceAndCounted(NatsServer server) {
		NatsMeterRegistry registry = registry(NEVER);
		for (int i = 0; i < METERS; i++) {
			registry.gauge("level." + i, 1);
		}
		server.kill();
		awaitThat(() -> !this.connection.state().connected());
		// Would take half a day if it waited for room that does not come
		registry.publish();
		SignalStats stats = stats(Signal.METRICS);
		assertThat(stats.offered()).isEqualTo(METERS);
		assertThat(stats.dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
		server.restart();
		awaitSettled();
		assertThat(stats(Signal.METRICS).confirmed()).isEqualTo(METERS - stats.droppedTotal());
		registry.close();
	}

	@Test
	void closeWhileThePublishWaitsEndsInTimeAndEverythingIsCounted(NatsServer server) throws InterruptedException {
		NatsMeterRegistry registry = registry(Duration.ofMillis(200));
		record(registry);
		server.pause();
		try {
			Thread publishing = new Thread(registry::publish);
			publishing.start();
			awaitThat(() -> stats(Signal.METRICS).offered() >= QUEUE_CAPACITY / 2);
			registry.close();
			publishing.join();
			assertThat(stats(Signal.METRICS).offered()).isEqualTo(METERS);
		}
		finally {
			server.resume();
		}
		this.publisher.close();
		SignalStats stats = stats(Signal.METRICS);
		assertThat(stats.pending()).isZero();
		assertThat(stats.confirmed() + stats.droppedTotal()).isEqualTo(METERS);
		assertThat(stats.dropped()).containsKey(DropReason.QUEUE_FULL);
	}

}
