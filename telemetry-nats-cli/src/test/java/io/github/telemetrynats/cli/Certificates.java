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

	private static final String PASSWORD = "changeit";

	private final Path folder;

	Certificates(Path folder) throws Exception {
		this.folder = folder;
		keytool("authority", "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext",
				"bc:c", "-validity", "10");
		keytool("authority", "-exportcert", "-alias", "key", "-rfc", "-file", authority().toString());
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
		String request = this.folder.resolve(name + ".csr").toString();
		keytool(name, "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "10");
		keytool(name, "-certreq", "-alias", "key", "-file", request);
		keytool("authority", "-gencert", "-alias", "key", "-rfc", "-infile", request, "-outfile",
				certificate(name).toString(), "-ext", "san=" + alternativeNames, "-validity", "10");
		keytool(name, "-importcert", "-noprompt", "-alias", "authority", "-file", authority().toString());
		keytool(name, "-importcert", "-noprompt", "-alias", "key", "-file", certificate(name).toString());
		byte[] encoded = load(name).getKey("key", PASSWORD.toCharArray()).getEncoded();
		Files.writeString(key(name), "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
				+ "\n-----END PRIVATE KEY-----\n");
	}

	String serverConfiguration(String name, String more) {
		return "tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\" %s }".formatted(certificate(name), key(name),
				authority(), more);
	}

	SSLContext sslContext(String identity) throws Exception {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("authority", load("authority").getCertificate("key"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		KeyManager[] keys = null;
		if (identity != null) {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(load(identity), PASSWORD.toCharArray());
			keys = factory.getKeyManagers();
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys, trust.getTrustManagers(), null);
		return context;
	}

	private Path store(String name) {
		return this.folder.resolve(name + ".p12");
	}

	private KeyStore load(String name) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(store(name))) {
			store.load(input, PASSWORD.toCharArray());
		}
		return store;
	}

	private void keytool(String name, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-keystore", store(name).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
	}

}
