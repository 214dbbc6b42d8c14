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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@NatsServerTest(perMethod = true)
class TelemetryAssertionsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String TIME = "2024-01-15T10:30:01Z";

	private static final String SPAN = """
			{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987","parent_id":"",\
			"name":"order","service":"shop","kind":"internal","start_time":"%1$s","end_time":"%1$s","duration_ms":0,\
			"status":"ok","attributes":{},"events":[],"error":""}""".formatted(TIME);

	private static final String POINT = """
			{"name":"orders","type":"gauge","value":1,"tags":{"kind":"book"},"service":"shop","timestamp":"%s"}"""
		.formatted(TIME);

	private static final String LOG = """
			{"level":"warn","message":"order 4711 is late","service":"shop","timestamp":"%s","fields":{},"error":""}"""
		.formatted(TIME);

	private static final String NUID = "abcdefghijklmnopqrstuv";

	private TelemetryStream stream;

	private Connection connection;

	@BeforeEach
	void createStream(NatsServer server) throws Exception {
		this.connection = server.connect();
		this.connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder()
				.name("TELEMETRY")
				.subjects("telemetry.>")
				.duplicateWindow(Duration.ofMillis(100))
				.build());
	}

	@AfterEach
	void disconnect() throws Exception {
		this.connection.close();
	}

	@Test
	void whatIsThereIsFound() throws Exception {
		TelemetryAssertions.assertThat(this.stream).isEmpty();
		publishOneOfEach();
		TelemetryAssertions.assertThat(this.stream)
			.hasSpan("order")
			.hasMetric("orders")
			.hasMetric("orders", Map.of("kind", "book"))
			.hasLog("4711")
			.hasLog("WARN", "late")
			.hasMessages(3)
			.hasNoDuplicates()
			.meetsContract();
		TelemetryAssertions.assertThat(this.stream.spans().get(0))
			.hasSubject("telemetry.spans.>")
			.hasField("/name", "order")
			.meetsContract();
	}

	@Test
	void whatArrivesLaterIsWaitedFor() throws Exception {
		CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> TelemetryAssertions.assertThat(this.stream)
			.within(Duration.ofSeconds(60))
			.hasSpan("order")
			.hasLog("4711"));
		publishOneOfEach();
		waiting.get(90, TimeUnit.SECONDS);
	}

	@Test
	void whatIsNotThereIsToldWithWhatIs() throws Exception {
		publishOneOfEach();
		TelemetryStreamAssert now = TelemetryAssertions.assertThat(this.stream).within(Duration.ZERO);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> now.hasSpan("payment"))
			.withMessageContaining("'payment'")
			.withMessageContaining("\"name\":\"order\"");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> now.hasMetric("payments"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> now.hasMetric("orders", Map.of("kind", "game")))
			.withMessageContaining("{kind=game}")
			.withMessageContaining("book");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> now.hasLog("4712"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> now.hasLog("error", "4711"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> now.hasMessages(4))
			.withMessageContaining("there are 3");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(now::isEmpty).withMessageContaining("4711");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TelemetryAssertions.assertThat(this.stream.spans().get(0)).hasField("/nam", "order"))
			.withMessageContaining("missing");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TelemetryAssertions.assertThat(this.stream.spans().get(0)).hasSubject("telemetry.logs.>"))
			.withMessageContaining("telemetry.spans.shop.no-run");
	}

	@Test
	void violationsAreTold() throws Exception {
		publish("telemetry.logs.shop.warn", NUID + ".1", LOG.replace("late\"", "late\",\"trace_id\":\"\""));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TelemetryAssertions.assertThat(this.stream).meetsContract())
			.withMessageContaining("#1 telemetry.logs.shop.warn: trace_id is");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TelemetryAssertions.assertThat(this.stream.logs().get(0)).meetsContract())
			.withMessageContaining("trace_id is");
	}

	@Test
	void duplicatesAreTold() throws Exception {
		publish("telemetry.logs.shop.warn", NUID + ".1", LOG);
		// As often as it takes the server to forget the id
		TelemetryAssertions.assertThat(this.stream).hasNoDuplicates();
		await().atMost(PATIENCE).until(() -> {
			publish("telemetry.logs.shop.warn", NUID + ".1", LOG);
			return this.stream.messages().size() > 1;
		});
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TelemetryAssertions.assertThat(this.stream).hasNoDuplicates())
			.withMessageContaining(NUID + ".1");
	}

	private void publishOneOfEach() throws Exception {
		publish("telemetry.spans.shop.no-run", "a1b2c3d4e5f60718293a4b5c6d7e8f90.f6e5d4c3b2a10987", SPAN);
		publish("telemetry.metrics.shop.orders", NUID + ".1", POINT);
		publish("telemetry.logs.shop.warn", NUID + ".2", LOG);
	}

	private void publish(String subject, String id, String body) throws IOException, JetStreamApiException {
		this.connection.jetStream()
			.publish(NatsMessage.builder()
				.subject(subject)
				.headers(new Headers().add("Nats-Msg-Id", id))
				.data(body.getBytes(StandardCharsets.UTF_8))
				.build());
	}

}
