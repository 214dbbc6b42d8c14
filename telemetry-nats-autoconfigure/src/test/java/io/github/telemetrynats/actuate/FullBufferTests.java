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

package io.github.telemetrynats.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublishedStream;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Health with a real publisher that ordinary records flood, while there is no server.
 */
class FullBufferTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@ParameterizedTest
	@CsvSource({ "16384,65536", "16,1048576" })
	void floodOfOrdinaryRecordsIsDownWhereThatIsWhatDownMeans(int queueCapacity, long bufferBytes) {
		PublisherSettings settings = new PublisherSettings(queueCapacity, 2048, bufferBytes, 10, 16,
				Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(50),
				OverflowPolicy.DROP_NEWEST);
		try (TelemetryConnection connection = TelemetryConnection
			.open(ConnectionSettings.builder().servers("nats://127.0.0.1:1").build());
				TelemetryPublisher publisher = TelemetryPublisher.start(connection, new Subjects("telemetry"), settings,
						new NoStream())) {
			TelemetryNatsHealthIndicator health = new TelemetryNatsHealthIndicator(
					new PipelineSnapshots(connection::state, new Pipeline()::stream, publisher::stats),
					new HealthThresholds(DownWhen.BUFFER_FULL, 80, Duration.ofMinutes(5), Duration.ofMinutes(5)),
					Clock.systemUTC());
			assertThat(health.health().getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
			await().atMost(PATIENCE).untilAsserted(() -> {
				for (int i = 0; i < 1000; i++) {
					publisher.offer(record());
				}
				Health full = health.health();
				assertThat(full.getStatus()).isEqualTo(Status.DOWN);
				assertThat(full.getDetails().get("reasons")).asInstanceOf(InstanceOfAssertFactories.LIST)
					.contains("the buffer is full");
			});
		}
	}

	private static LogRecord record() {
		return new LogRecord(Origin.of("shop"), LogLevel.INFO, "x".repeat(500), Instant.now(), Map.of(), "", null, null,
				"logger", "thread");
	}

	private static final class NoStream implements PublishedStream {

		@Override
		public String name() {
			return "TELEMETRY";
		}

		@Override
		public Duration duplicateWindow() {
			return Duration.ofSeconds(5);
		}

		@Override
		public void missing() {
		}

	}

}
