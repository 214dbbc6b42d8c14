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

package io.github.telemetrynats.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.ContractCheck;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the packaged sample, run as a user would: as a process of its own.
 */
class SampleApplicationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final HttpClient http = HttpClient.newHttpClient();

	private final ObjectMapper json = new ObjectMapper();

	@TempDir
	private Path folder;

	private Process process;

	private int port;

	@AfterEach
	void end() throws InterruptedException {
		if (this.process != null && this.process.isAlive()) {
			this.process.destroyForcibly().waitFor();
		}
	}

	@Test
	void showsSpansMetricsAndLogsWithAServerOfItsOwn() throws Exception {
		start(Map.of());
		String url = awaitStart("Telemetry goes to (nats://127\\.0\\.0\\.1:\\d+), stream TELEMETRY");
		assertThat(url).doesNotEndWith(":4222");
		try (Connection connection = Nats.connect(Options.builder().server(url).connectionTimeout(PATIENCE).build())) {
			TelemetryStream stream = TelemetryStream.of(connection);
			stream.awaitMessages("telemetry.spans.orders.>", 5, PATIENCE);
			stream.awaitMessages("telemetry.metrics.orders.>", 5, PATIENCE);
			stream.awaitMessages("telemetry.logs.orders.info", 5, PATIENCE);
			assertThat(getAsCurlDoes("/telemetry?subject=telemetry.logs.orders.>&last=3").lines()).hasSize(3)
				.allSatisfy((line) -> assertThat(line).startsWith("telemetry.logs.orders."));
		}
		this.process.destroy();
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(output()).containsPattern("Telemetry publisher closed: \\d+ records confirmed, none dropped");
	}

	@Test
	void everyRecordOfARunCarriesItsIdAndNothingIsMissingAfterTheEnd() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			start(Map.of("TELEMETRY_NATS_CONNECTION_SERVERS", server.url()), "--sample.load.enabled=false");
			awaitStart("(Telemetry goes to)");
			JsonNode placed = post("/orders", "{}");
			String runId = placed.get("run_id").asText();
			JsonNode other = post("/orders", "{\"article\":\"book\"}");
			this.process.destroy();
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

			TelemetryStream stream = TelemetryStream.of(server);
			List<StoredMessage> messages = stream.messages();
			ContractCheck contract = new ContractCheck();
			assertThat(messages.stream().flatMap((message) -> contract.check(message).stream())).isEmpty();
			assertThat(contract.duplicates(messages)).isEmpty();
			assertThat(contract.gaps(messages)).isEmpty();

			List<StoredMessage> spans = stream.messages("telemetry.spans.orders." + runId);
			assertThat(spans).extracting((span) -> span.json().get("name").asText())
				.contains("http post /orders", "order.run", "step.validate", "step.reserve", "step.stock.lookup");
			assertThat(spans).extracting((span) -> span.json().get("trace_id").asText())
				.containsOnly(spans.get(0).json().get("trace_id").asText());
			assertThat(spans)
				.allSatisfy((span) -> assertThat(span.json().at("/attributes/run_id").asText()).isEqualTo(runId));
			assertThat(stream.messages("telemetry.spans.orders." + other.get("run_id").asText())).isNotEmpty();

			List<StoredMessage> logs = stream.logs()
				.stream()
				.filter((log) -> runId.equals(log.json().at("/fields/run_id").asText()))
				.toList();
			assertThat(logs).hasSizeGreaterThanOrEqualTo(2)
				.allSatisfy((log) -> assertThat(log.json().get("trace_id").asText())
					.isEqualTo(spans.get(0).json().get("trace_id").asText()))
				.allSatisfy((log) -> assertThat(log.json().at("/fields/order_id").asText()).startsWith("order-"));
			assertThat(stream.logs()).extracting((log) -> log.json().get("message").asText())
				.anyMatch((message) -> message.startsWith("Starting SampleApplication"))
				.anyMatch((message) -> message.startsWith("Commencing graceful shutdown"));

			List<StoredMessage> metrics = stream.metrics();
			assertThat(metrics).noneMatch((metric) -> metric.json().get("tags").has("run_id"));
			double orders = metrics.stream()
				.filter((metric) -> metric.json().get("name").asText().equals("orders"))
				.mapToDouble((metric) -> metric.json().get("value").asDouble())
				.sum();
			assertThat(orders).isEqualTo(2);
			assertThat(stream.messages("telemetry.metrics.orders.step.validate")).hasSize(2)
				.allSatisfy((metric) -> assertThat(metric.json().has("start_time")).isFalse());
			assertThat(output()).containsPattern("Telemetry publisher closed: \\d+ records confirmed, none dropped");
		}
	}

	@Test
	void usesServersOfAListWithCredentials() throws Exception {
		try (NatsServer server = NatsServer.builder().config("authorization { user: shop, password: secret }").start();
				Connection connection = server.connect((options) -> options.userInfo("shop", "secret"))) {
			Path config = Files.writeString(this.folder.resolve("list.yml"), """
					telemetry.nats.connection:
					  servers:
					  - %s
					  user: shop
					  password: secret
					""".formatted(server.url()));
			start(Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", config.toUri().toString()),
					"--sample.load.enabled=false");
			awaitStart("Telemetry goes to (" + Pattern.quote(server.url()) + ")");
			assertThat(output()).doesNotContain("Starting a nats-server").doesNotContain("secret");
			JsonNode placed = post("/orders", "{}");
			String subject = "telemetry.spans.orders." + placed.get("run_id").asText();
			// The span of the request ends last
			StoredMessage request = TelemetryStream.of(connection)
				.awaitMessage(subject, (span) -> span.json().path("name").asText().equals("http post /orders"),
						PATIENCE);
			assertThat(getAsCurlDoes("/telemetry?last=1&subject=" + subject))
				.isEqualTo(subject + ' ' + request.text() + '\n');
		}
	}

	private void start(Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-jar", jar().toString(), "--server.port=0", "--telemetry.nats.publisher.close-timeout=1m"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile());
		builder.environment().remove("TELEMETRY_NATS_CONNECTION_SERVERS");
		builder.environment().putAll(environment);
		this.process = builder.start();
	}

	private static Path jar() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter(
					(file) -> file.getFileName().toString().matches("sample-app-.*(?<!-sources)(?<!-javadoc)\\.jar"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("No sample-app jar in target"));
		}
	}

	private String awaitStart(String pattern) {
		String found = awaitOutput(pattern);
		this.port = Integer.parseInt(awaitOutput("http://localhost:(\\d+)/actuator"));
		return found;
	}

	private String awaitOutput(String pattern) {
		Pattern compiled = Pattern.compile(pattern);
		return await().atMost(PATIENCE).until(() -> {
			assertThat(this.process.isAlive()).as(output()).isTrue();
			Matcher matcher = compiled.matcher(output());
			return matcher.find() ? matcher.group(1) : "";
		}, (found) -> !found.isEmpty());
	}

	private String output() throws IOException {
		Path file = this.folder.resolve("output");
		return Files.exists(file) ? Files.readString(file) : "";
	}

	private String getAsCurlDoes(String path) throws IOException {
		// java.net.http would not send a '>' as it is
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.substring(answer.indexOf("\r\n\r\n") + 4);
		}
	}

	private JsonNode post(String path, String body) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		return this.json.readTree(this.http.send(request, HttpResponse.BodyHandlers.ofString()).body());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

}
