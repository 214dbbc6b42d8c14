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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Commands and all that they write, as {@code examples/*.txt} has it: an order whose
 * payment failed.
 */
class ExamplesIT {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String OTHER_TRACE = "9c1e0d7700000000000000000000beef";

	private static final String DAY = "2024-01-15T08:";

	@TempDir
	static Path folder;

	private static NatsServer server;

	private static CommandRun.Place place;

	private static GeneratedTelemetry telemetry;

	private static int number;

	@BeforeAll
	static void fill() throws Exception {
		server = NatsServer.start();
		place = new CommandRun.Place(folder, server.url());
		try (Connection connection = server.connect()) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
			telemetry = new GeneratedTelemetry(connection);
			span("orders", OTHER_TRACE, 1, 0, "POST /orders", "11:47.000", "11:47.188", "", "");
			span("orders", OTHER_TRACE, 2, 1, "OrderService.place", "11:47.002", "11:47.187", "", "");
			span("orders", OTHER_TRACE, 3, 2, "SELECT stock", "11:47.003", "11:47.008", "", "\"db\":\"postgresql\"");
			span("payments", OTHER_TRACE, 4, 2, "POST /charge", "11:47.010", "11:47.180", "card expired", "");
			span("orders", "aa".repeat(16), 1, 0, "GET /orders", "12:00.000", "12:00.004", "", "");
			log("orders", "info", "14:01.915", "c.a.o.OrderService", "order accepted", 2, "\"order.id\":4711");
			log("orders", "warn", "14:02.118", "com.acme.orders.StockClient", "slow stock lookup", 3,
					"\"sku\":\"A-17\",\"ms\":812");
			span("orders", TRACE, 3, 2, "SELECT stock", "14:01.920", "14:02.732", "",
					"\"db\":\"postgresql\",\"rows\":1");
			log("payments", "error", "14:02.931", "com.acme.pay.CardGateway", "card declined", 5,
					"\"order.id\":4711,\"exception.stacktrace\":\"java.net.SocketTimeoutException: Read timed out"
							+ "\\n\\tat com.acme.pay.CardGateway.charge(CardGateway.java:88)"
							+ "\\n\\tat com.acme.pay.Payments.pay(Payments.java:31)\"");
			span("payments", TRACE, 5, 4, "CardGateway.charge", "14:02.735", "14:02.923", "SocketTimeoutException", "");
			span("payments", TRACE, 4, 2, "POST /charge", "14:02.734", "14:02.924", "Read timed out", "");
			span("shipping", TRACE, 6, 2, "reserve", "14:02.880", "14:02.921", "", "\"async\":true");
			span("orders", TRACE, 2, 1, "OrderService.place", "14:01.917", "14:02.927", "", "");
			span("orders", TRACE, 1, 0, "POST /orders", "14:01.912", "14:02.932", "", "");
			for (int minute = 1; minute <= 8; minute++) {
				requests("/orders", minute, 40 * minute, 12, 3);
				requests("/stock/{sku}", minute, 300, 4, 0);
			}
			telemetry.awaitStored();
		}
	}

	private static void span(String service, String trace, int id, int parent, String name, String start, String end,
			String error, String attributes) throws Exception {
		String parentId = (parent == 0) ? "" : "%016x".formatted(parent);
		String links = name.equals("reserve")
				? ",\"links\":[{\"trace_id\":\"%s\",\"span_id\":\"%016x\"}]".formatted(TRACE, 2) : "";
		telemetry.send("telemetry.spans." + service + ".run-1", trace + ".%016x".formatted(id),
				"{\"trace_id\":\"%s\",\"span_id\":\"%016x\",\"parent_id\":\"%s\",\"name\":\"%s\",\"service\":\"%s\",\"kind\":\"internal\",\"start_time\":\"%sZ\",\"end_time\":\"%sZ\",\"duration_ms\":1,\"status\":\"%s\",\"attributes\":{%s},\"events\":[],\"error\":\"%s\"%s}"
					.formatted(trace, id, parentId, name, service, DAY + start, DAY + end,
							error.isEmpty() ? "ok" : "error", attributes, error, links));
	}

	private static void log(String service, String level, String time, String logger, String message, int span,
			String fields) throws Exception {
		telemetry.send("telemetry.logs." + service + '.' + level, "nuid." + ++number,
				"{\"level\":\"%s\",\"message\":\"%s\",\"service\":\"%s\",\"timestamp\":\"%sZ\",\"fields\":{%s},\"error\":\"\",\"trace_id\":\"%s\",\"span_id\":\"%016x\",\"logger\":\"%s\"}"
					.formatted(level, message, service, DAY + time, fields, TRACE, span, logger));
	}

	private static void requests(String uri, int minute, int count, int millis, int slow) throws Exception {
		telemetry.send("telemetry.metrics.orders.http.server.requests", "nuid." + ++number,
				"{\"name\":\"http.server.requests\",\"type\":\"histogram\",\"value\":%d,\"tags\":{\"uri\":\"%s\"},\"service\":\"orders\",\"timestamp\":\"%s\",\"start_time\":\"%s\",\"unit\":\"ms\",\"count\":%d,\"sum\":%d,\"max\":%d,\"buckets\":[{\"le\":10,\"count\":%d},{\"le\":100,\"count\":%d},{\"le\":1000,\"count\":%d},{\"le\":\"+Inf\",\"count\":0}]}"
					.formatted(millis, uri, DAY + "0" + minute + ":00Z", DAY + "0" + (minute - 1) + ":00Z", count,
							count * millis, (slow > 0) ? 812 : 15, count * 8 / 10, count - count * 8 / 10 - slow,
							slow));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tail", "trace", "traces", "metric", "stream-info" })
	void commandWritesWhatTheExampleShows(String name) throws Exception {
		String example;
		try (InputStream stream = ExamplesIT.class.getResourceAsStream("/examples/" + name + ".txt")) {
			assertThat(stream).as(name).isNotNull();
			example = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		assertThat(example).startsWith("$ telemetry-nats ");
		int end = example.indexOf('\n');
		awaitNoConsumer();
		CommandRun run = place.run(words(example.substring("$ telemetry-nats ".length(), end)));
		assertThat(masked(run.out() + run.err())).isEqualTo(masked(example.substring(end + 1)));
		assertThat(run.exitCode()).isZero();
	}

	// How many there are is part of an example, and the server may be late to remove one
	private static void awaitNoConsumer() throws Exception {
		try (Connection connection = server.connect()) {
			await().atMost(CommandRun.PATIENCE)
				.until(() -> connection.jetStreamManagement()
					.getStreamInfo("TELEMETRY")
					.getStreamState()
					.getConsumerCount() == 0);
		}
	}

	private static String[] words(String line) {
		List<String> words = new ArrayList<>();
		Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
		while (matcher.find()) {
			words.add((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2));
		}
		return words.toArray(String[]::new);
	}

	// How long something took, and what comes of how long ago it was, differs
	private static String masked(String text) {
		return text.replaceAll(" in [0-9.]+(ms|s)\\b", " in TIME")
			.replaceAll(" +[0-9]+[sm]([0-9]+s)? ago", " AGO")
			.replaceAll(" +[0-9.]+/s", " RATE")
			.replaceAll("(?m)^SIGNAL .*", "SIGNAL");
	}

}
