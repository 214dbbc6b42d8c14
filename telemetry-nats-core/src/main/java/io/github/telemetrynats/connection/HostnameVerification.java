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

import java.util.List;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;

/**
 * Has a connection of jnats check whom a server's certificate is for, which jnats leaves
 * out (RFC 6125, as HTTPS does). For programs that open their connections by themselves.
 */
public final class HostnameVerification {

	private HostnameVerification() {
	}

	/**
	 * Require certificates that are for the names or addresses connected to.
	 * @param options what the connection is made with; its SSL context and its server
	 * pool are set
	 * @param servers the servers' URLs, as given to jnats
	 * @param context says whom to trust
	 * @throws IllegalArgumentException if a URL is malformed
	 */
	public static void require(Options.Builder options, List<String> servers, SSLContext context) {
		NamedServerPool pool = new NamedServerPool(servers.stream().map(ServerUrl::parse).toList());
		options.serverPool(pool).sslContext(new VerifyingSslContext(context, pool));
	}

}
