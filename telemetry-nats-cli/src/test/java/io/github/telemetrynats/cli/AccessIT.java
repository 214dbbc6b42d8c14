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

package io.github.telemetrynats.cli;

import java.nio.file.Path;

import io.nats.client.Connection;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.OperatorMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All ways to be let in by a server, by options, by variables and by a context; no secret
 * is seen anywhere.
 */
class AccessIT {

	private static final String SECRET = "s3cr+t/Pa55word";

	/** A busy machine may need longer for a login than the two seconds by default. */
	private static final String PATIENCE = "timeout: 60, ";

	@TempDir
	static Path certificateFolder;

	private static Certificates certificates;

	@TempDir
	Path folder;

	private CommandRun.Place place;

	@BeforeAll
	static void issueCertificates() throws Exception {
		certificates = new Certificates(certificateFolder);
		certificates.issue("server", "dns:localhost");
		certificates.issue("client", "dns:client");
	}

	@BeforeEach
	void prepare() {
		this.place = new CommandRun.Place(this.folder, "nats://127.0.0.1:1");
	}

	@Test
	void userAndPassword() throws Exception {
		try (NatsServer server = start("authorization { " + PATIENCE + "user: bob, password: \"" + SECRET + "\" }")) {
			publish(server.connect((options) -> options.userInfo("bob".toCharArray(), SECRET.toCharArray())));
			this.place.with("NATS_URL", server.url());
			letsIn("--user", "bob", "--password", SECRET);
			refuses("--user", "bob", "--password", SECRET + '1');
			refuses();
			String url = server.url()
				.replace("nats://", "nats://bob:" + SECRET.replace("+", "%2B").replace("/", "%2F") + '@');
			CommandRun run = letsIn("-s", url);
			assertThat(run.out() + run.err()).doesNotContain("s3cr");
			this.place.with("NATS_USER", "bob").with("NATS_PASSWORD", SECRET);
			letsIn();
		}
	}

	@Test
	void token() throws Exception {
		try (NatsServer server = start("authorization { " + PATIENCE + "token: \"" + SECRET + "\" }")) {
			publish(server.connect((options) -> options.token(SECRET.toCharArray())));
			this.place.with("NATS_URL", server.url());
			letsIn("--user", SECRET);
			refuses("--user", "other");
			this.place.with("NATS_TOKEN", SECRET);
			letsIn();
		}
	}

	@Test
	void nkey() throws Exception {
		NKey right = NKey.createUser(null);
		NKey wrong = NKey.createUser(null);
		try (NatsServer server = start(
				"authorization { " + PATIENCE + "users: [ { nkey: " + new String(right.getPublicKey()) + " } ] }")) {
			publish(server.connect((options) -> options.authHandler(Nats.staticCredentials(null, right.getSeed()))));
			this.place.with("NATS_URL", server.url());
			Path file = this.place.write("right.nk", new String(right.getSeed()) + '\n');
			Path wrongFile = this.place.write("wrong.nk", new String(wrong.getSeed()));
			letsIn("--nkey", file.toString());
			refuses("--nkey", wrongFile.toString());
			refused(2, "--nkey is", "--nkey", this.folder.resolve("none.nk").toString());
			this.place.write("config/nats/context/nkey.json", "{\"nkey\":\"~/right.nk\"}");
			letsIn("--context", "nkey");
			this.place.with("NATS_NKEY", file.toString());
			letsIn();
		}
	}

	@Test
	void credentialsFile() throws Exception {
		OperatorMode right = new OperatorMode();
		OperatorMode wrong = new OperatorMode();
		try (NatsServer server = start(right.serverConfiguration() + "authorization { " + PATIENCE + " }")) {
			Path file = this.place.write("right.creds", right.credentials());
			Path wrongFile = this.place.write("wrong.creds", wrong.credentials());
			publish(server.connect((options) -> options.authHandler(Nats.credentials(file.toString()))));
			this.place.with("NATS_URL", server.url());
			letsIn("--creds", file.toString());
			refuses("--creds", wrongFile.toString());
			refused(2, "--creds is", "--creds", this.folder.resolve("none.creds").toString());
			this.place.write("config/nats/context/creds.json", "{\"creds\":\"" + file + "\"}");
			letsIn("--context", "creds");
			this.place.with("NATS_CREDS", file.toString());
			letsIn();
		}
	}

	@Test
	void tlsWithAPrivateAuthority() throws Exception {
		try (NatsServer server = start(certificates.serverConfiguration("server", ""))) {
			publish(overTls(server, null));
			String url = "tls://localhost:" + server.port();
			letsIn("-s", url, "--tls-ca", certificates.authority().toString());
			// The server says by itself that it wants TLS
			letsIn("-s", "nats://localhost:" + server.port(), "--tls-ca", certificates.authority().toString());
			refused(3, "unable to find valid certification path", "-s", url);
			refused(3, "127.0.0.1", "-s", "tls://127.0.0.1:" + server.port(), "--tls-ca",
					certificates.authority().toString());
			refused(2, "TLS file", "-s", url, "--tls-ca", this.folder.resolve("none.pem").toString());
			refused(2, "TLS files", "-s", url, "--tls-ca", this.place.write("empty.pem", "nothing").toString());
			this.place.write("config/nats/context/tls.json",
					"{\"url\":\"%s\",\"ca\":\"%s\"}".formatted(url, certificates.authority()));
			letsIn("--context", "tls");
			this.place.with("NATS_URL", url).with("NATS_CA", certificates.authority().toString());
			letsIn();
		}
	}

	@Test
	void tlsWithCertificatesOnBothSides() throws Exception {
		try (NatsServer server = start(certificates.serverConfiguration("server", ", verify: true"))) {
			publish(overTls(server, "client"));
			this.place.with("NATS_URL", "tls://localhost:" + server.port())
				.with("NATS_CA", certificates.authority().toString());
			String certificate = certificates.certificate("client").toString();
			String key = certificates.key("client").toString();
			letsIn("--tls-cert", certificate, "--tls-key", key);
			refused(3, "--tls-cert", "--timeout", "5s");
			refused(2, "belong together", "--tls-cert", certificate);
			refused(2, "PKCS#8", "--tls-cert", certificate, "--tls-key", certificate);
			this.place.with("NATS_CERT", certificate).with("NATS_KEY", key);
			letsIn();
		}
	}

	@Test
	void serverWithoutTlsIsNotTalkedTo() throws Exception {
		try (NatsServer server = start("")) {
			refused(3, "TLS", "-s", "tls://localhost:" + server.port());
		}
	}

	private static NatsServer start(String configuration) {
		return NatsServer.builder().config(configuration).start();
	}

	private static Connection overTls(NatsServer server, String identity) throws Exception {
		return Nats.connect(new Options.Builder().server("tls://localhost:" + server.port())
			.sslContext(certificates.sslContext(identity))
			.connectionTimeout(CommandRun.PATIENCE)
			.build());
	}

	private static void publish(Connection connection) throws Exception {
		try (connection) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
			new GeneratedTelemetry(connection).publish(1, 1);
		}
	}

	private CommandRun run(String... options) throws Exception {
		String[] args = new String[options.length + 5];
		System.arraycopy(new String[] { "tail", "-n", "1", "-o", "jsonl" }, 0, args, 0, 5);
		System.arraycopy(options, 0, args, 5, options.length);
		return this.place.run(args);
	}

	private CommandRun letsIn(String... options) throws Exception {
		CommandRun run = run(options);
		assertThat(run.exitCode()).as("%s: %s", String.join(" ", options), run.err()).isZero();
		assertThat(run.lines()).hasSize(1);
		return run;
	}

	private void refuses(String... options) throws Exception {
		CommandRun run = refused(3, "refuses the login", options);
		assertThat(run.err()).doesNotContain("s3cr");
	}

	private CommandRun refused(int exitCode, String reason, String... options) throws Exception {
		CommandRun run = run(options);
		assertThat(run.exitCode()).as("%s: %s", String.join(" ", options), run.err()).isEqualTo(exitCode);
		assertThat(run.out()).isEmpty();
		assertThat(run.err()).contains(reason).hasLineCount(1);
		return run;
	}

}
