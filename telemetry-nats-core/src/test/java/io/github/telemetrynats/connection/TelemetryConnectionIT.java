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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
@Timeout(600)
class TelemetryConnectionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** The two seconds that are promised, and as long as a machine may stall. */
	private static final Duration CLOSES_WITHIN = Duration.ofSeconds(8);

	/** Less than the two seconds: nothing was waited for. */
	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	private final RecordingListener listener = new RecordingListener();

	private CapturedLogs logs;

	@BeforeEach
	void captureLogs() {
		this.logs = new CapturedLogs();
	}

	@AfterEach
	void nothingIsLeft() {
		this.logs.close();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
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
		awaitCalls("connected", "disconnected");
	}

	@Test
	void listenerThatComesLateIsToldToo() {
		try (NatsServer server = NatsServer.start(); TelemetryConnection connection = open(server.url())) {
			awaitCalls("connected");
			RecordingListener late = new RecordingListener();
			connection.addListener(late);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(late.calls).containsExactly("connected"));
		}
	}

	@Test
	void serverIsAbsentAndAppearsConnectsAndTellsEachOnce() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			server.stop();
			absentAndAppears(server);
		}
		assertThat(this.logs.julLines()).isEmpty();
	}

	private void absentAndAppears(NatsServer server) {
		long start = System.nanoTime();
		try (TelemetryConnection connection = open(server.url())) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			await().atMost(PATIENCE).until(() -> connection.state().lastError() != null);
			assertThat(connection.current()).isNull();
			// Several attempts, one warning
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.logs.at(Level.DEBUG))
					.filteredOn((line) -> line.startsWith("No connection"))
					.hasSizeGreaterThan(3));
			assertThat(this.logs.at(Level.WARN)).singleElement()
				.asString()
				.contains(server.url(), "Connection refused", "goes on", "kept");
			server.restart();
			awaitCalls("connected");
			assertThat(connection.state().server()).isEqualTo(server.url());
			assertThat(this.logs.at(Level.INFO)).hasSize(1);
		}
	}

	@Test
	void serverIsKilledAndRestartedTellsEachEdgeOnce() {
		try (NatsServer server = NatsServer.start(); TelemetryConnection connection = open(server.url())) {
			awaitCalls("connected");
			server.kill();
			awaitCalls("connected", "disconnected");
			assertThat(connection.current()).isNull();
			// Listeners are told before the state, which is written to the log at once
			await().atMost(PATIENCE).until(() -> !connection.state().connected());
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
			awaitLastCall("connected");
			server.pause();
			// With pings so frequent, a machine that stalls may cost the connection, too
			awaitLastCall("disconnected");
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(connection.current()).isNull());
			server.resume();
			awaitLastCall("connected");
			assertThat(this.listener.calls).filteredOn("connected"::equals).hasSizeGreaterThanOrEqualTo(2);
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
			assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
			server.kill();
			await().atMost(PATIENCE).until(() -> !connection.state().connected());
			assertThat(slow.calls).isEmpty();
			goOn.countDown();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(slow.calls).containsExactly("connected", "disconnected"));
			// Its edge was over before it could be told
			assertThat(this.listener.calls).isEmpty();
			server.restart();
			awaitCalls("connected");
			await().atMost(PATIENCE)
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
			await().atMost(PATIENCE).until(() -> ran.getCount() == 0);
		}
	}

	@Test
	void twentyCyclesLeaveNoThread() {
		try (NatsServer server = NatsServer.start()) {
			for (int i = 0; i < 20; i++) {
				RecordingListener each = new RecordingListener();
				TelemetryConnection connection = TelemetryConnection.open(settings(server.url()).build());
				connection.addListener(each);
				await().atMost(PATIENCE)
					.pollInterval(Duration.ofMillis(5))
					.untilAsserted(() -> assertThat(each.calls).hasSize(1));
				assertClosesInTime(connection);
				// A pool has ended a moment before its last thread has
				await().atMost(PATIENCE)
					.pollInterval(Duration.ofMillis(1))
					.untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
				assertThat(each.calls).containsExactly("connected", "disconnected");
			}
		}
	}

	@Test
	void closingAtOnceLeavesNoThread() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			for (int i = 0; i < 20; i++) {
				assertClosesInTime(TelemetryConnection.open(settings(server.url()).build()));
			}
		}
		String nobody = "nats://127.0.0.1:" + freePort();
		List<Duration> took = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			took.add(assertClosesInTime(open(nobody)));
		}
		assertThat(Collections.min(took)).isLessThan(AT_ONCE);
		TelemetryConnection absent = open(nobody);
		absent.close();
		absent.close();
		absent.execute(() -> {
			throw new IllegalStateException("runs after close");
		});
		assertThat(this.listener.calls).isEmpty();
	}

	@Test
	void closingWhileReconnectingLeavesNoThread() {
		List<Duration> took = new ArrayList<>();
		try (NatsServer server = NatsServer.start()) {
			for (int i = 0; i < 3; i++) {
				this.listener.calls.clear();
				TelemetryConnection connection = open(server.url());
				awaitCalls("connected");
				server.kill();
				awaitCalls("connected", "disconnected");
				took.add(assertClosesInTime(connection));
				server.restart();
			}
		}
		assertThat(Collections.min(took)).isLessThan(AT_ONCE);
	}

	@Test
	void closingWithAFrozenServerTakesTwoSecondsAtMost() {
		try (NatsServer server = NatsServer.start()) {
			TelemetryConnection connected = open(server.url());
			awaitCalls("connected");
			server.pause();
			assertClosesInTime(connected);
			TelemetryConnection connecting = TelemetryConnection
				.open(settings(server.url()).connectTimeout(Duration.ofMinutes(10)).build());
			assertClosesInTime(connecting);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
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
			// After our own listeners, on another thread
			await().atMost(PATIENCE).until(() -> told.getCount() == 0);
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
			.connectTimeout(Duration.ofSeconds(30))
			.reconnectWait(Duration.ofMillis(50))
			.reconnectJitter(Duration.ZERO);
	}

	private void awaitCalls(String... calls) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.listener.calls).containsExactly(calls));
	}

	private void awaitLastCall(String call) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.listener.calls).last().isEqualTo(call));
	}

	private static Duration assertClosesInTime(TelemetryConnection connection) {
		long start = System.nanoTime();
		connection.close();
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(took).isLessThan(CLOSES_WITHIN);
		return took;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return a port that no client gets for its end of a connection, as one that the
	 * operating system chooses may be.
	 */
	private static int freePort() {
		try (NatsServer server = NatsServer.start()) {
			return server.port();
		}
	}

}
