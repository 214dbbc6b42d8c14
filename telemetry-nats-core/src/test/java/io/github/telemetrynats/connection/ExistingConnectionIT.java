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

package io.github.telemetrynats.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application's own connection.
 */
@Timeout(300)
class ExistingConnectionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final RecordingListener listener = new RecordingListener();

	@Test
	void connectedAlreadyIsUsedFollowedAndLeftOpen() throws Exception {
		try (NatsServer server = NatsServer.start();
				Connection existing = server
					.connect((options) -> options.reconnectWait(Duration.ofMillis(50)).maxReconnects(-1))) {
			TelemetryConnection connection = TelemetryConnection.using(existing);
			connection.addListener(this.listener);
			awaitCalls("connected");
			assertThat(connection.current()).isSameAs(existing);
			assertThat(connection.state().servers()).isEqualTo(server.url());
			assertThat(connection.state().server()).isEqualTo(server.url());
			server.kill();
			awaitCalls("connected", "disconnected");
			server.restart();
			awaitCalls("connected", "disconnected", "connected");
			connection.close();
			awaitCalls("connected", "disconnected", "connected", "disconnected");
			assertThat(existing.getStatus()).isEqualTo(Connection.Status.CONNECTED);
			server.kill();
			await().atMost(PATIENCE).until(() -> existing.getStatus() != Connection.Status.CONNECTED);
			server.restart();
			await().atMost(PATIENCE).until(() -> existing.getStatus() == Connection.Status.CONNECTED);
			assertThat(this.listener.calls).hasSize(4);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(Threads.ofConnections())
					.noneMatch((name) -> name.startsWith("telemetry-nats")));
		}
	}

	@Test
	void connectedLaterIsUsedThen() throws Exception {
		int port;
		try (NatsServer server = NatsServer.start()) {
			port = server.port();
		}
		CompletableFuture<Connection> shown = new CompletableFuture<>();
		Options options = Options.builder()
			.server("nats://bob:secret@127.0.0.1:" + port)
			.reconnectWait(Duration.ofMillis(50))
			.maxReconnects(-1)
			.errorListener(new ErrorListener() {
			})
			.connectionListener((connection, event) -> shown.complete(connection))
			.build();
		Nats.connectAsynchronously(options, true);
		Connection existing = shown.get();
		try (TelemetryConnection connection = TelemetryConnection.using(existing)) {
			connection.addListener(this.listener);
			assertThat(connection.current()).isNull();
			assertThat(connection.state().toString()).doesNotContain("secret");
			try (NatsServer server = NatsServer.builder().port(port).start()) {
				awaitCalls("connected");
				assertThat(connection.state().server()).isEqualTo(server.url());
				assertThat(connection.state().toString()).doesNotContain("secret");
			}
		}
		finally {
			existing.close();
		}
	}

	@Test
	void closedByTheApplicationIsTold() throws Exception {
		try (NatsServer server = NatsServer.start();
				Connection existing = server.connect();
				TelemetryConnection connection = TelemetryConnection.using(existing)) {
			connection.addListener(this.listener);
			awaitCalls("connected");
			existing.close();
			awaitCalls("connected", "disconnected");
			assertThat(connection.current()).isNull();
			// Listeners are told before the state
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(connection.state().lastError()).contains("closed"));
		}
	}

	private void awaitCalls(String... calls) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.listener.calls).containsExactly(calls));
	}

}
