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

package io.github.telemetrynats.bridge.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

import io.github.telemetrynats.bridge.OtlpBridge;

/**
 * Answers {@code /healthz} (the process runs), {@code /readyz} (the server is connected,
 * and all backends take records; otherwise status 503) and {@code /metrics} (Prometheus'
 * text format).
 */
public final class BridgeHealthServer implements AutoCloseable {

	private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

	private final HttpServer server;

	private BridgeHealthServer(HttpServer server) {
		this.server = server;
	}

	/**
	 * Start a server.
	 * @param bridge the bridge
	 * @param address where to listen
	 * @return the server
	 * @throws IOException if that is not possible
	 */
	public static BridgeHealthServer start(OtlpBridge bridge, InetSocketAddress address) throws IOException {
		HttpServer server = HttpServer.create(address, 0);
		server.createContext("/healthz", (exchange) -> answer(exchange, "/healthz", 200, "ok\n"));
		server.createContext("/readyz", (exchange) -> {
			boolean ready = bridge.isReady();
			answer(exchange, "/readyz", ready ? 200 : 503, ready ? "ready\n" : "records do not flow\n");
		});
		server.createContext("/metrics", (exchange) -> {
			ByteArrayOutputStream text = new ByteArrayOutputStream();
			WRITER.write(text, BridgeMetrics.of(bridge.stats()));
			exchange.getResponseHeaders().set("Content-Type", WRITER.getContentType());
			answer(exchange, "/metrics", 200, text.toString(StandardCharsets.UTF_8));
		});
		server.start();
		return new BridgeHealthServer(server);
	}

	/**
	 * Return where the server listens.
	 * @return the port
	 */
	public int port() {
		return this.server.getAddress().getPort();
	}

	private static void answer(HttpExchange exchange, String path, int status, String text) throws IOException {
		try (exchange) {
			boolean here = exchange.getRequestURI().getPath().equals(path);
			byte[] bytes = (here ? text : "no such page\n").getBytes(StandardCharsets.UTF_8);
			boolean head = exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(here ? status : 404, head ? -1 : bytes.length);
			if (!head) {
				exchange.getResponseBody().write(bytes);
			}
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
