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

package io.github.telemetrynats.cli;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.nats.client.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.RecordEncoder;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What programs in other languages put into headers holds nothing up: with jnats alone,
 * the packaged command would hear nothing any more after the second of these records.
 */
@NatsServerTest(perMethod = true)
class ForeignHeadersIT {

	private static final String SUBJECT = "telemetry.logs.engine.info";

	private static final List<LogRecord> LOGS = List.of(StoredRecords.log(0), StoredRecords.log(1),
			StoredRecords.log(2));

	@TempDir
	private Path folder;

	private CommandRun.Place place;

	@BeforeEach
	void begin(NatsServer server) throws Exception {
		this.place = new CommandRun.Place(this.folder, server.url());
		try (Connection connection = server.connect()) {
			StoredRecords stream = StoredRecords.in(connection);
			stream.store(LOGS.get(0));
			store(server, LOGS.get(1));
			stream.store(LOGS.get(2));
		}
	}

	@Test
	void theyAreShown() throws Exception {
		CommandRun run = this.place.run("tail", "-n", "all", "-o", "csv");
		assertThat(run.exitCode()).as(run.err()).isZero();
		assertThat(run.out()).contains("log 0").contains("log 1").contains("log 2");
	}

	@Test
	void theyAreForwarded() throws Exception {
		try (Sink sink = new Sink()) {
			String url = sink.target(Signal.LOGS).url().toString();
			CommandRun run = this.place.run("bridge", "otlp", "--once", "--endpoint",
					url.substring(0, url.indexOf("/v1/")), "--signals", "logs");
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(sink.records(Signal.LOGS)).containsExactlyInAnyOrderElementsOf(LOGS);
			assertThat(sink.faults()).isEmpty();
		}
	}

	// jnats would not send it either
	private static void store(NatsServer server, LogRecord log) throws Exception {
		byte[] body = new RecordEncoder().encode(log, 1_000_000);
		byte[] headers = "NATS/1.0\r\nx-user: Zo\u00eb \u670d\u52a1\r\n\u00fc: 1\r\n\r\n"
			.getBytes(StandardCharsets.UTF_8);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			OutputStream out = socket.getOutputStream();
			out.write("CONNECT {\"verbose\":false,\"headers\":true}\r\n".getBytes(StandardCharsets.US_ASCII));
			out.write(("HPUB " + SUBJECT + ' ' + headers.length + ' ' + (headers.length + body.length) + "\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			out.write(headers);
			out.write(body);
			out.write("\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			StringBuilder answer = new StringBuilder();
			while (!answer.toString().contains("PONG")) {
				int next = socket.getInputStream().read();
				assertThat(next).as("the server says %s", answer).isNotNegative();
				answer.append((char) next);
			}
		}
	}

}
