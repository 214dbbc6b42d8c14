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
 * A private certificate authority and what it has signed, made by the JDK's keytool in
 * one key store: each call of it starts a JVM.
 */
final class TestCertificates {

	private static final String PASSWORD = "changeit";

	private static final String AUTHORITY = "authority";

	private final Path folder;

	private final Path store;

	TestCertificates(Path folder) throws Exception {
		this.folder = folder;
		this.store = folder.resolve("keys.p12");
		generate(AUTHORITY, "CN=Test authority", "-ext", "bc:c");
		Files.writeString(pem(AUTHORITY), text("CERTIFICATE", load().getCertificate(AUTHORITY).getEncoded()));
	}

	/**
	 * Issue a certificate.
	 * @param name tells it from others
	 * @param alternativeNames such as {@code dns:localhost,ip:127.0.0.1}
	 */
	void issue(String name, String alternativeNames) throws Exception {
		generate(name, "CN=" + name, "-signer", AUTHORITY, "-ext", "san=" + alternativeNames);
		KeyStore keys = load();
		Files.writeString(pem(name), text("CERTIFICATE", keys.getCertificate(name).getEncoded()));
		Files.writeString(this.folder.resolve(name + ".key"),
				text("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
	}

	private Path pem(String name) {
		return this.folder.resolve(name + ".pem");
	}

	private static String text(String kind, byte[] encoded) {
		return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + kind
				+ "-----\n";
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
				""".formatted(pem(name), this.folder.resolve(name + ".key"), pem(AUTHORITY), more);
	}

	/**
	 * Return a context that trusts this authority alone.
	 * @param identity the name of the certificate that the client shows, or {@code null}
	 * @return the context
	 */
	SSLContext sslContext(String identity) throws Exception {
		KeyStore trusted = empty();
		trusted.setCertificateEntry(AUTHORITY, load().getCertificate(AUTHORITY));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers(identity), trust.getTrustManagers(), null);
		return context;
	}

	private KeyManager[] keyManagers(String identity) throws Exception {
		if (identity == null) {
			return null;
		}
		KeyStore all = load();
		KeyStore shown = empty();
		shown.setKeyEntry(identity, all.getKey(identity, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
				all.getCertificateChain(identity));
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(shown, PASSWORD.toCharArray());
		return keys.getKeyManagers();
	}

	private static KeyStore empty() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		return keyStore;
	}

	private KeyStore load() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(this.store)) {
			keyStore.load(input, PASSWORD.toCharArray());
		}
		return keyStore;
	}

	private void generate(String alias, String name, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
						"-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair", "-alias", alias, "-keyalg",
						"EC", "-dname", name, "-validity", "10"));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-keystore", this.store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new GeneralSecurityException(command + ": " + output);
		}
	}

}
