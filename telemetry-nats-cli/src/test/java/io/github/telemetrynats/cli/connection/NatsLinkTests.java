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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import io.github.telemetrynats.cli.terminal.CommandFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NatsLink}, with a server that has little patience.
 */
class NatsLinkTests {

	private static final String INFO = "INFO {\"server_id\":\"S\",\"server_name\":\"S\",\"version\":\"2.10.27\","
			+ "\"proto\":1,\"headers\":true,\"auth_required\":true,\"max_payload\":1048576}\r\n";

	private final AtomicInteger logins = new AtomicInteger();

	@TempDir
	private Path folder;

	@Test
	void aLoginThatCameTooLateIsTriedAgain() throws Exception {
		try (ServerSocket server = listen(1); NatsLink link = open(server)) {
			assertThat(link.downSince()).isZero();
			assertThat(this.logins).hasValue(2);
		}
	}

	@Test
	void aLoginThatIsAlwaysTooLateIsNotCalledRefused() throws Exception {
		try (ServerSocket server = listen(Integer.MAX_VALUE)) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> open(server))
				.withMessageContaining("takes longer here than the server waits")
				.withMessageNotContaining("refuses");
			assertThat(this.logins).hasValue(3);
		}
	}

	private NatsLink open(ServerSocket server) {
		ConnectionOptions options = CommandLine.populateCommand(new ConnectionOptions(), "-s",
				"nats://127.0.0.1:" + server.getLocalPort(), "--user", "me", "--password", "secret", "--timeout", "1m");
		return NatsLink.open(options, Map.of("HOME", this.folder.toString()));
	}

	private ServerSocket listen(int late) throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept()) {
					serve(socket, late);
				}
				catch (IOException ex) {
					// The client or the test is over
				}
			}
		}, "impatient-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	private void serve(Socket socket, int late) throws IOException {
		write(socket, INFO);
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		boolean loggedIn = false;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.startsWith("CONNECT ")) {
				loggedIn = this.logins.incrementAndGet() > late;
				if (!loggedIn) {
					write(socket, "-ERR 'Authentication Timeout'\r\n");
					socket.shutdownOutput();
				}
			}
			else if (line.equals("PING") && loggedIn) {
				write(socket, "PONG\r\n");
			}
		}
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

}
