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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import io.nats.client.NKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.OperatorMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All ways to authenticate, with right and wrong secrets; none of them is seen anywhere.
 */
@Timeout(300)
class AuthenticationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String SECRET = "s3cr+t/Pa55word";

	private static final String WRONG = "wr0ng+Pa55word";

	@TempDir
	Path folder;

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
	void userAndPassword() {
		try (NatsServer server = server("authorization { user: bob, password: \"" + SECRET + "\" }")) {
			connects(settings(server.url()).user("bob").password(SECRET), SECRET);
			refused(settings(server.url()).user("bob").password(WRONG), WRONG);
			refused(settings(server.url()), SECRET);
		}
	}

	@Test
	void userInformationInAUrl() {
		try (NatsServer server = server("authorization { user: bob, password: \"" + SECRET + "\" }")) {
			String encoded = SECRET.replace("+", "%2B").replace("/", "%2F");
			connects(settings("nats://bob:" + encoded + "@127.0.0.1:" + server.port()), SECRET, encoded);
			refused(settings("nats://bob:" + WRONG.replace("+", "%2B") + "@127.0.0.1:" + server.port()), WRONG,
					WRONG.replace("+", "%2B"));
		}
	}

	@Test
	void userInformationInAUrlOfAServerThatIsNotThere() {
		notThere(settings("nats://bob:Pa55word@127.0.0.1:1", "nats://t0kenT0ken@localhost:1"), "Pa55word", "bob",
				"t0kenT0ken");
	}

	@Test
	void token() {
		try (NatsServer server = server("authorization { token: \"" + SECRET + "\" }")) {
			connects(settings(server.url()).token(SECRET), SECRET);
			refused(settings(server.url()).token(WRONG), WRONG);
		}
	}

	@Test
	void nkey() throws Exception {
		NKey right = NKey.createUser(null);
		NKey wrong = NKey.createUser(null);
		String seed = new String(right.getSeed());
		String wrongSeed = new String(wrong.getSeed());
		try (NatsServer server = server(
				"authorization { users: [ { nkey: " + new String(right.getPublicKey()) + " } ] }")) {
			connects(settings(server.url()).nkey(seed), seed);
			refused(settings(server.url()).nkey(wrongSeed), wrongSeed);
		}
	}

	@Test
	void credentialsFile() throws Exception {
		OperatorMode right = new OperatorMode();
		OperatorMode wrong = new OperatorMode();
		Path file = Files.writeString(this.folder.resolve("right.creds"), right.credentials());
		Path wrongFile = Files.writeString(this.folder.resolve("wrong.creds"), wrong.credentials());
		try (NatsServer server = server(right.serverConfiguration())) {
			connects(settings(server.url()).credentialsFile(file), right.seed());
			refused(settings(server.url()).credentialsFile(wrongFile), wrong.seed());
		}
	}

	@Test
	void secretIsCorrectedOnTheServerConnectsByItself() {
		int port;
		try (NatsServer server = server("authorization { token: other }")) {
			port = server.port();
		}
		RecordingListener listener = new RecordingListener();
		try (TelemetryConnection connection = open(settings("nats://127.0.0.1:" + port).token("right"), listener)) {
			try (NatsServer server = NatsServer.builder().port(port).config("authorization { token: other }").start()) {
				await().atMost(PATIENCE)
					.untilAsserted(() -> assertThat(connection.state().lastError()).contains("Violation"));
				assertThat(server.isRunning()).isTrue();
			}
			try (NatsServer server = NatsServer.builder().port(port).config("authorization { token: right }").start()) {
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(listener.calls).containsExactly("connected"));
				assertThat(server.isRunning()).isTrue();
			}
		}
	}

	@Test
	void missingPermissionToPublishIsToldOnceForAllSubjectsBelowIt() throws Exception {
		try (NatsServer server = server("authorization { users: [ { user: bob, password: bob, permissions: "
				+ "{ publish: [ \"$JS.API.>\", \"_INBOX.>\" ] } } ] }")) {
			RecordingListener listener = new RecordingListener();
			try (TelemetryConnection connection = open(settings(server.url()).user("bob").password("bob"), listener)) {
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(listener.calls).containsExactly("connected"));
				for (int i = 0; i < 100; i++) {
					connection.current().publish("telemetry.spans.shop.run-" + i, new byte[0]);
				}
				connection.current().publish("telemetry.logs.shop.info", new byte[0]);
				connection.current().flush(PATIENCE);
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.logs.at(Level.WARN)).hasSize(2));
				assertThat(this.logs.at(Level.WARN).get(0)).contains("Permissions Violation", "Publish",
						"telemetry.spans.shop.run-", "telemetry.nats.connection.user", "goes on", "kept");
				assertThat(this.logs.at(Level.WARN).get(1)).contains("telemetry.logs.shop.info");
				assertThat(connection.state().lastError()).contains("telemetry.logs.shop.info",
						"telemetry.nats.connection.user");
				assertThat(connection.state().connected()).isTrue();
			}
		}
	}

	private void connects(ConnectionSettings.Builder settings, String... secrets) {
		RecordingListener listener = new RecordingListener();
		try (TelemetryConnection connection = open(settings, listener)) {
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(listener.calls).as("%s", connection.state()).containsExactly("connected"));
			assertNoSecret(settings, connection, secrets);
		}
	}

	/**
	 * Refused, told once, and tried more and more seldom, also after jnats has given up.
	 */
	private void refused(ConnectionSettings.Builder settings, String... secrets) {
		RecordingListener listener = new RecordingListener();
		int warnings = this.logs.at(Level.WARN).size();
		int attempts = attempts();
		// jnats waits for so long after the server has said no, and gives up after two of
		// them
		settings.connectTimeout(Duration.ofMillis(300));
		try (TelemetryConnection connection = open(settings, listener)) {
			await().atMost(PATIENCE).until(() -> attempts() > attempts + 2);
			// A time-out or a reset may be the latest now and then
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(connection.state().lastError()).contains("Authorization Violation",
						"telemetry.nats.connection.user"));
			assertThat(connection.current()).isNull();
			assertThat(listener.calls).isEmpty();
			List<String> told = this.logs.at(Level.WARN);
			assertThat(told.subList(warnings, told.size())).doesNotHaveDuplicates()
				.filteredOn((line) -> line.contains("Authorization"))
				.hasSize(1);
			assertNoSecret(settings, connection, secrets);
		}
	}

	private void notThere(ConnectionSettings.Builder settings, String... secrets) {
		int attempts = attempts();
		try (TelemetryConnection connection = open(settings, new RecordingListener())) {
			await().atMost(PATIENCE).until(() -> attempts() > attempts + 4);
			assertNoSecret(settings, connection, secrets);
		}
	}

	private int attempts() {
		return (int) this.logs.at(Level.DEBUG).stream().filter((line) -> line.startsWith("No connection")).count();
	}

	private void assertNoSecret(ConnectionSettings.Builder settings, TelemetryConnection connection,
			String... secrets) {
		assertThat(this.logs.text()).isNotEmpty().doesNotContain(secrets);
		assertThat(connection.state().toString()).doesNotContain(secrets);
		assertThat(settings.build().toString()).doesNotContain(secrets);
		assertThat(connection.toString()).doesNotContain(secrets);
	}

	private static NatsServer server(String configuration) {
		return NatsServer.builder().config(configuration).start();
	}

	private static TelemetryConnection open(ConnectionSettings.Builder settings, RecordingListener listener) {
		TelemetryConnection connection = TelemetryConnection.open(settings.build());
		connection.addListener(listener);
		return connection;
	}

	private static ConnectionSettings.Builder settings(String... servers) {
		return ConnectionSettings.builder()
			.servers(servers)
			.connectTimeout(Duration.ofMillis(500))
			.reconnectWait(Duration.ofMillis(20));
	}

}
