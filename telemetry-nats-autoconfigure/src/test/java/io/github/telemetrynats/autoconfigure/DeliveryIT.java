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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.actuate.TelemetryNatsEndpoint;
import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * What an application says arrives, from its first line to its last.
 */
@NatsServerTest(perMethod = true)
class DeliveryIT {

	private static final Duration SOON = Duration.ofMinutes(2);

	private final NatsServer server;

	private final TelemetryStream stream;

	DeliveryIT(NatsServer server) {
		this.server = server;
		this.stream = TelemetryStream.of(server);
	}

	@ParameterizedTest
	@ValueSource(classes = { OpenTelemetryShop.class, BraveShop.class })
	void spansMetricsAndLogsArriveWithEitherTracer(Class<?> type) {
		try (ConfigurableApplicationContext context = Shop.start(type, this.server.url(),
				"telemetry.nats.metrics.observations=sold", "telemetry.nats.metrics.step=1h")) {
			assertThat(context.getBean(Tracer.class).getClass().getSimpleName())
				.isEqualTo((type == OpenTelemetryShop.class) ? "OtelTracer" : "BraveTracer");
			Shop.sell(context, "tea");
			JsonNode span = body("telemetry.spans.shop.tea");
			assertThat(span.path("name").asText()).isEqualTo("sell");
			JsonNode log = body("telemetry.logs.shop.info", "Sold tea");
			assertThat(log.path("fields").path("what").asText()).isEqualTo("tea");
			assertThat(log.path("trace_id").asText()).isEqualTo(span.path("trace_id").asText()).isNotEmpty();
			assertThat(log.path("instance").asText()).endsWith(":" + ProcessHandle.current().pid());
			assertThat(body("telemetry.metrics.shop.sold").path("tags").path("what").asText()).isEqualTo("tea");
		}
		assertThat(this.stream.spans()).filteredOn((message) -> message.json().path("name").asText().equals("sell"))
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { OpenTelemetryShop.class, BraveShop.class })
	void lastSpanLogAndMetricWindowArriveWhenTheApplicationStops(Class<?> type) {
		try (ConfigurableApplicationContext context = Shop.start(type, this.server.url(),
				"telemetry.nats.metrics.step=1h")) {
			Shop.sell(context, "tea");
		}
		assertThat(messages(this.stream.logs())).contains("The last order is out");
		assertThat(this.stream.messages("telemetry.metrics.shop.sold")).singleElement()
			.satisfies((point) -> assertThat(point.json().path("value").asDouble()).isEqualTo(1));
		assertThat(this.stream.spans()).extracting((span) -> span.json().path("name").asText())
			.contains("sell", "close.shop");
	}

	@Test
	void firstLineOfTheStartIsThere() {
		Shop.start(this.server).close();
		assertThat(messages(this.stream.logs())).first().asString().startsWith("Starting ");
	}

	@Test
	void logsThatOverflowTheStartUpBufferAreInTheAccount() {
		try (ConfigurableApplicationContext context = Shop.start(this.server, "telemetry.nats.logs.startup-buffer=0",
				"telemetry.nats.health.degraded-for=1h", "logging.level.org.springframework=DEBUG")) {
			SignalStats logs = context.getBean(TelemetryPublisher.class).stats().signals().get(Signal.LOGS);
			assertThat(logs.dropped().get(DropReason.STARTUP_BUFFER_FULL)).isGreaterThan(100);
			assertThat(logs.offered()).isEqualTo(logs.confirmed() + logs.droppedTotal() + logs.pending());
			long told = body("telemetry.logs.shop.warn", "telemetry.nats.logs.startup-buffer").path("fields")
				.path("dropped")
				.asLong();
			assertThat(logs.dropped()).isEqualTo(Map.of(DropReason.STARTUP_BUFFER_FULL, told));
			HealthIndicator health = context.getBean("telemetryNatsHealthContributor", HealthIndicator.class);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED"));
			assertThat(health.health().getDetails().toString()).contains("startup-buffer-full=" + told);
			assertThat(context.getBean(MeterRegistry.class)
				.get("telemetry.nats.records")
				.tags("signal", "logs", "outcome", "dropped", "reason", "startup-buffer-full")
				.functionCounter()
				.count()).isEqualTo((double) told);
		}
	}

	@Test
	@Timeout(300)
	void startDoesNotWaitForAServerThatNeverAnswers() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				WaitSampler sampler = WaitSampler.ofCurrentThread()) {
			try (ConfigurableApplicationContext context = Shop.start(OpenTelemetryShop.class,
					"nats://127.0.0.1:" + silent.getLocalPort(), "telemetry.nats.connection.connect-timeout=10m",
					"telemetry.nats.connection.request-timeout=10m", "telemetry.nats.publisher.close-timeout=100ms")) {
				assertThat(sampler.waited()).isLessThan(Duration.ofSeconds(30));
				ConnectionState state = context.getBean(TelemetryConnection.class).state();
				assertThat(state.connected()).isFalse();
				assertThat(state.lastError()).as("the attempt is under way").isNull();
			}
		}
		assertNothingIsLeft();
	}

	@Test
	void everythingArrivesWhenTheServerComesAfterTheStart() {
		this.server.stop();
		try (ConfigurableApplicationContext context = Shop.start(this.server)) {
			Shop.sell(context, "coffee");
			HealthIndicator health = context.getBean("telemetryNatsHealthContributor", HealthIndicator.class);
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
			this.server.restart();
			await().atMost(SOON).untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
			body("telemetry.spans.shop.coffee");
			body("telemetry.logs.shop.info", "Sold coffee");
			assertThat(messages(this.stream.logs())).first().asString().startsWith("Starting ");
		}
	}

	@Test
	void logsOfAStartThatFailsBeforeThePublisherIsThereArrive() {
		assertThatException().isThrownBy(() -> Shop.start(this.server, "telemetry.nats.metrics.step=-1s"));
		body("telemetry.logs.shop.error", "telemetry.nats.metrics.step");
		assertThat(messages(this.stream.logs())).first().asString().startsWith("Starting ");
		assertNothingIsLeft();
	}

	@Test
	void logsOfAStartThatFailsLateArriveOnceEach() {
		assertThatException().isThrownBy(() -> Shop.start(FailingShop.class, this.server.url()));
		body("telemetry.logs.shop.error", "Application run failed");
		assertNothingIsLeft();
		assertThat(messages(this.stream.logs())).doesNotHaveDuplicates().first().asString().startsWith("Starting ");
	}

	@Test
	void logsOfARunnerThatFailsArrive() {
		assertThatException().isThrownBy(() -> Shop.start(FailingRunnerShop.class, this.server.url()));
		body("telemetry.logs.shop.error", "Application run failed");
		assertNothingIsLeft();
	}

	@Test
	void secondStartAfterTheFirstHasEndedSendsItsOwnLogsOnly() {
		Shop.start(this.server, "telemetry.nats.service=first").close();
		int before = this.stream.logs().size();
		Shop.start(this.server, "telemetry.nats.service=second").close();
		assertThat(this.stream.logs().subList(before, this.stream.logs().size()))
			.allMatch((message) -> message.json().path("service").asText().equals("second"))
			.first()
			.satisfies((message) -> assertThat(message.json().path("message").asText()).startsWith("Starting "));
	}

	@Test
	void connectionOfTheApplicationIsUsedAndLeftOpen() throws Exception {
		try (Connection existing = this.server.connect()) {
			ExistingConnectionShop.connection = existing;
			try (ConfigurableApplicationContext context = Shop.start(ExistingConnectionShop.class, "nats://127.0.0.1:1",
					"telemetry.nats.connection.use-existing=true")) {
				Shop.sell(context, "tea");
				body("telemetry.spans.shop.tea");
			}
			assertThat(existing.getStatus()).isEqualTo(Connection.Status.CONNECTED);
			assertThat(messages(this.stream.logs())).contains("Sold tea");
			assertNothingButAppender();
		}
	}

	@Test
	void connectionBeanThatSpringClosesIsClosedAfterTheLastRecord() {
		try (ConfigurableApplicationContext context = Shop.start(OwnConnectionShop.class, this.server.url(),
				"telemetry.nats.connection.use-existing=true", "telemetry.nats.metrics.step=1h")) {
			Shop.sell(context, "tea");
		}
		assertThat(messages(this.stream.logs())).contains("Sold tea");
		assertThat(this.stream.messages("telemetry.metrics.shop.sold")).hasSize(1);
	}

	@Test
	void connectionDetailsOfTheApplicationLeadToItsServer() {
		DetailsShop.servers = List.of(this.server.url());
		try (ConfigurableApplicationContext context = Shop.start(DetailsShop.class, "nats://127.0.0.1:1")) {
			Shop.sell(context, "tea");
			body("telemetry.spans.shop.tea");
		}
	}

	@Test
	void healthAndEndpointShowTheLedger() {
		try (ConfigurableApplicationContext context = Shop.start(this.server,
				"management.endpoints.web.exposure.include=telemetrynats",
				"management.endpoints.jmx.exposure.include=*", "spring.jmx.enabled=true")) {
			Shop.sell(context, "tea");
			body("telemetry.spans.shop.tea");
			TelemetryNatsEndpoint endpoint = context.getBean(TelemetryNatsEndpoint.class);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(endpoint.telemetry().toString()).contains("status=UP",
						"name=TELEMETRY, status=READY", "version=" + this.server.version(),
						// Confirmed a moment after it is in the stream
						"spans={offered=1, confirmed=1, pending=0"));
		}
	}

	private static void assertNothingButAppender() {
		await().atMost(SOON).untilAsserted(() -> assertThat(Shop.appenders()).isEmpty());
	}

	private static void assertNothingIsLeft() {
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(Shop.appenders()).isEmpty();
			assertThat(Shop.threads()).isEmpty();
		});
	}

	private JsonNode body(String subject) {
		return this.stream.awaitMessage(subject, (message) -> true, SOON).json();
	}

	private JsonNode body(String subject, String text) {
		return this.stream.awaitMessage(subject, (message) -> message.json().toString().contains(text), SOON).json();
	}

	private static List<String> messages(List<StoredMessage> logs) {
		return logs.stream().map((log) -> log.json().path("message").asText()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingShop extends OpenTelemetryShop {

		@Bean
		Object failing(TelemetryPublisher publisher) {
			throw new IllegalStateException("No tea");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingRunnerShop extends OpenTelemetryShop {

		@Bean
		CommandLineRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("No tea");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExistingConnectionShop extends OpenTelemetryShop {

		static Connection connection;

		@Bean(destroyMethod = "")
		Connection natsConnection() {
			return connection;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnectionShop extends OpenTelemetryShop {

		@Bean
		Connection natsConnection(Environment environment) throws Exception {
			return Nats.connect(environment.getRequiredProperty("telemetry.nats.connection.servers"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DetailsShop extends OpenTelemetryShop {

		static List<String> servers = List.of();

		@Bean
		NatsTelemetryConnectionDetails details() {
			return () -> servers;
		}

	}

}
