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

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the servers are and how to authenticate. A bean of this type replaces what
 * {@code telemetry.nats.connection} says about both; names and timeouts still come from
 * there. Implementations should be immutable and must not show secrets in their text.
 */
public interface NatsTelemetryConnectionDetails extends ConnectionDetails {

	/**
	 * Return the servers, of which one is used at a time.
	 * @return addresses such as {@code nats://host:4222} or {@code tls://host:4222}; at
	 * least one
	 */
	List<String> getServers();

	/**
	 * Return the user to authenticate as.
	 * @return the user's name, or {@code null}
	 */
	default @Nullable String getUser() {
		return null;
	}

	/**
	 * Return the password of the user.
	 * @return the password, or {@code null}
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * Return the token to authenticate with.
	 * @return the token, or {@code null}
	 */
	default @Nullable String getToken() {
		return null;
	}

	/**
	 * Return the file to authenticate with.
	 * @return a file with a user JWT and its seed, or {@code null}
	 */
	default @Nullable Path getCredentialsFile() {
		return null;
	}

	/**
	 * Return the NKey to authenticate with.
	 * @return the user's seed, or {@code null}
	 */
	default @Nullable String getNkey() {
		return null;
	}

	/**
	 * Return what TLS connections are made with.
	 * @return the SSL bundle, or {@code null} for the JVM's default with {@code tls://}
	 * servers and no TLS with others
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
