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

package io.github.telemetrynats.wire;

import java.time.Duration;
import java.util.Map;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.stream.ProvisionedStream;
import io.github.telemetrynats.stream.StreamProvisioner;
import io.github.telemetrynats.stream.StreamSettings;
import io.github.telemetrynats.test.NatsServer;

import static org.awaitility.Awaitility.await;

/**
 * Connection, provisioning and publisher as an application has them.
 */
final class WirePipeline implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int ROOM = 8_000;

	private final TelemetryConnection connection;

	private final StreamProvisioner provisioner;

	private final TelemetryPublisher publisher;

	WirePipeline(NatsServer server) {
		StreamSettings stream = StreamSettings.defaults();
		this.connection = TelemetryConnection.open(ConnectionSettings.builder().servers(server.url()).build());
		this.provisioner = new StreamProvisioner(this.connection, stream);
		this.connection.addListener(this.provisioner);
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects(stream.subjectPrefix()),
				PublisherSettings.defaults().withQueueBytes(1024 * 1024 * 1024),
				new ProvisionedStream(this.provisioner));
	}

	TelemetryPublisher publisher() {
		return this.publisher;
	}

	/**
	 * Wait until more records can be offered without one being dropped.
	 */
	void awaitRoom() {
		if (this.publisher.stats().queued() >= ROOM) {
			await().atMost(PATIENCE).until(() -> this.publisher.stats().queued() < ROOM);
		}
	}

	void awaitSettled() {
		await().atMost(PATIENCE).until(() -> stats().values().stream().allMatch((stats) -> stats.pending() == 0));
	}

	Map<Signal, SignalStats> stats() {
		return this.publisher.stats().signals();
	}

	@Override
	public void close() {
		this.publisher.close();
		this.provisioner.close();
		this.connection.close();
	}

}
