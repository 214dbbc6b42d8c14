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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What operators and load balancers see of a web application.
 */
@NatsServerTest(perMethod = true)
class WebIT {

	private static final Duration SOON = Duration.ofMinutes(2);

	private final NatsServer server;

	WebIT(NatsServer server) {
		this.server = server;
	}

	@Test
	void requestsAreSpansAndTheEndpointIsJson() {
		try (ConfigurableApplicationContext context = start()) {
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(get(context, "/actuator/health").body()).contains("telemetryNats")
					.contains("\"status\":\"READY\""));
			TelemetryStream.of(this.server)
				.awaitMessage("telemetry.spans.shop.>",
						(span) -> span.json().path("name").asText().equals("http get /actuator/health"), SOON);
			await().atMost(SOON)
				.untilAsserted(
						() -> assertThat(new ObjectMapper().readTree(get(context, "/actuator/telemetrynats").body())
							.at("/signals/spans/confirmed")
							.asLong()).isPositive());
		}
	}

	@ParameterizedTest
	@CsvSource({ "disconnected,503,DOWN", "buffer-full,200,DEGRADED", "never,200,DEGRADED" })
	void lostConnectionTakesTheApplicationOutOfServiceOnlyIfWanted(String downWhen, int code, String status) {
		try (ConfigurableApplicationContext context = start("telemetry.nats.health.down-when=" + downWhen,
				"telemetry.nats.publisher.close-timeout=100ms")) {
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(200));
			this.server.kill();
			await().atMost(SOON).untilAsserted(() -> {
				HttpResponse<String> health = get(context, "/actuator/health");
				assertThat(new ObjectMapper().readTree(health.body()).at("/components/telemetryNats/status").asText())
					.isEqualTo(status);
				assertThat(health.statusCode()).isEqualTo(code);
			});
		}
	}

	private ConfigurableApplicationContext start(String... properties) {
		return Shop.startWeb(this.server, properties);
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.ofString());
	}

}
