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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A private certificate authority and what it has signed, as PEM files, made by the JDK's
 * keytool.
 */
final class Certificates {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final Path folder;

	Certificates(Path folder) throws Exception {
		this.folder = folder;
		make("authority", "-ext", "bc:c");
	}

	Path authority() {
		return certificate("authority");
	}

	Path certificate(String name) {
		return this.folder.resolve(name + ".pem");
	}

	Path key(String name) {
		return this.folder.resolve(name + ".key");
	}

	void issue(String name, String alternativeNames) throws Exception {
		make(name, "-signer", "authority", "-ext", "san=" + alternativeNames);
		pem(key(name), "PRIVATE KEY", load().getKey(name, PASSWORD).getEncoded());
	}

	String serverConfiguration(String name, String more) {
		// A busy machine may need longer for a handshake than the two seconds that a
		// server waits
		return "tls { timeout: 60, cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\" %s }"
			.formatted(certificate(name), key(name), authority(), more);
	}

	SSLContext sslContext(String identity) throws Exception {
		KeyStore all = load();
		KeyStore trusted = empty();
		trusted.setCertificateEntry("authority", all.getCertificate("authority"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		KeyManager[] keys = null;
		if (identity != null) {
			KeyStore own = empty();
			own.setKeyEntry(identity, all.getKey(identity, PASSWORD), PASSWORD, all.getCertificateChain(identity));
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(own, PASSWORD);
			keys = factory.getKeyManagers();
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys, trust.getTrustManagers(), null);
		return context;
	}

	private Path store() {
		return this.folder.resolve("all.p12");
	}

	private KeyStore load() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(store())) {
			store.load(input, PASSWORD);
		}
		return store;
	}

	private static KeyStore empty() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private void make(String name, String... more) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-validity",
				"10", "-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
		pem(certificate(name), "CERTIFICATE", load().getCertificate(name).getEncoded());
	}

	private static void pem(Path file, String type, byte[] content) throws Exception {
		Files.writeString(file, "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content)
				+ "\n-----END " + type + "-----\n");
	}

}
