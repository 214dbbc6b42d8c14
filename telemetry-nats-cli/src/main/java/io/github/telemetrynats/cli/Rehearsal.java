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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.ExitCode;

/**
 * Uses every class that the usual commands use, so that an archive of them can be made: a
 * server that has three records is played on a socket of this process.
 */
final class Rehearsal {

	private static final String STORED = ".1700000000000000000.0";

	private static final String LOG = "{\"level\":\"warn\",\"message\":\"m\",\"service\":\"s\",\"timestamp\":"
			+ "\"2024-01-15T10:30:01.5Z\",\"fields\":{\"a\":\"b\",\"n\":1,\"d\":1.5,\"exception.stacktrace\":\"e\\n\\tat f\"},"
			+ "\"error\":\"e\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"logger\":\"a.b.C\"}";

	private static final String SPAN = "{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"b7ad6b7169203331\","
			+ "\"parent_id\":\"\",\"name\":\"n\",\"service\":\"s\",\"kind\":\"server\",\"start_time\":\"2024-01-15T10:30:00Z\","
			+ "\"end_time\":\"2024-01-15T10:30:01Z\",\"duration_ms\":1000,\"status\":\"ok\",\"attributes\":{\"a\":[1]},"
			+ "\"events\":[{\"name\":\"x\",\"time\":\"2024-01-15T10:30:00Z\"}],\"error\":\"\"}";

	private static final String METRIC = "{\"name\":\"m\",\"type\":\"histogram\",\"value\":1.0,\"tags\":{\"a\":\"b\"},"
			+ "\"service\":\"s\",\"timestamp\":\"2024-01-15T10:30:01Z\",\"count\":1,\"sum\":1.0,"
			+ "\"buckets\":[{\"le\":\"+Inf\",\"count\":1}],\"quantiles\":{\"0.5\":1.0}}";

	private final Map<String, String> subscriptions = new HashMap<>();

	private final OutputStream output;

	private int delivered;

	private Rehearsal(OutputStream output) {
		this.output = output;
	}

	static int run() {
		try (ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
			Thread stage = new Thread(() -> accept(server), "telemetry-nats-rehearsal");
			stage.setDaemon(true);
			stage.start();
			String url = "nats://127.0.0.1:" + server.getLocalPort();
			TelemetryNats.run("--help");
			for (String format : new String[] { "text", "jsonl", "json", "csv" }) {
				TelemetryNats.run("tail", "-s", url, "-n", "1", "-o", format, "--color", "always");
				TelemetryNats.run("tail", "-s", url, "-n", "all", "-o", format, "-q", "a=b or duration>1s or value>0");
			}
			TelemetryNats.run("tail", "-s", url, "-l", "error", "-g", "m", "-n", "2", "--since", "1h");
			TelemetryNats.run("traces", "-s", url);
			TelemetryNats.run("trace", "0af7", "-s", url);
			TelemetryNats.run("spans", "-s", url);
			TelemetryNats.run("metrics", "-s", url);
			TelemetryNats.run("metric", "m", "-s", url);
			TelemetryNats.run("services", "-s", url);
			TelemetryNats.run("tail", "--nonsense");
			return ExitCode.OK;
		}
		catch (IOException ex) {
			return ExitCode.PARTIAL;
		}
	}

	private static void accept(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				new Rehearsal(socket.getOutputStream()).play(new BufferedInputStream(socket.getInputStream()));
			}
			catch (IOException ex) {
				// The client has closed the connection
			}
		}
	}

	private void play(InputStream input) throws IOException {
		send("INFO {\"server_id\":\"R\",\"server_name\":\"R\",\"version\":\"2.10.27\",\"proto\":1,\"headers\":true,"
				+ "\"max_payload\":1048576,\"jetstream\":true}\r\n");
		String line = line(input);
		while (line != null) {
			String[] words = line.split(" ");
			switch (words[0].toUpperCase(java.util.Locale.ROOT)) {
				case "PING" -> send("PONG\r\n");
				case "SUB" -> this.subscriptions.put(words[1], words[words.length - 1]);
				case "PUB" -> {
					byte[] body = input.readNBytes(Integer.parseInt(words[words.length - 1]) + 2);
					answer(words[1], (words.length > 3) ? words[2] : null, new String(body, StandardCharsets.UTF_8));
				}
				case "HPUB" -> input.readNBytes(Integer.parseInt(words[words.length - 1]) + 2);
				default -> {
				}
			}
			line = line(input);
		}
	}

	private void answer(String subject, @Nullable String reply, String body) throws IOException {
		if (reply == null) {
			return;
		}
		if (subject.contains(".CONSUMER.CREATE.")) {
			this.delivered = 0;
			boolean last = body.contains("\"last\"");
			message(reply, reply, null,
					"{\"type\":\"io.nats.jetstream.api.v1.consumer_create_response\",\"stream_name\":\"TELEMETRY\",\"name\":\"c\","
							+ "\"delivered\":{\"consumer_seq\":0,\"stream_seq\":" + (last ? 2 : 0)
							+ "},\"num_pending\":" + (last ? 1 : 3) + '}');
		}
		else if (subject.contains(".CONSUMER.MSG.NEXT.") && this.delivered == 0) {
			deliver(reply, "telemetry.logs.s.warn", LOG, 2);
			deliver(reply, "telemetry.spans.s.no-run", SPAN, 1);
			deliver(reply, "telemetry.metrics.s.m", METRIC, 0);
		}
	}

	private void deliver(String reply, String subject, String body, int pending) throws IOException {
		int number = ++this.delivered;
		String position = "$JS.ACK.TELEMETRY.c.1." + number + '.' + number + STORED;
		message(reply, subject, position.substring(0, position.length() - 1) + pending, body);
	}

	private void message(String target, String subject, @Nullable String reply, String body) throws IOException {
		String id = null;
		for (Map.Entry<String, String> subscription : this.subscriptions.entrySet()) {
			String pattern = subscription.getKey();
			if (pattern.equals(target)
					|| (pattern.endsWith("*") && target.startsWith(pattern.substring(0, pattern.length() - 1)))) {
				id = subscription.getValue();
			}
		}
		if (id == null) {
			return;
		}
		String headers = "NATS/1.0\r\nNats-Msg-Id:n.1\r\n\r\n";
		send("HMSG " + subject + ' ' + id + ' ' + ((reply != null) ? reply + ' ' : "") + headers.length() + ' '
				+ (headers.length() + body.length()) + "\r\n" + headers + body + "\r\n");
	}

	private void send(String text) throws IOException {
		this.output.write(text.getBytes(StandardCharsets.UTF_8));
		this.output.flush();
	}

	private static @Nullable String line(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int b = input.read();
		while (b >= 0 && b != '\n') {
			if (b != '\r') {
				line.write(b);
			}
			b = input.read();
		}
		return (b < 0) ? null : line.toString(StandardCharsets.UTF_8);
	}

}
