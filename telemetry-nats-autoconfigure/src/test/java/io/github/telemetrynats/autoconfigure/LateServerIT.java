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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server that appears after the application has started: when some windows of metrics
 * are over, and after as many seconds as the system property {@code late.server} says.
 */
@NatsServerTest(perMethod = true)
class LateServerIT {

	private static final Duration ABSENCE = Duration.ofSeconds(Long.getLong("late.server", 0));

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final NatsServer server;

	private final TelemetryStream stream;

	@TempDir
	private Path folder;

	LateServerIT(NatsServer server) {
		this.server = server;
		this.stream = TelemetryStream.of(server);
	}

	@Test
	void everythingSinceTheFirstLineIsThereWhenTheServerComes() {
		this.server.stop();
		long begin = System.nanoTime();
		try (ApplicationProcess application = ApplicationProcess.start(BusyShop.class, this.server, this.folder,
				"shop.pause=10ms", "telemetry.nats.metrics.step=500ms",
				"telemetry.nats.publisher.queue-capacity=100000", "telemetry.nats.publisher.close-timeout=1m")) {
			application.awaitOutput("Started SpringApplication");
			application.awaitOutput("No connection to NATS");
			application.awaitOutput("Sales so far: 500");
			await().atMost(ABSENCE.plus(PATIENCE)).until(() -> System.nanoTime() - begin > ABSENCE.toNanos());
			Instant appearance = Instant.now();
			this.server.restart();
			application.awaitOutput("Connected to NATS");
			application.terminate();
			new Audit(this.stream, application).assertSales();
			assertThat(Audit.texts(this.stream.logs())).first().asString().startsWith("Starting ");
			assertThat(this.stream.messages("telemetry.metrics.shop.sales"))
				.filteredOn((point) -> Instant.parse(point.json().path("timestamp").asText()).isBefore(appearance))
				.as("windows that were over before the server appeared")
				.isNotEmpty();
		}
	}

}
