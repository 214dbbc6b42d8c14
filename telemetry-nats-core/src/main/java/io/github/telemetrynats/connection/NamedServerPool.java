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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.nats.client.impl.NatsServerPool;
import io.nats.client.support.NatsUri;
import org.jspecify.annotations.Nullable;

/**
 * The servers that jnats may connect to. Remembers which host name an address was
 * resolved from, because jnats goes on with the address and a certificate is for the
 * name; and stops handing out servers when the connection is to be closed. Safe for use
 * by several threads.
 */
final class NamedServerPool extends NatsServerPool {

	private final Map<String, String> namesByAddress = new ConcurrentHashMap<>();

	private final Set<String> configuredHosts = new HashSet<>();

	private volatile @Nullable String lastName;

	private volatile boolean stopped;

	NamedServerPool(List<ServerUrl> servers) {
		for (ServerUrl server : servers) {
			this.configuredHosts.add(withoutBrackets(server.host()));
		}
	}

	/**
	 * Return the name that the certificate of a server must be for. A server that the
	 * cluster told of by its address must have a certificate for the name that the
	 * cluster was reached under, as with the other NATS clients.
	 * @param host the host as jnats has it
	 * @return a host name or address
	 */
	String certificateName(String host) {
		String plain = withoutBrackets(host);
		String name = this.namesByAddress.get(plain);
		if (name == null && this.configuredHosts.contains(plain)) {
			this.lastName = isAddress(plain) ? null : plain;
			return plain;
		}
		if (name == null && isAddress(plain)) {
			name = this.lastName;
			return (name != null) ? name : plain;
		}
		this.lastName = (name != null) ? name : plain;
		return (name != null) ? name : plain;
	}

	void stop() {
		this.stopped = true;
	}

	@Override
	public @Nullable NatsUri peekNextServer() {
		return this.stopped ? null : super.peekNextServer();
	}

	@Override
	public @Nullable NatsUri nextServer() {
		return this.stopped ? null : super.nextServer();
	}

	@Override
	public @Nullable List<String> resolveHostToIps(String host, boolean maxOneResult, boolean includeIPV6) {
		List<String> addresses = super.resolveHostToIps(host, maxOneResult, includeIPV6);
		if (addresses != null) {
			addresses.forEach((address) -> this.namesByAddress.put(withoutBrackets(address), host));
		}
		return addresses;
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
	}

	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

}
