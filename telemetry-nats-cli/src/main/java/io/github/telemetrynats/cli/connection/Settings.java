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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one source says about the connection.
 *
 * @param servers URLs, comma-separated
 * @param user user
 * @param password password
 * @param token token
 * @param creds credentials file
 * @param nkey file of an NKey seed
 * @param ca PEM file of authorities
 * @param cert PEM file of a certificate
 * @param key PEM file of its key
 * @param tlsFirst whether TLS comes first
 * @param inboxPrefix where answers go
 * @param apiPrefix where the JetStream API is
 */
record Settings(@Nullable String servers, @Nullable String user, @Nullable String password, @Nullable String token,
		@Nullable String creds, @Nullable String nkey, @Nullable String ca, @Nullable String cert, @Nullable String key,
		boolean tlsFirst, @Nullable String inboxPrefix, @Nullable String apiPrefix) {

	static Settings environment(Map<String, String> variables) {
		return new Settings(text(variables.get("NATS_URL")), text(variables.get("NATS_USER")),
				text(variables.get("NATS_PASSWORD")), text(variables.get("NATS_TOKEN")),
				text(variables.get("NATS_CREDS")), text(variables.get("NATS_NKEY")), text(variables.get("NATS_CA")),
				text(variables.get("NATS_CERT")), text(variables.get("NATS_KEY")), false,
				text(variables.get("NATS_INBOX_PREFIX")), null);
	}

	static @Nullable String text(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value;
	}

	/**
	 * Fill up what is missing. Who asks is one thing: a source that says anything about
	 * it says it all.
	 * @param other the source that comes next
	 * @return what both say
	 */
	Settings or(Settings other) {
		boolean login = this.user != null || this.password != null || this.token != null || this.creds != null
				|| this.nkey != null;
		return new Settings(first(this.servers, other.servers), login ? this.user : other.user,
				login ? this.password : other.password, login ? this.token : other.token,
				login ? this.creds : other.creds, login ? this.nkey : other.nkey, first(this.ca, other.ca),
				first(this.cert, other.cert), first(this.key, other.key), this.tlsFirst || other.tlsFirst,
				first(this.inboxPrefix, other.inboxPrefix), first(this.apiPrefix, other.apiPrefix));
	}

	private static @Nullable String first(@Nullable String one, @Nullable String other) {
		return (one != null) ? one : other;
	}

}
