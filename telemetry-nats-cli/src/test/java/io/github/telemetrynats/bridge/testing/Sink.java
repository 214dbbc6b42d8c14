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

package io.github.telemetrynats.bridge.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.telemetrynats.bridge.export.OtlpProtocol;
import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * A backend that reads strictly and answers as a test wants it to.
 */
public final class Sink implements AutoCloseable {

	static {
		// Otherwise each answer with a body waits 40 ms for the client's system
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	/** Long enough for a machine that stands still now and then. */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/**
	 * Below those that operating systems take outgoing connections' ports from: while
	 * nobody listens, whoever tries to connect might get the port, and be connected to
	 * itself.
	 */
	private static final int LOWEST_PORT = 15_000;

	private static final int HIGHEST_PORT = 32_000;

	private final Map<Signal, List<TelemetryRecord>> accepted = new EnumMap<>(Signal.class);

	private final Map<Signal, Reaction> reactions = new EnumMap<>(Signal.class);

	private final Map<Signal, AtomicInteger> requests = new EnumMap<>(Signal.class);

	private final List<Throwable> faults = new ArrayList<>();

	private final List<Map<String, String>> headers = new ArrayList<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final int port;

	private HttpServer server;

	public Sink() {
		for (Signal signal : Signal.values()) {
			this.accepted.put(signal, new ArrayList<>());
			this.requests.put(signal, new AtomicInteger());
		}
		this.port = listen();
	}

	private int listen() {
		while (true) {
			int candidate = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
			try {
				listen(candidate);
				return candidate;
			}
			catch (BindException ex) {
				// Somebody else's
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private synchronized void listen(int wanted) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 100);
		this.server.setExecutor(this.executor);
		this.server.createContext("/v1/traces", (exchange) -> handle(Signal.SPANS, exchange));
		this.server.createContext("/v1/metrics", (exchange) -> handle(Signal.METRICS, exchange));
		this.server.createContext("/v1/logs", (exchange) -> handle(Signal.LOGS, exchange));
		this.server.start();
	}

	/** Be gone: connections are refused. */
	public synchronized void leave() {
		this.server.stop(0);
	}

	/** Be back. */
	public void comeBack() {
		try {
			listen(this.port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public OtlpTarget target(Signal signal) {
		String name = (signal == Signal.SPANS) ? "traces" : signal.token();
		return new OtlpTarget(URI.create("http://127.0.0.1:" + this.port + "/v1/" + name), OtlpProtocol.HTTP_PROTOBUF,
				Map.of(), PATIENCE, true, null, null, null);
	}

	public Map<Signal, OtlpTarget> targets() {
		Map<Signal, OtlpTarget> targets = new EnumMap<>(Signal.class);
		for (Signal signal : Signal.values()) {
			targets.put(signal, target(signal));
		}
		return targets;
	}

	/** Say how a signal's requests are answered from now on. */
	public synchronized void react(Signal signal, Reaction reaction) {
		this.reactions.put(signal, reaction);
	}

	public synchronized List<TelemetryRecord> records(Signal signal) {
		return List.copyOf(this.accepted.get(signal));
	}

	public int requests(Signal signal) {
		return this.requests.get(signal).get();
	}

	public synchronized List<Throwable> faults() {
		return List.copyOf(this.faults);
	}

	public synchronized List<Map<String, String>> headers() {
		return List.copyOf(this.headers);
	}

	private void handle(Signal signal, HttpExchange exchange) throws IOException {
		this.requests.get(signal).incrementAndGet();
		byte[] body = exchange.getRequestBody().readAllBytes();
		try (exchange) {
			Map<String, String> sent = new HashMap<>();
			exchange.getRequestHeaders().forEach((name, values) -> sent.put(name, values.get(0)));
			List<TelemetryRecord> records = read(signal, sent, body);
			Reaction reaction;
			synchronized (this) {
				this.headers.add(sent);
				reaction = this.reactions.getOrDefault(signal, Reaction.ok());
			}
			answer(reaction, records, new Answer() {

				@Override
				public void accept() {
					synchronized (Sink.this) {
						Sink.this.accepted.get(signal).addAll(records);
					}
				}

				@Override
				public void header(String name, String value) {
					exchange.getResponseHeaders().set(name, value);
				}

				@Override
				public void send(int status, byte[] bytes) throws IOException {
					exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
					if (bytes.length > 0) {
						exchange.getResponseBody().write(bytes);
					}
				}

				@Override
				public void breakOff(int status) throws IOException {
					exchange.sendResponseHeaders(status, 1_000);
					exchange.getResponseBody().write(1);
					exchange.getResponseBody().flush();
				}
			});
		}
		catch (AssertionError | Exception ex) {
			synchronized (this) {
				this.faults.add(ex);
			}
		}
	}

	private static void answer(Reaction reaction, List<TelemetryRecord> records, Answer answer) throws Exception {
		try {
			reaction.answer(records, answer);
		}
		catch (IOException ex) {
			// Who asked is not there any more, as when it was killed
		}
	}

	private List<TelemetryRecord> read(Signal signal, Map<String, String> sent, byte[] body) throws IOException {
		InputStream plain = new ByteArrayInputStream(body);
		if ("gzip".equals(sent.get("Content-encoding"))) {
			plain = new GZIPInputStream(plain);
		}
		byte[] bytes = plain.readAllBytes();
		Message request = "application/json".equals(sent.get("Content-type")) ? StrictRequests.parseJson(signal, bytes)
				: StrictRequests.parse(signal, bytes);
		return ReceivedRecords.of(request);
	}

	@Override
	public void close() {
		leave();
		this.executor.shutdownNow();
	}

	/**
	 * How a backend answers.
	 */
	@FunctionalInterface
	public interface Reaction {

		void answer(List<TelemetryRecord> records, Answer answer) throws Exception;

		static Reaction ok() {
			return (records, answer) -> {
				answer.accept();
				answer.send(200, new byte[0]);
			};
		}

		static Reaction status(int status) {
			return (records, answer) -> answer.send(status, "no".getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * What a reaction can do.
	 */
	public interface Answer {

		/** Keep the records. */
		void accept();

		void header(String name, String value);

		void send(int status, byte[] body) throws IOException;

		/** Close in the middle of the answer. */
		void breakOff(int status) throws IOException;

	}

}
