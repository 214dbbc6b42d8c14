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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Health while the connection stands and nothing can be delivered.
 */
class UndeliverableIT {

	@Test
	void serverWithoutJetStreamIsDown() {
		try (NatsServer server = NatsServer.builder().jetStream(false).start()) {
			assertHealth("DOWN", "JetStream is not enabled", server);
		}
	}

	@Test
	void missingStreamThatIsNotLookedAtIsDegraded() {
		try (NatsServer server = NatsServer.start()) {
			assertHealth("DEGRADED", "the server takes no records", server, "telemetry.nats.stream.provision=none");
		}
	}

	@Test
	void missingPermissionToPublishIsDegraded() {
		try (NatsServer server = NatsServer.builder()
			.config("authorization { users: [ { user: shop, password: shop, permissions: "
					+ "{ publish: [ \"$JS.API.>\", \"_INBOX.>\" ] } } ] }")
			.start()) {
			assertHealth("DEGRADED", "waiting for confirmation", server, "telemetry.nats.connection.user=shop",
					"telemetry.nats.connection.password=shop", "telemetry.nats.health.unconfirmed-threshold=1s");
		}
	}

	private static void assertHealth(String status, String reason, NatsServer server, String... properties) {
		String[] all = new String[properties.length + 1];
		System.arraycopy(properties, 0, all, 0, properties.length);
		all[properties.length] = "telemetry.nats.publisher.close-timeout=100ms";
		try (ConfigurableApplicationContext context = Shop.start(server, all)) {
			HealthIndicator indicator = context.getBean("telemetryNatsHealthContributor", HealthIndicator.class);
			await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
				Health health = indicator.health();
				assertThat(health.getStatus().getCode()).as("%s", health).isEqualTo(status);
				assertThat(health.getDetails().get("reasons")).asString().contains(reason);
			});
			assertThat(indicator.health().getDetails().get("connection")).asString().contains("connected=true");
		}
	}

}
