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

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where and how the requests of one signal are sent.
 *
 * @param url where, with its path
 * @param protocol how requests are written
 * @param headers sent with each request
 * @param timeout for a request with its answer
 * @param gzip whether requests are compressed
 * @param certificate PEM file of the authorities to trust, or {@code null} for those that
 * Java trusts
 * @param clientCertificate PEM file of our own certificate, or {@code null}
 * @param clientKey PEM file of its key, PKCS#8, or {@code null}
 */
public record OtlpTarget(URI url, OtlpProtocol protocol, Map<String, String> headers, Duration timeout, boolean gzip,
		@Nullable Path certificate, @Nullable Path clientCertificate, @Nullable Path clientKey) {

	public OtlpTarget {
		String scheme = url.getScheme();
		if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
			throw new IllegalArgumentException(
					"The endpoint is '" + url + "', but must be a URL such as http://localhost:4318");
		}
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The timeout is " + timeout + ", but must be longer than zero");
		}
		if ((clientCertificate == null) != (clientKey == null)) {
			throw new IllegalArgumentException("A client certificate and its key belong together, but only "
					+ ((clientKey != null) ? "the key" : "the certificate") + " is given");
		}
		headers = Map.copyOf(headers);
	}

	/**
	 * Create a target that is like the default one of OpenTelemetry's exporters, but
	 * compresses.
	 * @param url where, with its path
	 * @return the target
	 */
	public static OtlpTarget of(URI url) {
		return new OtlpTarget(url, OtlpProtocol.HTTP_PROTOBUF, Map.of(), Duration.ofSeconds(10), true, null, null,
				null);
	}

	/**
	 * Return the address without secrets.
	 * @return scheme, host, port and path
	 */
	public String shown() {
		return this.url.getScheme() + "://" + this.url.getHost()
				+ ((this.url.getPort() >= 0) ? ":" + this.url.getPort() : "") + this.url.getPath();
	}

	/** Headers hold keys, which must not get into a log. */
	@Override
	public String toString() {
		return shown() + " (" + this.protocol + ")";
	}

}
