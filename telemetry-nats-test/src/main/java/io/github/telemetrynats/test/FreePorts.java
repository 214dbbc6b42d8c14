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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of the loopback address that nobody listens on.
 * <p>
 * They lie below the ranges that operating systems take outgoing connections' ports from.
 * Otherwise, while a server is down for a restart, a client that tries to reconnect to it
 * could be given the server's own port as its local one, and be connected to itself.
 */
final class FreePorts {

	private static final int LOWEST = 15_000;

	private static final int HIGHEST = 32_000;

	private static final int ATTEMPTS = 1_000;

	private FreePorts() {
	}

	static int find() {
		return find(1).get(0);
	}

	static List<Integer> find(int count) {
		Set<Integer> ports = new LinkedHashSet<>();
		for (int attempt = 0; attempt < ATTEMPTS && ports.size() < count; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
			if (isFree(port)) {
				ports.add(port);
			}
		}
		if (ports.size() < count) {
			throw new IllegalStateException("No free port on the loopback address from " + LOWEST + " to " + HIGHEST);
		}
		return List.copyOf(ports);
	}

	static InetAddress loopback() throws UnknownHostException {
		// Servers listen on this one, while the JVM may prefer that of IPv6
		return InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(loopback(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
