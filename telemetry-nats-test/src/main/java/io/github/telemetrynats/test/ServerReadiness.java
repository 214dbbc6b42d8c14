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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a server that has just been launched accepts clients. A nats-server opens
 * its client port after JetStream has recovered its streams, and greets whoever connects
 * with an INFO line, which tells by its name whether it is the server that was launched.
 */
final class ServerReadiness {

	private static final int SOCKET_TIMEOUT_MILLIS = 1_000;

	private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String serverName;

	private final boolean jetStream;

	ServerReadiness(String serverName, boolean jetStream) {
		this.serverName = serverName;
		this.jetStream = jetStream;
	}

	/**
	 * Wait until the server is ready or has ended.
	 * @param process the server
	 * @param port where it should listen
	 * @param log what it has logged in this run
	 * @param timeout how long to wait
	 * @return whether it is ready
	 */
	boolean await(ServerProcess process, int port, Supplier<String> log, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (process.isAlive() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
			if (isReady(port, log)) {
				return process.isAlive();
			}
			LockSupport.parkNanos(POLL_NANOS);
		}
		return false;
	}

	private boolean isReady(int port, Supplier<String> log) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(FreePorts.loopback(), port), SOCKET_TIMEOUT_MILLIS);
			socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
			String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
				.readLine();
			return isInfoOfOurServer(line);
		}
		catch (SocketTimeoutException ex) {
			// With TLS first the server waits for us to begin
			return log.get().contains("Server is ready");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private boolean isInfoOfOurServer(@Nullable String line) throws IOException {
		if (line == null || !line.startsWith("INFO ")) {
			return false;
		}
		JsonNode info = JSON.readTree(line.substring("INFO ".length()));
		return info.path("server_name").asText().equals(this.serverName)
				&& (!this.jetStream || info.path("jetstream").asBoolean());
	}

}
