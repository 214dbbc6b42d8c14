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

package io.github.telemetrynats.benchmarks.load.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Figures;

/**
 * Takes everything that is sent by OTLP over HTTP, and counts it. Any command asks what
 * has come so far.
 */
public final class OtlpSink {

	private static final AtomicLong spans = new AtomicLong();

	private static final AtomicLong logs = new AtomicLong();

	private static final AtomicLong observations = new AtomicLong();

	private OtlpSink() {
	}

	/**
	 * Serve on a free port of the loopback address, which is the first answer's.
	 * @param args none
	 * @throws Exception if that is not possible
	 */
	public static void main(String[] args) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "sink");
			thread.setDaemon(true);
			return thread;
		}));
		server.createContext("/v1/traces", (exchange) -> take(exchange, OtlpSink::countSpans));
		server.createContext("/v1/logs", (exchange) -> take(exchange, OtlpSink::countLogs));
		server.createContext("/v1/metrics", (exchange) -> take(exchange, OtlpSink::countObservations));
		server.start();
		try {
			ChildJvm.serve((command) -> new Figures().set("port", server.getAddress().getPort())
				.set("spans", spans.get())
				.set("logs", logs.get())
				.set("observations", observations.get())
				.toString());
		}
		finally {
			server.stop(0);
		}
	}

	private static void take(HttpExchange exchange, Counting counting) throws IOException {
		try (exchange; InputStream body = exchange.getRequestBody()) {
			counting.count(body);
			exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private static void countSpans(InputStream body) throws IOException {
		spans.addAndGet(ExportTraceServiceRequest.parseFrom(body)
			.getResourceSpansList()
			.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.mapToLong((scope) -> scope.getSpansCount())
			.sum());
	}

	private static void countLogs(InputStream body) throws IOException {
		logs.addAndGet(ExportLogsServiceRequest.parseFrom(body)
			.getResourceLogsList()
			.stream()
			.flatMap((resource) -> resource.getScopeLogsList().stream())
			.mapToLong((scope) -> scope.getLogRecordsCount())
			.sum());
	}

	private static void countObservations(InputStream body) throws IOException {
		// Cumulative: the last export has them all
		long total = ExportMetricsServiceRequest.parseFrom(body)
			.getResourceMetricsList()
			.stream()
			.flatMap((resource) -> resource.getScopeMetricsList().stream())
			.flatMap((scope) -> scope.getMetricsList().stream())
			.filter((metric) -> metric.getName().equals(Requests.NAME))
			.mapToLong(OtlpSink::count)
			.sum();
		observations.accumulateAndGet(total, Math::max);
	}

	private static long count(Metric metric) {
		return metric.getHistogram().getDataPointsList().stream().mapToLong((point) -> point.getCount()).sum()
				+ metric.getSummary().getDataPointsList().stream().mapToLong((point) -> point.getCount()).sum();
	}

	/**
	 * Counts what one request brings.
	 */
	@FunctionalInterface
	private interface Counting {

		/**
		 * Count.
		 * @param body the request's body
		 * @throws IOException if it cannot be read
		 */
		void count(InputStream body) throws IOException;

	}

}
