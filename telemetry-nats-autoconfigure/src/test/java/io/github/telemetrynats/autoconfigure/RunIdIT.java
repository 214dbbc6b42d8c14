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
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a run id that travels as baggage, with the configuration that the README
 * shows.
 */
@NatsServerTest
class RunIdIT {

	private static final Logger logger = LoggerFactory.getLogger("shop.run");

	@ParameterizedTest
	@ValueSource(classes = { OpenTelemetryShop.class, BraveShop.class })
	void isOnEverySpanAndLogOfItsRunAndOnNoOther(Class<?> shop, NatsServer server) {
		String run = "run-of-" + shop.getSimpleName();
		try (ConfigurableApplicationContext context = Shop.start(shop, server.url(),
				"telemetry.nats.service=" + shop.getSimpleName(), "management.tracing.baggage.remote-fields=run_id",
				"management.tracing.baggage.correlation.fields=run_id",
				"management.tracing.baggage.tag-fields=run_id")) {
			observe(context, "outer", () -> {
				try (BaggageInScope baggage = context.getBean(Tracer.class).createBaggageInScope("run_id", run)) {
					observe(context, "inner", () -> observe(context, "innermost", () -> logger.info("In the run")));
				}
			});
			observe(context, "other", () -> logger.info("Outside of the run"));
		}
		TelemetryStream stream = TelemetryStream.of(server);
		String service = shop.getSimpleName();
		assertThat(names(stream.messages("telemetry.spans." + service + "." + run))).containsExactlyInAnyOrder("outer",
				"inner", "innermost");
		assertThat(names(stream.messages("telemetry.spans." + service + ".no-run"))).contains("other");
		assertThat(stream.messages("telemetry.logs." + service + ".info"))
			.filteredOn((log) -> log.json().at("/fields/run_id").asText().equals(run))
			.extracting((log) -> log.json().get("message").asText())
			.containsExactly("In the run");
		stream.awaitMessage("telemetry.logs." + service + ".info",
				(log) -> log.json().get("message").asText().equals("Outside of the run"), Duration.ofSeconds(60));
	}

	private static void observe(ConfigurableApplicationContext context, String name, Runnable task) {
		Observation.createNotStarted(name, context.getBean(ObservationRegistry.class)).observe(task);
	}

	private static List<String> names(List<StoredMessage> spans) {
		return spans.stream().map((span) -> span.json().get("name").asText()).toList();
	}

}
