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

package io.github.telemetrynats.cli.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * Makes an SSL context of PEM files.
 */
final class TlsFiles {

	private static final char[] NO_PASSWORD = {};

	private TlsFiles() {
	}

	static SSLContext context(Settings settings) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys(settings.cert(), settings.key()), trust(settings.ca()), null);
			return context;
		}
		catch (IOException ex) {
			throw CommandFailure.usage("A TLS file cannot be read: " + ex.getMessage());
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw CommandFailure.usage("The TLS files cannot be used: " + ex.getMessage()
					+ " (a key must be PKCS#8: openssl pkcs8 -topk8 -nocrypt)");
		}
	}

	private static TrustManager @Nullable [] trust(@Nullable String ca) throws IOException, GeneralSecurityException {
		if (ca == null) {
			return null;
		}
		KeyStore store = emptyStore();
		int count = 0;
		for (Certificate certificate : certificates(ca)) {
			store.setCertificateEntry("ca" + count++, certificate);
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory.getTrustManagers();
	}

	private static KeyManager @Nullable [] keys(@Nullable String cert, @Nullable String key)
			throws IOException, GeneralSecurityException {
		if (cert == null && key == null) {
			return null;
		}
		if (cert == null || key == null) {
			throw CommandFailure.usage("A certificate and its key belong together: --tls-cert and --tls-key");
		}
		KeyStore store = emptyStore();
		store.setKeyEntry("key", privateKey(key), NO_PASSWORD, certificates(cert).toArray(Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, NO_PASSWORD);
		return factory.getKeyManagers();
	}

	private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static Collection<? extends Certificate> certificates(String file)
			throws IOException, GeneralSecurityException {
		try (InputStream stream = Files.newInputStream(Path.of(file))) {
			return CertificateFactory.getInstance("X.509").generateCertificates(stream);
		}
	}

	private static PrivateKey privateKey(String file) throws IOException, GeneralSecurityException {
		String text = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
		String begin = "-----BEGIN PRIVATE KEY-----";
		int start = text.indexOf(begin);
		int end = text.indexOf("-----END PRIVATE KEY-----");
		if (start < 0 || end < start) {
			throw new GeneralSecurityException(file + " holds no " + begin);
		}
		byte[] encoded = Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
		GeneralSecurityException failure = null;
		for (String algorithm : new String[] { "RSA", "EC", "Ed25519" }) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
			}
			catch (GeneralSecurityException ex) {
				failure = ex;
			}
		}
		throw (failure != null) ? failure : new GeneralSecurityException("unknown kind of key");
	}

}
