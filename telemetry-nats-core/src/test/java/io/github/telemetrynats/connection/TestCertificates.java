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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private certificate authority and what it has signed, made by the JDK's keytool.
 */
final class TestCertificates {

	private static final String PASSWORD = "changeit";

	private final Path folder;

	private final Path authority;

	private final Path authorityPem;

	TestCertificates(Path folder) throws Exception {
		this.folder = folder;
		this.authority = folder.resolve("authority.p12");
		this.authorityPem = folder.resolve("authority.pem");
		keytool(this.authority, "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext",
				"bc:c", "-validity", "10");
		keytool(this.authority, "-exportcert", "-alias", "key", "-rfc", "-file", this.authorityPem.toString());
	}

	/**
	 * Issue a certificate.
	 * @param name tells it from others
	 * @param alternativeNames such as {@code dns:localhost,ip:127.0.0.1}
	 * @return its key store
	 */
	Path issue(String name, String alternativeNames) throws Exception {
		Path store = this.folder.resolve(name + ".p12");
		String request = this.folder.resolve(name + ".csr").toString();
		String certificate = this.folder.resolve(name + ".pem").toString();
		keytool(store, "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "10");
		keytool(store, "-certreq", "-alias", "key", "-file", request);
		keytool(this.authority, "-gencert", "-alias", "key", "-rfc", "-infile", request, "-outfile", certificate,
				"-ext", "san=" + alternativeNames, "-validity", "10");
		keytool(store, "-importcert", "-noprompt", "-alias", "authority", "-file", this.authorityPem.toString());
		keytool(store, "-importcert", "-noprompt", "-alias", "key", "-file", certificate);
		Files.writeString(this.folder.resolve(name + ".key"),
				"-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder()
							.encodeToString(load(store).getKey("key", PASSWORD.toCharArray()).getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
		return store;
	}

	/**
	 * Return a server's configuration.
	 * @param name of a certificate that was issued
	 * @param more further TLS settings
	 * @return the text
	 */
	String serverConfiguration(String name, String more) {
		return """
				tls { cert_file: "%s", key_file: "%s", ca_file: "%s" %s }
				""".formatted(this.folder.resolve(name + ".pem"), this.folder.resolve(name + ".key"), this.authorityPem,
				more);
	}

	/**
	 * Return a context that trusts this authority alone.
	 * @param identity what the client shows, or {@code null}
	 * @return the context
	 */
	SSLContext sslContext(Path identity) throws Exception {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("authority", load(this.authority).getCertificate("key"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers(identity), trust.getTrustManagers(), null);
		return context;
	}

	private static KeyManager[] keyManagers(Path identity) throws Exception {
		if (identity == null) {
			return null;
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(identity), PASSWORD.toCharArray());
		return keys.getKeyManagers();
	}

	private static KeyStore load(Path store) throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(store)) {
			keyStore.load(input, PASSWORD.toCharArray());
		}
		return keyStore;
	}

	private static void keytool(Path store, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new GeneralSecurityException(command + ": " + output);
		}
	}

}
