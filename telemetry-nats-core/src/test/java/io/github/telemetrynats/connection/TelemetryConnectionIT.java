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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.nats.client.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The life of a connection, with real servers.
 */
@Timeout(60)
class TelemetryConnectionIT {

	private final RecordingListener listener = new RecordingListener();

	private CapturedLogs logs;

	@BeforeEach
	void captureLogs() {
		this.logs = new CapturedLogs();
	}

	@AfterEach
	void nothingIsLeft() {
		this.logs.close();
		await().untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
	}

	@Test
	void serverIsThereConnectsOnceOnItsOwnThread() {
		try (NatsServer server = NatsServer.start(); TelemetryConnection connection = open(server.url())) {
			awaitCalls("connected");
			assertThat(this.listener.threads).containsExactly("telemetry-nats-connection-1");
			assertThat(connection.current()).isNotNull();
			ConnectionState state = connection.state();
			assertThat(state.connected()).isTrue();
			assertThat(state.server()).isEqualTo(server.url());
			assertThat(state.servers()).isEqualTo(server.url());
			assertThat(state.serverVersion()).isEqualTo(server.version());
			assertThat(state.reconnects()).isZero();
			assertThat(state.lastError()).isNull();
			assertThat(this.logs.at(Level.INFO))
				.containsExactly("Connected to NATS at " + server.url() + " (version " + server.version() + ")");
			assertThat(this.logs.at(Level.WARN)).isEmpty();
		}
		assertThat(this.listener.calls).containsExactly("connected", "disconnected");
	}

	@Test
	void listenerThatComesLateIsToldToo() {
		try (NatsServer server = NatsServer.start(); TelemetryConnection connection = open(server.url())) {
			awaitCalls("connected");
			RecordingListener late = new RecordingListener();
			connection.addListener(late);
			await().untilAsserted(() -> assertThat(late.calls).containsExactly("connected"));
		}
	}

	@Test
	void serverIsAbsentAndAppearsConnectsAndTellsEachOnce() throws Exception {
		int port = freePort();
		long start = System.nanoTime();
		try (TelemetryConnection connection = open("nats://127.0.0.1:" + port)) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			await().until(() -> connection.state().lastError() != null);
			assertThat(connection.current()).isNull();
			// Several attempts, one warning
			await().untilAsserted(
					() -> assertThat(this.logs.at(Level.DEBUG)).filteredOn((line) -> line.startsWith("No connection"))
						.hasSizeGreaterThan(3));
			assertThat(this.logs.at(Level.WARN)).singleElement()
				.asString()
				.contains("nats://127.0.0.1:" + port, "Connection refused", "goes on", "kept");
			try (NatsServer server = NatsServer.builder().port(port).start()) {
				awaitCalls("connected");
				assertThat(connection.state().server()).isEqualTo(server.url());
				assertThat(this.logs.at(Level.INFO)).hasSize(1);
			}
		}
		assertThat(this.logs.julLines()).isEmpty();
	}

	@Test
	void serverIsKilledAndRestartedTellsEachEdgeOnce() {
		try (NatsServer server = NatsServer.start(); TelemetryConnection connection = open(server.url())) {
			awaitCalls("connected");
			server.kill();
			awaitCalls("connected", "disconnected");
			assertThat(connection.current()).isNull();
			assertThat(connection.state().connected()).isFalse();
			server.restart();
			awaitCalls("connected", "disconnected", "connected");
			server.kill();
			awaitCalls("connected", "disconnected", "connected", "disconnected");
			server.restart();
			awaitCalls("connected", "disconnected", "connected", "disconnected", "connected");
			assertThat(connection.state().reconnects()).isEqualTo(2);
			// The second outage within a minute is not told again
			assertThat(this.logs.at(Level.WARN)).filteredOn((line) -> line.startsWith("Lost the connection"))
				.hasSize(1);
			assertThat(this.logs.at(Level.INFO)).filteredOn((line) -> line.contains("again after")).hasSize(1);
		}
	}

	@Test
	void serverIsFrozenIsNoticedAndOverWhenItGoesOn() {
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = open(settings(server.url()).pingInterval(Duration.ofMillis(200)))) {
			awaitCalls("connected");
			server.pause();
			awaitCalls("connected", "disconnected");
			assertThat(connection.current()).isNull();
			server.resume();
			awaitCalls("connected", "disconnected", "connected");
		}
	}

	@Test
	void serverComesBackElsewhereInTheListIsFound() throws Exception {
		int otherPort = freePort();
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = open("nats://127.0.0.1:" + otherPort, server.url())) {
			awaitCalls("connected");
			server.kill();
			try (NatsServer other = NatsServer.builder().port(otherPort).start()) {
				awaitCalls("connected", "disconnected", "connected");
				assertThat(connection.state().server()).isEqualTo(other.url());
			}
		}
	}

	@Test
	void listenerIsBusyWhenTheConnectionGoesIsToldInOrder() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		RecordingListener slow = new RecordingListener();
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = TelemetryConnection.open(settings(server.url()).build())) {
			connection.addListener(new ConnectionListener() {

				@Override
				public void connected(Connection ignored) {
					busy.countDown();
					awaitUninterruptibly(goOn);
					slow.connected(ignored);
				}

				@Override
				public void disconnected() {
					slow.disconnected();
				}

			});
			connection.addListener(this.listener);
			assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
			server.kill();
			await().until(() -> !connection.state().connected());
			assertThat(slow.calls).isEmpty();
			goOn.countDown();
			await().untilAsserted(() -> assertThat(slow.calls).containsExactly("connected", "disconnected"));
			// Its edge was over before it could be told
			assertThat(this.listener.calls).isEmpty();
			server.restart();
			awaitCalls("connected");
			await()
				.untilAsserted(() -> assertThat(slow.calls).containsExactly("connected", "disconnected", "connected"));
		}
	}

	@Test
	void listenerThatFailsKeepsNobodyElseFromBeingTold() {
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = TelemetryConnection.open(settings(server.url()).build())) {
			connection.addListener(new ConnectionListener() {

				@Override
				public void connected(Connection ignored) {
					throw new IllegalStateException("planted");
				}

				@Override
				public void disconnected() {
				}

			});
			connection.addListener(this.listener);
			awaitCalls("connected");
			CountDownLatch ran = new CountDownLatch(1);
			connection.execute(() -> {
				throw new IllegalStateException("planted");
			});
			connection.execute(ran::countDown);
			await().until(() -> ran.getCount() == 0);
		}
	}

	@Test
	void twentyCyclesLeaveNoThread() {
		try (NatsServer server = NatsServer.start()) {
			for (int i = 0; i < 20; i++) {
				RecordingListener each = new RecordingListener();
				TelemetryConnection connection = TelemetryConnection.open(settings(server.url()).build());
				connection.addListener(each);
				await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(each.calls).hasSize(1));
				assertClosesWithin(connection, Duration.ofSeconds(5));
				// A pool has ended a moment before its last thread has
				await().pollInterval(Duration.ofMillis(1))
					.untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
				assertThat(each.calls).containsExactly("connected", "disconnected");
			}
		}
	}

	@Test
	void closingAtOnceLeavesNoThread() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			for (int i = 0; i < 20; i++) {
				assertClosesWithin(TelemetryConnection.open(settings(server.url()).build()), Duration.ofSeconds(3));
			}
		}
		TelemetryConnection absent = open("nats://127.0.0.1:" + freePort());
		assertClosesWithin(absent, Duration.ofSeconds(1));
		absent.close();
		absent.execute(() -> {
			throw new IllegalStateException("runs after close");
		});
		assertThat(this.listener.calls).isEmpty();
	}

	@Test
	void closingWhileReconnectingLeavesNoThread() {
		try (NatsServer server = NatsServer.start()) {
			TelemetryConnection connection = open(server.url());
			awaitCalls("connected");
			server.kill();
			awaitCalls("connected", "disconnected");
			assertClosesWithin(connection, Duration.ofSeconds(1));
		}
	}

	@Test
	void closingWithAFrozenServerTakesTwoSecondsAtMost() {
		try (NatsServer server = NatsServer.start()) {
			TelemetryConnection connected = open(server.url());
			awaitCalls("connected");
			server.pause();
			assertClosesWithin(connected, Duration.ofMillis(2500));
			TelemetryConnection connecting = TelemetryConnection
				.open(settings(server.url()).connectTimeout(Duration.ofSeconds(30)).build());
			assertClosesWithin(connecting, Duration.ofMillis(2500));
			await().untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
			server.resume();
		}
	}

	@Test
	void customizersAreAppliedAndCannotBreakReconnecting() {
		CountDownLatch told = new CountDownLatch(1);
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = open(
						settings(server.url()).customizer((options) -> options.connectionName("other")
							.maxReconnects(0)
							.reconnectJitter(Duration.ZERO)
							.connectionListener((ignored, type) -> told.countDown())))) {
			awaitCalls("connected");
			assertThat(connection.current().getOptions().getConnectionName()).isEqualTo("other");
			assertThat(told.getCount()).isZero();
			server.kill();
			awaitCalls("connected", "disconnected");
			server.restart();
			awaitCalls("connected", "disconnected", "connected");
		}
	}

	private TelemetryConnection open(String... servers) {
		return open(settings(servers));
	}

	private TelemetryConnection open(ConnectionSettings.Builder settings) {
		TelemetryConnection connection = TelemetryConnection.open(settings.build());
		connection.addListener(this.listener);
		return connection;
	}

	private static ConnectionSettings.Builder settings(String... servers) {
		return ConnectionSettings.builder()
			.servers(servers)
			.reconnectWait(Duration.ofMillis(50))
			.reconnectJitter(Duration.ZERO);
	}

	private void awaitCalls(String... calls) {
		await().atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.listener.calls).containsExactly(calls));
	}

	private static void assertClosesWithin(TelemetryConnection connection, Duration bound) {
		long start = System.nanoTime();
		connection.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
