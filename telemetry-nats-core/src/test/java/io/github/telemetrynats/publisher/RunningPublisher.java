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

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.test.NatsServer;

/**
 * A publisher with its connection, for tests under load.
 */
final class RunningPublisher implements AutoCloseable {

	static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(5);

	private final TelemetryConnection connection;

	private final TelemetryPublisher publisher;

	private RunningPublisher(String url, PublisherSettings settings) {
		this.connection = TelemetryConnection.open(ConnectionSettings.builder()
			.servers(url)
			.reconnectWait(Duration.ofMillis(100))
			.pingInterval(Duration.ofSeconds(1))
			.build());
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects("telemetry"), settings,
				new FixedStream(DUPLICATE_WINDOW));
	}

	static RunningPublisher start(String url, PublisherSettings settings) {
		return new RunningPublisher(url, settings);
	}

	static void createStream(NatsServer server) throws IOException, JetStreamApiException, InterruptedException {
		try (Connection admin = server.connect()) {
			admin.jetStreamManagement()
				.addStream(StreamConfiguration.builder()
					.name("TELEMETRY")
					.subjects("telemetry.>")
					.storageType(StorageType.File)
					.duplicateWindow(DUPLICATE_WINDOW)
					.build());
		}
	}

	/**
	 * Settings for a small buffer that is soon full, and that nobody waits for at the
	 * end.
	 * @param queueCapacity how many records wait to be encoded
	 * @param bufferBytes how much waits to be confirmed
	 * @return the settings
	 */
	static PublisherSettings settings(int queueCapacity, long bufferBytes) {
		return new PublisherSettings(queueCapacity, Math.max(16, queueCapacity / 8), bufferBytes, 10, 1_024,
				Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100),
				OverflowPolicy.DROP_NEWEST);
	}

	TelemetryConnection connection() {
		return this.connection;
	}

	TelemetryPublisher publisher() {
		return this.publisher;
	}

	PublisherStats stats() {
		return this.publisher.stats();
	}

	SignalStats stats(Signal signal) {
		return stats().signals().get(signal);
	}

	@Override
	public void close() {
		this.publisher.close();
		this.connection.close();
	}

}
