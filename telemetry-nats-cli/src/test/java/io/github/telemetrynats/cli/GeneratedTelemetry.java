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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;

/**
 * Telemetry of a shop of three services, request by request: each leaves
 * {@value #RECORDS_A_REQUEST} records. Everything follows from the number of the request,
 * so that tests can tell what must be there.
 */
final class GeneratedTelemetry {

	/** Five spans, three logs, two metric points. */
	static final int RECORDS_A_REQUEST = 10;

	/** Every so many requests, payment fails. */
	static final int FAILS_EVERY = 50;

	private static final int WINDOW = 4_000;

	private final JetStream jetStream;

	private final Deque<CompletableFuture<PublishAck>> unconfirmed = new ArrayDeque<>();

	private final long[] numbers = new long[3];

	GeneratedTelemetry(Connection connection) throws Exception {
		this.jetStream = connection.jetStream(JetStreamOptions.builder().requestTimeout(CommandRun.PATIENCE).build());
	}

	static String traceId(int request) {
		return "%08x%024x".formatted(request * 0x9E3779B1, request);
	}

	static String runId(int request) {
		return "run-" + request;
	}

	static boolean fails(int request) {
		return request % FAILS_EVERY == 0;
	}

	/**
	 * Publish the records of some requests.
	 * @param first the first request
	 * @param count how many requests
	 */
	void publish(int first, int count) throws Exception {
		for (int request = first; request < first + count; request++) {
			publish(request, Instant.now());
		}
		awaitStored();
	}

	/** Wait until all that was sent is in the stream. */
	void awaitStored() throws Exception {
		while (!this.unconfirmed.isEmpty()) {
			this.unconfirmed.removeFirst().get(CommandRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private void publish(int request, Instant now) throws Exception {
		String trace = traceId(request);
		boolean fails = fails(request);
		String slow = (request % 10 == 0) ? "812" : "12";
		log(0, "orders", fails ? "warn" : "info",
				"{\"level\":\"%s\",\"message\":\"%s\",".formatted(fails ? "warn" : "info",
						fails ? "slow stock lookup" : "order placed"),
				request, trace, now, ",\"logger\":\"com.acme.orders.StockClient\",\"thread\":\"main\"",
				"\"sku\":\"A-%d\",\"ms\":%s".formatted(request % 100, slow), "");
		span("orders", request, trace, 1, "", "POST /orders", "server", now.minusMillis(1_020), now, fails,
				"\"http.request.method\":\"POST\"");
		span("orders", request, trace, 2, id(1), "OrderService.place", "internal", now.minusMillis(1_015),
				now.minusMillis(5), false, "\"step\":1");
		span("orders", request, trace, 3, id(2), "SELECT stock", "client", now.minusMillis(1_010), now.minusMillis(198),
				false, "\"db.system.name\":\"postgresql\",\"rows\":1");
		span("payments", request, trace, 4, id(2), "POST /charge", "server", now.minusMillis(195), now.minusMillis(6),
				fails, "\"retry\":false");
		span("shipping", request, trace, 5, id(4), "reserve", "consumer", now.minusMillis(50), now.minusMillis(9),
				false, "\"parcels\":[1,2]");
		log(1, "payments", fails ? "error" : "info",
				"{\"level\":\"%s\",\"message\":\"%s\",".formatted(fails ? "error" : "info",
						fails ? "card declined" : "card charged"),
				request, trace, now, ",\"logger\":\"com.acme.pay.CardGateway\"",
				"\"order.id\":" + request + (fails
						? ",\"exception.type\":\"java.net.SocketTimeoutException\",\"exception.stacktrace\":\"java.net.SocketTimeoutException: Read timed out\\n\\tat com.acme.pay.CardGateway.charge(CardGateway.java:88)\\n\\tat com.acme.pay.Main.main(Main.java:1)\""
						: ""),
				fails ? "Read timed out" : "");
		log(2, "shipping", "debug", "{\"level\":\"debug\",\"message\":\"parcel packed: \u00fcber Stra\u00dfe\",",
				request, trace, now, "", "", "");
		metric(0, "orders", "http.server.requests",
				"{\"name\":\"http.server.requests\",\"type\":\"histogram\",\"value\":%s.0,\"tags\":{\"uri\":\"%s\",\"status\":\"%s\"},\"service\":\"orders\",\"timestamp\":\"%s\",\"start_time\":\"%s\",\"unit\":\"ms\",\"count\":4,\"sum\":%d,\"max\":900,\"buckets\":[{\"le\":10,\"count\":1},{\"le\":100,\"count\":2},{\"le\":1000,\"count\":1},{\"le\":\"+Inf\",\"count\":0}],\"instance\":\"host:1\"}"
					.formatted(slow, (request % 2 == 0) ? "/orders" : "/stock/{sku}", fails ? "500" : "200", now,
							now.minusSeconds(10), 4 * Integer.parseInt(slow)));
		placed(now, 2);
	}

	/**
	 * Publish a point of the counter of orders.
	 * @param time its time
	 * @param count how many more
	 */
	void placed(Instant time, int count) throws Exception {
		metric(0, "orders", "orders.placed",
				"{\"name\":\"orders.placed\",\"type\":\"counter\",\"value\":%d.0,\"tags\":{},\"service\":\"orders\",\"timestamp\":\"%s\",\"start_time\":\"%s\",\"instance\":\"host:1\"}"
					.formatted(count, time, time.minusSeconds(10)));
	}

	private static String id(int span) {
		return "%016x".formatted(span);
	}

	private void span(String service, int request, String trace, int id, String parent, String name, String kind,
			Instant start, Instant end, boolean failed, String attributes) throws Exception {
		String body = "{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"parent_id\":\"%s\",\"name\":\"%s\",\"service\":\"%s\",\"kind\":\"%s\",\"start_time\":\"%s\",\"end_time\":\"%s\",\"duration_ms\":%d,\"status\":\"%s\",\"attributes\":{\"run_id\":\"%s\",%s},\"events\":[],\"error\":\"%s\",\"instance\":\"host:1\"}"
			.formatted(trace, id(id), parent, name, service, kind, start, end,
					end.toEpochMilli() - start.toEpochMilli(), failed ? "error" : "ok", runId(request), attributes,
					failed ? "Read timed out" : "");
		send("telemetry.spans." + service + '.' + runId(request), trace + '.' + id(id), body);
	}

	private void log(int process, String service, String level, String start, int request, String trace, Instant time,
			String more, String fields, String error) throws Exception {
		String body = "%s\"service\":\"%s\",\"timestamp\":\"%s\",\"fields\":{\"run_id\":\"%s\"%s},\"error\":\"%s\",\"trace_id\":\"%s\",\"span_id\":\"%s\"%s,\"instance\":\"host:1\"}"
			.formatted(start, service, time, runId(request), fields.isEmpty() ? "" : "," + fields, error, trace, id(4),
					more);
		send("telemetry.logs." + service + '.' + level, number(process), body);
	}

	private void metric(int process, String service, String name, String body) throws Exception {
		send("telemetry.metrics." + service + '.' + name, number(process), body);
	}

	private String number(int process) {
		return "nuid" + process + '.' + ++this.numbers[process];
	}

	/**
	 * Leave out numbers, as if records of a process had been lost.
	 * @param process which one, from 0
	 * @param count how many
	 */
	void lose(int process, int count) {
		this.numbers[process] += count;
	}

	void send(String subject, String messageId, String body) throws Exception {
		this.unconfirmed.add(this.jetStream.publishAsync(subject, new Headers().put("Nats-Msg-Id", messageId),
				body.getBytes(StandardCharsets.UTF_8)));
		while (this.unconfirmed.size() > WINDOW) {
			this.unconfirmed.removeFirst().get(CommandRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

}
