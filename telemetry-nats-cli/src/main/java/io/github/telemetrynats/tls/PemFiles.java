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

package io.github.telemetrynats.tls;

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
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes SSL contexts of PEM files: certificates (X.509) and keys (PKCS#8, RFC 5958,
 * without a password; RSA, EC or Ed25519). Safe for use by several threads.
 */
public final class PemFiles {

	private static final char[] NO_PASSWORD = {};

	private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";

	private static final String END = "-----END PRIVATE KEY-----";

	private PemFiles() {
	}

	/**
	 * Make an SSL context.
	 * @param authorities who is trusted, or {@code null} for those that the JDK trusts
	 * @param certificate our own certificate and what leads to an authority, or
	 * {@code null} for none
	 * @param key the certificate's key, or {@code null} for none
	 * @return the context
	 * @throws IOException if a file cannot be read
	 * @throws GeneralSecurityException if a file does not hold what it should
	 */
	public static SSLContext context(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key)
			throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys(certificate, key), trust(authorities), null);
		return context;
	}

	private static TrustManager @Nullable [] trust(@Nullable Path authorities)
			throws IOException, GeneralSecurityException {
		if (authorities == null) {
			return null;
		}
		KeyStore store = emptyStore();
		int count = 0;
		for (Certificate certificate : certificates(authorities)) {
			store.setCertificateEntry("ca" + count++, certificate);
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory.getTrustManagers();
	}

	private static KeyManager @Nullable [] keys(@Nullable Path certificate, @Nullable Path key)
			throws IOException, GeneralSecurityException {
		if (certificate == null || key == null) {
			return null;
		}
		KeyStore store = emptyStore();
		store.setKeyEntry("key", privateKey(key), NO_PASSWORD, certificates(certificate).toArray(Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, NO_PASSWORD);
		return factory.getKeyManagers();
	}

	private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static Collection<? extends Certificate> certificates(Path file)
			throws IOException, GeneralSecurityException {
		try (InputStream input = Files.newInputStream(file)) {
			return CertificateFactory.getInstance("X.509").generateCertificates(input);
		}
	}

	private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
		String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		int start = text.indexOf(BEGIN);
		int end = text.indexOf(END);
		if (start < 0 || end < start) {
			throw new InvalidKeySpecException(file + " holds no '" + BEGIN
					+ "' (a key must be PKCS#8: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem)");
		}
		PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(decoded(file, text.substring(start + BEGIN.length(), end)));
		for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(key);
			}
			catch (InvalidKeySpecException ex) {
				// Of another kind
			}
		}
		throw new InvalidKeySpecException(file + " holds neither an RSA, an EC nor an Ed25519 key");
	}

	private static byte[] decoded(Path file, String base64) throws InvalidKeySpecException {
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidKeySpecException(file + " holds a key that is not whole: " + ex.getMessage(), ex);
		}
	}

}
