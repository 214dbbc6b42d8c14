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
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the connection. Its text shows no secret.
 *
 * @param servers URLs of the NATS servers, of which one is used at a time.
 * @param user User to authenticate as.
 * @param password Password of the user.
 * @param token Token to authenticate with.
 * @param credentialsFile File with a user JWT and its seed to authenticate with.
 * @param nkey Seed of the user's NKey to authenticate with.
 * @param name Name under which the server lists the connection. The default is the name
 * of the service.
 * @param connectTimeout How long one attempt to connect to one server may take.
 * @param requestTimeout How long a request to the server may take.
 * @param pingInterval How often the server is asked for a sign of life. After two
 * unanswered questions the connection counts as lost.
 * @param reconnectWait Wait after all servers have been tried.
 * @param reconnectJitter By how much that wait varies at random.
 * @param useExisting Whether the application's own bean of type io.nats.client.Connection
 * is used, which is never closed by us. All other connection properties are then ignored.
 * @param ssl TLS.
 */
@ConfigurationProperties("telemetry.nats.connection")
record ConnectionProperties(@DefaultValue("nats://localhost:4222") List<String> servers, @Nullable String user,
		@Nullable String password, @Nullable String token, @Nullable Path credentialsFile, @Nullable String nkey,
		@Nullable String name, @DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration requestTimeout,
		@DefaultValue("10s") Duration pingInterval, @DefaultValue("500ms") Duration reconnectWait,
		@DefaultValue("100ms") Duration reconnectJitter, @DefaultValue("false") boolean useExisting,
		@DefaultValue Ssl ssl) {

	@Override
	public String toString() {
		return "ConnectionProperties[useExisting=" + this.useExisting + ", ssl=" + this.ssl + "]";
	}

	/**
	 * TLS.
	 *
	 * @param bundle Name of the SSL bundle to connect with. With it, the servers must
	 * offer TLS.
	 * @param verifyHostname Whether the server's certificate must be for the host that is
	 * connected to.
	 */
	record Ssl(@Nullable String bundle, @DefaultValue("true") boolean verifyHostname) {

	}

}
