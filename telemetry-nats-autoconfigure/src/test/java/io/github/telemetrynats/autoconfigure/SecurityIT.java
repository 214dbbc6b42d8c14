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

package io.github.telemetrynats.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

import io.nats.client.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * TLS by way of Spring's SSL bundles, and secrets that are shown nowhere.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityIT {

	private static final Duration SOON = Duration.ofMinutes(2);

	private static final String SECRET = "hush-hush";

	@TempDir
	private static Path folder;

	@BeforeAll
	static void makeCertificate() throws Exception {
		Path store = folder.resolve("server.p12");
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-dname",
				"CN=server", "-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-storepass",
				"changeit", "-keystore", store.toString())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("keytool.log").toFile())
			.start();
		assertThat(process.waitFor()).as(() -> read(folder.resolve("keytool.log"))).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, "changeit".toCharArray());
		}
		pem("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
		pem("key.pem", "PRIVATE KEY", keys.getKey("server", "changeit".toCharArray()).getEncoded());
	}

	@Test
	void connectsWithAnSslBundle() {
		try (NatsServer server = NatsServer.builder().config(tls()).start()) {
			String url = "tls://127.0.0.1:" + server.port();
			try (ConfigurableApplicationContext context = Shop.start(OpenTelemetryShop.class, url,
					"telemetry.nats.connection.ssl.bundle=nats", bundle())) {
				HealthIndicator health = context.getBean("telemetryNatsHealthContributor", HealthIndicator.class);
				await().atMost(SOON).untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
			}
		}
	}

	@Test
	void logsOfAStartThatFailsArriveOverTls(CapturedOutput output) throws Exception {
		try (NatsServer server = NatsServer.builder().config(tls()).start()) {
			String url = "tls://127.0.0.1:" + server.port();
			assertThatException().isThrownBy(() -> Shop.start(OpenTelemetryShop.class, url,
					"telemetry.nats.connection.ssl.bundle=nats", bundle(), "telemetry.nats.metrics.step=-1s"));
			await().atMost(SOON).until(() -> Shop.threads().isEmpty());
			assertThat(output).containsPattern("publisher closed: [1-9]\\d* records confirmed")
				.doesNotContain("close-timeout");
		}
	}

	@Test
	void refusesAServerThatTheBundleDoesNotTrust() {
		try (NatsServer server = NatsServer.builder().config(tls()).start()) {
			String url = "tls://127.0.0.1:" + server.port();
			try (ConfigurableApplicationContext context = Shop.start(OpenTelemetryShop.class, url,
					"telemetry.nats.publisher.close-timeout=100ms")) {
				await().atMost(SOON).untilAsserted(() -> assertThat(health(context)).contains("certif"));
			}
		}
	}

	@Test
	void secretsAreShownNowhere(CapturedOutput output) throws Exception {
		try (NatsServer server = NatsServer.builder()
			.config("authorization { user: me, password: \"" + SECRET + "\" }")
			.start(); Connection connection = server.connect((options) -> options.userInfo("me", SECRET))) {
			try (ConfigurableApplicationContext context = Shop.start(server, "telemetry.nats.connection.user=me",
					"telemetry.nats.connection.password=" + SECRET, "debug=true")) {
				Shop.sell(context, "tea");
				TelemetryStream.of(connection).awaitMessages("telemetry.spans.>", 1, SOON);
				// The stream is there before the application knows
				await().atMost(SOON).untilAsserted(() -> assertThat(health(context)).contains("UP"));
				assertThat(health(context)).doesNotContain(SECRET);
			}
			assertThat(TelemetryStream.of(connection).messages())
				.noneMatch((message) -> message.json().toString().contains(SECRET));
		}
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void wrongSecretsAreShownNowhere(CapturedOutput output) {
		try (NatsServer server = NatsServer.builder().config("authorization { token: \"other\" }").start()) {
			String url = server.url().replace("nats://", "nats://" + SECRET + "@");
			try (ConfigurableApplicationContext context = Shop.start(OpenTelemetryShop.class, url,
					"telemetry.nats.publisher.close-timeout=100ms")) {
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(health(context)).containsIgnoringCase("authorization"));
				assertThat(health(context)).doesNotContain(SECRET);
			}
		}
		assertThat(output).contains("127.0.0.1").doesNotContain(SECRET);
	}

	private static String tls() {
		// A busy machine may need longer for a handshake than the two seconds by default
		return "tls { timeout: 60, cert_file: \"" + folder.resolve("cert.pem") + "\", key_file: \""
				+ folder.resolve("key.pem") + "\" }";
	}

	private static String bundle() {
		return "spring.ssl.bundle.pem.nats.truststore.certificate=" + folder.resolve("cert.pem").toUri();
	}

	private static void pem(String name, String type, byte[] content) throws IOException {
		Files.writeString(folder.resolve(name), "-----BEGIN " + type + "-----\n"
				+ Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type + "-----\n");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String health(ConfigurableApplicationContext context) {
		return context.getBean("telemetryNatsHealthContributor", HealthIndicator.class).health().toString();
	}

}
