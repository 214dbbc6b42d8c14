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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to connect. Immutable; made by a {@link Builder}. Its text shows no
 * secret.
 */
public final class ConnectionSettings {

	private final List<ServerUrl> servers;

	private final Builder builder;

	private ConnectionSettings(Builder builder, List<ServerUrl> servers) {
		this.builder = builder;
		this.servers = servers;
	}

	/**
	 * Start with the defaults: {@code nats://localhost:4222}, no authentication, no TLS.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	List<ServerUrl> servers() {
		return this.servers;
	}

	@Nullable String user() {
		return this.builder.user;
	}

	@Nullable String password() {
		return this.builder.password;
	}

	@Nullable String token() {
		return this.builder.token;
	}

	@Nullable Path credentialsFile() {
		return this.builder.credentialsFile;
	}

	@Nullable String nkey() {
		return this.builder.nkey;
	}

	@Nullable SSLContext sslContext() {
		return this.builder.sslContext;
	}

	boolean verifyHostname() {
		return this.builder.verifyHostname;
	}

	String name() {
		return this.builder.name;
	}

	Duration connectTimeout() {
		return this.builder.connectTimeout;
	}

	Duration requestTimeout() {
		return this.builder.requestTimeout;
	}

	Duration pingInterval() {
		return this.builder.pingInterval;
	}

	Duration reconnectWait() {
		return this.builder.reconnectWait;
	}

	Duration reconnectJitter() {
		return this.builder.reconnectJitter;
	}

	List<Consumer<Options.Builder>> customizers() {
		return this.builder.customizers;
	}

	/**
	 * Return the servers without user information.
	 * @return the servers, comma-separated
	 */
	@Override
	public String toString() {
		return this.servers.stream().map(ServerUrl::toString).collect(Collectors.joining(", "));
	}

	/**
	 * Makes {@link ConnectionSettings}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private List<String> servers = List.of("nats://localhost:4222");

		private @Nullable String user;

		private @Nullable String password;

		private @Nullable String token;

		private @Nullable Path credentialsFile;

		private @Nullable String nkey;

		private @Nullable SSLContext sslContext;

		private boolean verifyHostname = true;

		private String name = "telemetry-nats";

		private Duration connectTimeout = Duration.ofSeconds(2);

		private Duration requestTimeout = Duration.ofSeconds(5);

		private Duration pingInterval = Duration.ofSeconds(10);

		private Duration reconnectWait = Duration.ofMillis(500);

		private Duration reconnectJitter = Duration.ofMillis(100);

		private List<Consumer<Options.Builder>> customizers = new ArrayList<>();

		private Builder() {
		}

		private Builder(Builder other) {
			this.servers = other.servers;
			this.user = other.user;
			this.password = other.password;
			this.token = other.token;
			this.credentialsFile = other.credentialsFile;
			this.nkey = other.nkey;
			this.sslContext = other.sslContext;
			this.verifyHostname = other.verifyHostname;
			this.name = other.name;
			this.connectTimeout = other.connectTimeout;
			this.requestTimeout = other.requestTimeout;
			this.pingInterval = other.pingInterval;
			this.reconnectWait = other.reconnectWait;
			this.reconnectJitter = other.reconnectJitter;
			this.customizers = List.copyOf(other.customizers);
		}

		/**
		 * Set the servers. The default is {@code nats://localhost:4222}.
		 * @param servers such as {@code nats://host:4222} or {@code tls://host:4222}
		 * @return this builder
		 */
		public Builder servers(List<String> servers) {
			this.servers = List.copyOf(servers);
			return this;
		}

		/**
		 * Set the servers. The default is {@code nats://localhost:4222}.
		 * @param servers such as {@code nats://host:4222} or {@code tls://host:4222}
		 * @return this builder
		 */
		public Builder servers(String... servers) {
			return servers(Arrays.asList(servers));
		}

		/**
		 * Set the user to authenticate as.
		 * @param user the user's name, or {@code null}
		 * @return this builder
		 */
		public Builder user(@Nullable String user) {
			this.user = emptyToNull(user);
			return this;
		}

		/**
		 * Set the password, together with the user.
		 * @param password the password, or {@code null}
		 * @return this builder
		 */
		public Builder password(@Nullable String password) {
			this.password = emptyToNull(password);
			return this;
		}

		/**
		 * Set the token to authenticate with.
		 * @param token the token, or {@code null}
		 * @return this builder
		 */
		public Builder token(@Nullable String token) {
			this.token = emptyToNull(token);
			return this;
		}

		/**
		 * Set the credentials file to authenticate with. It is read at every connect.
		 * @param credentialsFile a file with a user JWT and its seed, or {@code null}
		 * @return this builder
		 */
		public Builder credentialsFile(@Nullable Path credentialsFile) {
			this.credentialsFile = credentialsFile;
			return this;
		}

		/**
		 * Set the NKey to authenticate with.
		 * @param nkey the user's seed ({@code SU…}), or {@code null}
		 * @return this builder
		 */
		public Builder nkey(@Nullable String nkey) {
			this.nkey = emptyToNull(nkey);
			return this;
		}

		/**
		 * Set what TLS connections are made with. With it, servers must offer TLS.
		 * Without it, {@code tls://} URLs use the JVM's default.
		 * @param sslContext the context, or {@code null}
		 * @return this builder
		 */
		public Builder sslContext(@Nullable SSLContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * Set whether the server's certificate must be for the name or address that is
		 * connected to. The default is {@code true}.
		 * @param verifyHostname whether host names are verified
		 * @return this builder
		 */
		public Builder verifyHostname(boolean verifyHostname) {
			this.verifyHostname = verifyHostname;
			return this;
		}

		/**
		 * Set the name under which the server lists the connection. Quotation marks,
		 * backslashes and control characters become {@code _}.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			// jnats puts it into the protocol's JSON as it is
			this.name = name.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
			return this;
		}

		/**
		 * Set how long one attempt to connect to one server may take. The default is 2 s.
		 * @param connectTimeout a positive duration
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
			return this;
		}

		/**
		 * Set how long a request to the server may take. The default is 5 s.
		 * @param requestTimeout a positive duration
		 * @return this builder
		 */
		public Builder requestTimeout(Duration requestTimeout) {
			this.requestTimeout = requestTimeout;
			return this;
		}

		/**
		 * Set how often the server is asked for a sign of life; after two unanswered
		 * questions the connection counts as lost. The default is 10 s.
		 * @param pingInterval a positive duration
		 * @return this builder
		 */
		public Builder pingInterval(Duration pingInterval) {
			this.pingInterval = pingInterval;
			return this;
		}

		/**
		 * Set how long to wait after all servers have been tried. The default is 500 ms.
		 * @param reconnectWait a positive duration
		 * @return this builder
		 */
		public Builder reconnectWait(Duration reconnectWait) {
			this.reconnectWait = reconnectWait;
			return this;
		}

		/**
		 * Set by how much that wait varies at random. The default is 100 ms.
		 * @param reconnectJitter a duration that is not negative
		 * @return this builder
		 */
		public Builder reconnectJitter(Duration reconnectJitter) {
			this.reconnectJitter = reconnectJitter;
			return this;
		}

		/**
		 * Add something that changes the options of jnats. It is applied after all
		 * settings. Set again after it, because the rest depends on them: endless
		 * reconnecting and its delays, all executors and thread factories, the server
		 * pool, and the host name verification. A connection or error listener that it
		 * sets is called too. Best left alone: the size of the outgoing queue and what
		 * happens when it is full, the reconnect buffer, and the request style.
		 * @param customizer is called on the thread that opens the connection, and again
		 * when jnats gave up and the connection is opened anew
		 * @return this builder
		 */
		public Builder customizer(Consumer<Options.Builder> customizer) {
			this.customizers.add(Objects.requireNonNull(customizer, "'customizer' must not be null"));
			return this;
		}

		/**
		 * Check the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if something is wrong; the message names the
		 * property, the value unless it is a secret, and what would be right
		 */
		public ConnectionSettings build() {
			ConnectionSettings settings = new ConnectionSettings(new Builder(this),
					this.servers.stream().map(ServerUrl::parse).toList());
			SettingsCheck.check(settings);
			return settings;
		}

		private static @Nullable String emptyToNull(@Nullable String value) {
			return (value == null || value.isEmpty()) ? null : value;
		}

	}

}
