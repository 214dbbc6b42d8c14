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

package io.github.telemetrynats.bridge.export;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.bridge.export.ExportAnswer.Outcome;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.tls.PemFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OtlpExporter} and {@link PemFiles}, with a backend that wants to see a
 * certificate.
 */
class TlsExporterTests {

	private static final String PASSWORD = "changeit";

	@TempDir
	private static Path folder;

	private HttpsServer server;

	@BeforeAll
	static void makeIdentities() throws Exception {
		identity("server", "-ext", "san=ip:127.0.0.1,dns:localhost");
		identity("client");
	}

	@BeforeEach
	void begin() throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load("server"), PASSWORD.toCharArray());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("client", load("client").getCertificate("key"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(context) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = context.getDefaultSSLParameters();
				ssl.setNeedClientAuth(true);
				parameters.setSSLParameters(ssl);
			}

		});
		this.server.createContext("/v1/logs", (exchange) -> {
			try (exchange) {
				exchange.getRequestBody().readAllBytes();
				exchange.sendResponseHeaders(200, -1);
			}
		});
		this.server.start();
	}

	@AfterEach
	void end() {
		this.server.stop(0);
	}

	@Test
	void withTheAuthorityAndOurCertificateTheBackendTakesRecords() throws Exception {
		assertThat(send("server.pem", "client.pem", "client.key").outcome()).isEqualTo(Outcome.ACCEPTED);
	}

	@Test
	void withoutTheAuthorityNothingIsSent() throws Exception {
		ExportAnswer answer = send(null, "client.pem", "client.key");
		assertThat(answer.outcome()).isEqualTo(Outcome.UNAVAILABLE);
		assertThat(answer.status()).isZero();
		assertThat(answer.text()).contains("PKIX");
	}

	@Test
	void withoutOurCertificateTheBackendRefuses() throws Exception {
		assertThat(send("server.pem", null, null).outcome()).isEqualTo(Outcome.UNAVAILABLE);
	}

	@Test
	void aFileThatIsNotThereOrNoKeyIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> send("missing.pem", null, null))
			.withMessageContaining("missing.pem");
		assertThatIllegalArgumentException().isThrownBy(() -> send("server.pem", "client.pem", "client.pem"))
			.withMessageContaining("openssl pkcs8");
	}

	private ExportAnswer send(@Nullable String authority, @Nullable String certificate, @Nullable String key)
			throws Exception {
		URI url = URI.create("https://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/logs");
		OtlpTarget target = new OtlpTarget(url, OtlpProtocol.HTTP_PROTOBUF, Map.of(), Duration.ofSeconds(60), false,
				path(authority), path(certificate), path(key));
		return new OtlpExporter(Signal.LOGS, target).send(new byte[0]);
	}

	private @Nullable Path path(@Nullable String name) {
		return (name != null) ? folder.resolve(name) : null;
	}

	private static void identity(String name, String... more) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of("-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + name, "-validity",
				"10", "-keystore", folder.resolve(name + ".p12").toString(), "-storetype", "PKCS12", "-storepass",
				PASSWORD));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		KeyStore store = load(name);
		pem(name + ".pem", "CERTIFICATE", store.getCertificate("key").getEncoded());
		pem(name + ".key", "PRIVATE KEY", store.getKey("key", PASSWORD.toCharArray()).getEncoded());
	}

	private static void pem(String name, String type, byte[] content) throws Exception {
		Files.writeString(folder.resolve(name), "-----BEGIN " + type + "-----\n"
				+ Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type + "-----\n");
	}

	private static KeyStore load(String name) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(folder.resolve(name + ".p12"))) {
			store.load(input, PASSWORD.toCharArray());
		}
		return store;
	}

}
