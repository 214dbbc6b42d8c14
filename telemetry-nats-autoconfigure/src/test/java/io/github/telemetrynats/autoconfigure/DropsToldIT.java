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

package io.github.telemetrynats.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.autoconfigure.DropReasonIT.CountingShop;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A flood that the bounds cannot hold: told once, counted to the last record, and over
 * when it is over.
 */
@NatsServerTest(perMethod = true)
@ExtendWith(OutputCaptureExtension.class)
class DropsToldIT {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int STARTUP_BUFFER = 2;

	/** What is on the console of one event, but for what the pipeline itself says. */
	private static final Pattern TAKEN = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT(?!.*\\] (i\\.g\\.t|io\\.nats))");

	private static final int FLOOD = 20_000;

	private static final Logger logger = LoggerFactory.getLogger("shop.flood");

	private final NatsServer server;

	private final TelemetryStream stream;

	DropsToldIT(NatsServer server) {
		this.server = server;
		this.stream = TelemetryStream.of(server);
	}

	@Test
	void floodIsToldOnceAndItsEndWithTheNumber(CapturedOutput output) throws Exception {
		double dropped;
		try (ConfigurableApplicationContext context = Shop.startWeb(CountingShop.class, this.server,
				"telemetry.nats.metrics.step=1h", "telemetry.nats.health.down-when=never",
				"telemetry.nats.health.degraded-for=1h", "telemetry.nats.publisher.close-timeout=1m",
				"telemetry.nats.publisher.queue-capacity=1024", "telemetry.nats.publisher.buffer-bytes=64KB",
				"management.tracing.export.enabled=false", "logging.threshold.console=info",
				"logging.level.shop.flood=debug")) {
			this.stream.awaitMessage("telemetry.logs.shop.info",
					(log) -> log.json().path("message").asText().startsWith("Started"), PATIENCE);
			assertThat(health(context).path("status").asText()).isEqualTo("UP");
			this.server.kill();
			for (int i = 0; i < FLOOD; i++) {
				logger.debug("Flood");
			}
			dropped = context.getBean(SimpleMeterRegistry.class)
				.get("telemetry.nats.records")
				.tags("signal", "logs", "outcome", "dropped", "reason", "queue-full")
				.functionCounter()
				.count();
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(output).contains("Telemetry is being dropped: "));
			assertDegraded(context);
			assertThat(endpoint(context).at("/signals/logs/dropped/queue-full").asDouble()).isEqualTo(dropped);
			this.server.restart();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(output).contains("Telemetry is no longer being dropped"));
			assertDegraded(context);
			JsonNode ledger = settledLogs(context);
			assertThat(ledger.path("offered").asDouble()).isEqualTo(ledger.path("confirmed").asDouble() + dropped);
		}
		Matcher told = Pattern.compile("no longer being dropped: (\\d+) records").matcher(output);
		assertThat(told.find()).isTrue();
		assertThat(Long.parseLong(told.group(1))).isEqualTo((long) dropped);
		assertThat(output.toString().lines().filter((line) -> line.contains("being dropped"))).hasSize(2);
		assertThat(this.stream.messages("telemetry.logs.shop.debug")
			.stream()
			.filter((log) -> log.json().path("message").asText().equals("Flood"))
			.count()).isEqualTo(FLOOD - (long) dropped);
		assertThat(this.stream.messages("telemetry.metrics.shop.telemetry.nats.records")
			.stream()
			.filter((point) -> point.json().at("/tags/reason").asText().equals("queue-full"))
			.mapToDouble((point) -> point.json().path("value").asDouble())
			.sum()).isEqualTo(dropped);
	}

	@Test
	void whatTheStartUpBufferCouldNotHoldIsInTheAccount(CapturedOutput output) throws Exception {
		long dropped;
		TelemetryPublisher publisher;
		try (ConfigurableApplicationContext context = Shop.startWeb(CountingShop.class, this.server,
				"telemetry.nats.logs.startup-buffer=" + STARTUP_BUFFER, "telemetry.nats.metrics.step=1h",
				"telemetry.nats.health.degraded-for=1h", "telemetry.nats.publisher.close-timeout=1m",
				"management.tracing.export.enabled=false")) {
			publisher = context.getBean(TelemetryPublisher.class);
			JsonNode ledger = settledLogs(context);
			dropped = ledger.at("/dropped/startup-buffer-full").asLong();
			assertThat(dropped).isPositive();
			assertThat(ledger.path("offered").asLong()).isEqualTo(ledger.path("confirmed").asLong() + dropped);
			assertThat(context.getBean(SimpleMeterRegistry.class)
				.get("telemetry.nats.records")
				.tags("signal", "logs", "outcome", "dropped", "reason", "startup-buffer-full")
				.functionCounter()
				.count()).isEqualTo((double) dropped);
			assertDegraded(context);
		}
		assertThat(output).containsPattern(
				"publisher closed: \\d+ records confirmed, dropped: " + dropped + " startup-buffer-full, ");
		SignalStats logs = publisher.stats().signals().get(Signal.LOGS);
		assertThat(logs.offered()).isEqualTo(logs.confirmed() + dropped);
		assertThat((long) this.stream.logs().size()).isEqualTo(logs.confirmed());
		long logged = output.toString().lines().filter((line) -> TAKEN.matcher(line).lookingAt()).count();
		assertThat(logs.offered()).as("one is the record that tells of the drops").isEqualTo(logged + 1);
	}

	private static void assertDegraded(ConfigurableApplicationContext context) throws Exception {
		JsonNode health = health(context);
		assertThat(health.at("/components/telemetryNats/status").asText()).isEqualTo("DEGRADED");
		assertThat(health.path("status").asText()).isEqualTo("UP");
	}

	private static JsonNode settledLogs(ConfigurableApplicationContext context) {
		return await().atMost(PATIENCE)
			.until(() -> endpoint(context).at("/signals/logs"), (ledger) -> ledger.path("pending").asLong(-1) == 0);
	}

	private static JsonNode health(ConfigurableApplicationContext context) throws Exception {
		return get(context, "/actuator/health");
	}

	private static JsonNode endpoint(ConfigurableApplicationContext context) throws Exception {
		return get(context, "/actuator/telemetrynats");
	}

	private static JsonNode get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return new ObjectMapper().readTree(response.body());
	}

}
