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
import java.util.EnumSet;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.telemetrynats.actuate.TelemetryNatsEndpoint;
import io.github.telemetrynats.actuate.TelemetryNatsHealthIndicator;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every reason for which a record can be dropped, brought about: each is counted in its
 * meter, shown and told.
 */
@NatsServerTest(perMethod = true)
@ExtendWith(OutputCaptureExtension.class)
class DropReasonIT {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** Told by the last line, if at all. */
	private static final Set<DropReason> AT_THE_END = EnumSet.of(DropReason.CLOSED, DropReason.CLOSE_TIMEOUT);

	private static final int MAX_MESSAGE = 4096;

	private static final int FLOOD = 2_000;

	/** Less than the queue holds. */
	private static final int WAVE = 200;

	private static final Logger logger = LoggerFactory.getLogger("shop.trouble");

	private final NatsServer server;

	DropReasonIT(NatsServer server) throws Exception {
		this.server = server;
		try (Connection connection = server.connect()) {
			connection.jetStreamManagement().addStream(stream().build());
		}
	}

	@ParameterizedTest
	@EnumSource
	void dropIsCountedShownAndTold(DropReason reason, CapturedOutput output) throws Exception {
		TelemetryPublisher publisher;
		try (ConfigurableApplicationContext context = Shop.start(CountingShop.class, this.server.url(),
				"telemetry.nats.stream.provision=none", "telemetry.nats.metrics.step=1h",
				"telemetry.nats.health.down-when=never", "telemetry.nats.health.degraded-for=1h",
				"telemetry.nats.publisher.queue-capacity=256", "telemetry.nats.publisher.buffer-bytes=64KB",
				"telemetry.nats.publisher.close-timeout=200ms",
				"telemetry.nats.publisher.overflow-policy="
						+ ((reason == DropReason.EVICTED) ? "drop-oldest" : "drop-newest"),
				"telemetry.nats.logs.startup-buffer=" + ((reason == DropReason.STARTUP_BUFFER_FULL) ? 1 : 4096),
				"management.endpoints.jmx.exposure.include=*", "spring.jmx.enabled=true",
				"logging.threshold.console=info", "logging.level.shop.trouble=debug")) {
			HealthIndicator health = context.getBean("telemetryNatsHealthContributor", HealthIndicator.class);
			TelemetryNatsEndpoint endpoint = context.getBean(TelemetryNatsEndpoint.class);
			publisher = context.getBean(TelemetryPublisher.class);
			SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
			PublisherStats atRest = await().atMost(PATIENCE)
				.until(publisher::stats, (stats) -> stats.publishCount() > 0
						&& stats.signals().values().stream().allMatch((signal) -> signal.pending() == 0));
			assertThat(atRest.signals().get(Signal.LOGS).dropped().keySet())
				.isEqualTo((reason == DropReason.STARTUP_BUFFER_FULL) ? Set.of(reason) : Set.of());
			trouble(reason, context, publisher).run();
			await().atMost(PATIENCE).until(() -> count(meters, reason) > 0);
			await().atMost(PATIENCE)
				.until(() -> publisher.stats().signals().get(Signal.LOGS).dropped().get(reason),
						(dropped) -> dropped.doubleValue() == count(meters, reason));
			assertThat(endpoint.telemetry().toString()).contains("status=DEGRADED", reason.token() + "=");
			assertThat(health.health().getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
			if (!AT_THE_END.contains(reason)) {
				await().atMost(PATIENCE)
					.untilAsserted(() -> assertThat(output)
						.containsPattern("is being dropped: .*[1-9]\\d* " + reason.token()));
			}
		}
		assertThat(output).containsPattern((reason == DropReason.CLOSED)
				// Nobody is left to tell it
				? "publisher closed: \\d+ records confirmed"
				: "publisher closed: \\d+ records confirmed, dropped: (.*, )?[1-9]\\d* " + reason.token());
		assertThat(publisher.stats().signals().values()).allSatisfy((signal) -> {
			assertThat(signal.pending()).isZero();
			assertThat(signal.offered()).isEqualTo(signal.confirmed() + signal.droppedTotal());
		});
	}

	/**
	 * Have records dropped. A reason without a way to bring it about does not compile.
	 * @param reason the reason
	 * @param context the application
	 * @param publisher its publisher
	 * @return what makes for at least one drop for that reason
	 */
	private Trouble trouble(DropReason reason, ConfigurableApplicationContext context, TelemetryPublisher publisher) {
		return switch (reason) {
			case QUEUE_FULL -> () -> {
				cutOff(context);
				flood(FLOOD);
			};
			case EVICTED -> () -> {
				cutOff(context);
				for (int i = 0; i < FLOOD; i += WAVE) {
					flood(WAVE);
					// Or else they would not even get as far as the buffer
					await().atMost(PATIENCE).until(() -> publisher.stats().queued() == 0);
				}
			};
			case STARTUP_BUFFER_FULL -> () -> {
				// The first lines of the start were more than one
			};
			case NOT_ENCODABLE -> () -> publisher.offer(new Unreadable());
			case TOO_LARGE -> () -> logger.info("x".repeat(MAX_MESSAGE));
			case REJECTED -> () -> {
				try (Connection connection = this.server.connect()) {
					connection.jetStreamManagement().updateStream(stream().seal().build());
				}
				logger.info("Refused");
			};
			case CLOSED -> () -> {
				context.close();
				publisher.offer(new Unreadable());
			};
			case CLOSE_TIMEOUT -> () -> {
				this.server.kill();
				logger.info("Too late");
				context.close();
			};
		};
	}

	/**
	 * Kill the server, and wait until nothing is on its way any more.
	 * @param context the application
	 */
	private void cutOff(ConfigurableApplicationContext context) {
		this.server.kill();
		TelemetryConnection connection = context.getBean(TelemetryConnection.class);
		await().atMost(PATIENCE).until(() -> !connection.state().connected());
	}

	private static void flood(int count) {
		for (int i = 0; i < count; i++) {
			logger.debug("Flood");
		}
	}

	private static StreamConfiguration.Builder stream() {
		return StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").maximumMessageSize(MAX_MESSAGE);
	}

	private static double count(SimpleMeterRegistry meters, DropReason reason) {
		return meters.get("telemetry.nats.records")
			.tags("signal", "logs", "outcome", "dropped", "reason", reason.token())
			.functionCounter()
			.count();
	}

	/**
	 * Something that makes for a drop.
	 */
	private interface Trouble {

		void run() throws Exception;

	}

	private static final class Unreadable implements CapturedSignal {

		@Override
		public Signal signal() {
			return Signal.LOGS;
		}

		@Override
		public boolean important() {
			return false;
		}

		@Override
		public TelemetryRecord toRecord() {
			throw new IllegalStateException("Unreadable");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountingShop extends OpenTelemetryShop {

		@Bean
		SimpleMeterRegistry counts() {
			return new SimpleMeterRegistry();
		}

	}

}
