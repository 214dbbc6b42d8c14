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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the pipeline leaves behind: nothing.
 */
@NatsServerTest
class FootprintIT {

	private static final Duration SOON = Duration.ofMinutes(2);

	private static final int STARTS = 100;

	private final NatsServer server;

	FootprintIT(NatsServer server) {
		this.server = server;
	}

	@Test
	void nothingIsThereWhereSwitchedOff() {
		try (ConfigurableApplicationContext context = Shop.start(this.server, "telemetry.nats.enabled=false")) {
			assertThat(context.getBeanProvider(TelemetryPublisher.class).getIfAvailable()).isNull();
			// Of the test before, something may be about to end
			await().atMost(SOON).untilAsserted(() -> {
				assertThat(Shop.appenders()).isEmpty();
				assertThat(Shop.threads())
					.noneMatch((name) -> name.startsWith("telemetry-nats") || name.startsWith("nats:"));
			});
		}
	}

	@Test
	void nothingIsLeftWhenTheContextIsClosed() {
		try (ConfigurableApplicationContext context = Shop.start(this.server)) {
			assertThat(Shop.threads()).isNotEmpty().noneMatch((name) -> name.contains("BatchSpanProcessor"));
			assertThat(Shop.appenders()).hasSize(1);
		}
		assertNothingIsLeft();
	}

	@Test
	void nothingIsLeftWhenTheContextIsClosedWithoutAServer() {
		Shop.start(OpenTelemetryShop.class, "nats://127.0.0.1:1", "telemetry.nats.publisher.close-timeout=100ms")
			.close();
		assertNothingIsLeft();
	}

	@Test
	void twoApplicationsInOneJvmKeepOneAppenderUntilTheLastIsClosed() {
		TelemetryStream stream = TelemetryStream.of(this.server);
		try (ConfigurableApplicationContext first = Shop.start(this.server, "telemetry.nats.service=two-first")) {
			try (ConfigurableApplicationContext second = Shop.start(this.server, "telemetry.nats.service=two-second")) {
				assertThat(Shop.appenders()).hasSize(1);
				Shop.sell(second, "two-tea");
			}
			assertThat(Shop.appenders()).hasSize(1);
			LoggerFactory.getLogger("shop").info("Only one is open");
			stream.awaitMessage("telemetry.logs.two-first.info",
					(message) -> message.json().path("message").asText().equals("Only one is open"), SOON);
			assertThat(stream.spans()).filteredOn((span) -> span.subject().endsWith(".two-tea")).hasSize(1);
		}
		assertThat(stream.logs()).filteredOn((log) -> log.json().path("message").asText().equals("Sold two-tea"))
			.hasSize(1);
		assertNothingIsLeft();
	}

	@Test
	void nothingGrowsOverAHundredStarts() {
		List<WeakReference<Object>> ended = new ArrayList<>();
		for (int i = 0; i < STARTS; i++) {
			try (ConfigurableApplicationContext context = Shop.start(this.server, "logging.level.root=warn")) {
				Shop.sell(context, "tea-" + i);
				ended.add(new WeakReference<>(context.getBean(TelemetryPublisher.class)));
				ended.add(new WeakReference<>(context.getBean(TelemetryConnection.class)));
				ended.add(new WeakReference<>(context.getBean(NatsMeterRegistry.class)));
				ended.add(new WeakReference<>(context));
			}
		}
		assertNothingIsLeft();
		assertThat(TelemetryStream.of(this.server).spans())
			.filteredOn((span) -> span.json().path("name").asText().equals("sell") && span.subject().contains(".tea-"))
			.hasSize(STARTS);
		// The last one may still be on some stack or in some cache
		Object[] most = ended.subList(0, ended.size() - 4).toArray();
		await().atMost(SOON).untilAsserted(() -> {
			System.gc();
			assertThat(Arrays.stream(most).map((reference) -> ((WeakReference<?>) reference).get()))
				.filteredOn(Objects::nonNull)
				.extracting((object) -> object.getClass().getSimpleName())
				.isEmpty();
		});
	}

	private static void assertNothingIsLeft() {
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(Shop.appenders()).isEmpty();
			assertThat(Shop.threads()).isEmpty();
		});
	}

}
