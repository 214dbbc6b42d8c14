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

import java.nio.file.Path;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsCluster;
import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * TLS with a private authority: who is trusted, and who is not.
 */
@Timeout(300)
class TlsConnectionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private final RecordingListener listener = new RecordingListener();

	private CapturedLogs logs;

	@BeforeAll
	static void issueCertificates() throws Exception {
		certificates = new TestCertificates(folder);
		certificates.issue("name", "dns:localhost");
		certificates.issue("address", "ip:127.0.0.1");
		certificates.issue("wrong", "dns:wrong.example.org");
		certificates.issue("client", "dns:client");
	}

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
	void certificateIsForTheNameConnects() throws Exception {
		try (NatsServer server = start("name", "");
				TelemetryConnection connection = open("tls://localhost:" + server.port(), null)) {
			awaitConnected(connection);
			assertThat(connection.state().server()).isEqualTo("tls://localhost:" + server.port());
		}
	}

	@Test
	void certificateIsForTheAddressConnects() throws Exception {
		try (NatsServer server = start("address", "");
				TelemetryConnection connection = open("tls://127.0.0.1:" + server.port(), null)) {
			awaitConnectedAndEnd(connection, server);
		}
	}

	@Test
	void serverRequiresTlsAndUrlDoesNotSayConnectsWithTheContext() throws Exception {
		try (NatsServer server = start("name", "");
				TelemetryConnection connection = open("nats://localhost:" + server.port(), null)) {
			awaitConnectedAndEnd(connection, server);
		}
	}

	@Test
	void certificateIsForTheNameAndTheAddressIsUsedIsRefused() throws Exception {
		try (NatsServer server = start("name", "");
				TelemetryConnection connection = open("tls://127.0.0.1:" + server.port(), null)) {
			awaitWarning("TLS", "127.0.0.1");
			assertThat(connection.current()).isNull();
		}
	}

	@Test
	void certificateIsForAnotherNameIsRefusedToldAndTriedMoreAndMoreSeldom() throws Exception {
		try (NatsServer server = start("wrong", "")) {
			// From here on, so that a test that is late cannot measure too little
			long start = System.nanoTime();
			isRefusedMoreAndMoreSeldom(server, start);
		}
	}

	private void isRefusedMoreAndMoreSeldom(NatsServer server, long start) throws Exception {
		try (TelemetryConnection connection = open("tls://localhost:" + server.port(), null)) {
			awaitWarning("TLS", "localhost");
			await().atMost(PATIENCE).until(() -> attempts() >= 6);
			// 100 + 200 + 400 + 800 ms at least between the second attempt and the sixth,
			// rather than 50 ms each
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
			assertThat(connection.current()).isNull();
			// A time-out may be the latest now and then
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(connection.state().lastError()).contains("TLS"));
			assertThat(this.logs.at(Level.WARN)).doesNotHaveDuplicates().hasSizeLessThan(6);
			assertThat(this.listener.calls).isEmpty();
		}
	}

	@Test
	void certificateIsForAnotherNameAndNamesAreNotVerifiedConnects() throws Exception {
		try (NatsServer server = start("wrong", "");
				TelemetryConnection connection = open(ConnectionSettings.builder()
					.servers("tls://localhost:" + server.port())
					.sslContext(certificates.sslContext(null))
					.verifyHostname(false))) {
			awaitConnectedAndEnd(connection, server);
		}
	}

	@Test
	void authorityIsNotTrustedIsRefusedAndTold() throws Exception {
		try (NatsServer server = start("name", "");
				TelemetryConnection connection = open(
						ConnectionSettings.builder().servers("tls://localhost:" + server.port()))) {
			awaitWarning("TLS", "unable to find valid certification path");
			assertThat(connection.current()).isNull();
		}
	}

	@Test
	void serverRequiresTlsAndNothingIsSetSaysWhatToSet() throws Exception {
		try (NatsServer server = start("name", "");
				TelemetryConnection connection = open(ConnectionSettings.builder().servers(server.url()))) {
			awaitWarning("the server requires TLS", "telemetry.nats.connection.ssl.bundle");
			assertThat(connection.current()).isNull();
		}
	}

	@Test
	void serverOffersNoTlsIsNotTalkedTo() throws Exception {
		try (NatsServer server = NatsServer.start();
				TelemetryConnection connection = open("nats://localhost:" + server.port(), null)) {
			awaitWarning("the server offers no TLS");
			assertThat(connection.current()).isNull();
		}
	}

	@Test
	void serverWantsACertificateAndThereIsOneConnects() throws Exception {
		try (NatsServer server = start("name", ", verify: true");
				TelemetryConnection connection = open("tls://localhost:" + server.port(), "client")) {
			awaitConnectedAndEnd(connection, server);
		}
	}

	@Test
	void serverWantsACertificateAndThereIsNoneIsRefusedAndTold() throws Exception {
		// jnats waits for so long, if it is the server that notices
		try (NatsServer server = start("name", ", verify: true");
				TelemetryConnection connection = open(ConnectionSettings.builder()
					.servers("tls://localhost:" + server.port())
					.sslContext(certificates.sslContext(null))
					.connectTimeout(Duration.ofMillis(500)))) {
			// Which side notices first, and so the reason, is not the same each time
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.logs.at(Level.WARN)).isNotEmpty()
					.allSatisfy((line) -> assertThat(line).startsWith("No connection to NATS at tls://localhost")));
			assertThat(connection.state().lastError()).isNotNull();
			assertThat(this.listener.calls).isEmpty();
		}
	}

	@Test
	void serverThatTheClusterTellsOfByAddressIsVerifiedByTheClustersName() throws Exception {
		String configuration = certificates.serverConfiguration("name", "");
		try (NatsCluster cluster = NatsCluster.start(3, (server) -> server.config(configuration));
				TelemetryConnection connection = open("tls://localhost:" + cluster.servers().get(0).port(), null)) {
			awaitConnected(connection);
			await().atMost(PATIENCE).until(() -> connection.current().getServers().size() >= 3);
			cluster.servers().get(0).kill();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.listener.calls).containsExactly("connected", "disconnected",
						"connected"));
			assertThat(connection.state().server()).startsWith("tls://127.0.0.1:");
		}
	}

	private long attempts() {
		return this.logs.at(Level.DEBUG).stream().filter((line) -> line.startsWith("No connection")).count() + 1;
	}

	private void awaitConnected(TelemetryConnection connection) {
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.listener.calls).as("%s", connection.state()).containsExactly("connected"));
	}

	/**
	 * End the server, too: for jnats to close a TLS connection takes a second as long as
	 * the server keeps it open.
	 */
	private void awaitConnectedAndEnd(TelemetryConnection connection, NatsServer server) {
		awaitConnected(connection);
		server.kill();
	}

	private void awaitWarning(String... texts) {
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.logs.at(Level.WARN)).anySatisfy((line) -> assertThat(line).contains(texts)));
	}

	private static NatsServer start(String certificate, String more) {
		return NatsServer.builder().config(certificates.serverConfiguration(certificate, more)).start();
	}

	private TelemetryConnection open(String url, String identity) throws Exception {
		return open(ConnectionSettings.builder().servers(url).sslContext(certificates.sslContext(identity)));
	}

	private TelemetryConnection open(ConnectionSettings.Builder settings) {
		TelemetryConnection connection = TelemetryConnection
			.open(settings.reconnectWait(Duration.ofMillis(50)).build());
		connection.addListener(this.listener);
		return connection;
	}

}
