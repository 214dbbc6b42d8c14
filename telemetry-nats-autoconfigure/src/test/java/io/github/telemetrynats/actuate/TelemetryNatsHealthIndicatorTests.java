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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.telemetrynats.publisher.SpoolStats;
import io.github.telemetrynats.stream.StreamState;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsHealthIndicatorTests {

	private final Pipeline pipeline = new Pipeline();

	@Test
	void wellPipelineIsUpWithoutReasons() {
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("connection", "stream", "signals", "oldestUnconfirmed");
	}

	@Test
	void detailsShowConnectionStreamAndLedger() {
		this.pipeline.differences = List.of("max_age is 1d but 7d is configured");
		Health health = health(HealthThresholds.defaults());
		assertThat(detail(health, "connection")).containsEntry("server", "nats://a:4222")
			.containsEntry("version", "2.10.27")
			.containsEntry("reconnects", 2L)
			.doesNotContainKey("lastError");
		assertThat(detail(health, "stream")).containsEntry("name", "TELEMETRY")
			.containsEntry("status", "READY")
			.containsEntry("fillPercent", 50L)
			.containsEntry("differences", List.of("max_age is 1d but 7d is configured"));
		assertThat(detail(health, "signals")).containsEntry("spans", Map.of("offered", 10L, "confirmed", 7L, "pending",
				1L, "recovered", 1L, "maybeDuplicate", 0L, "spooled", 0L, "dropped", Map.of("queue-full", 2L)));
		assertThat(health.getDetails()).containsEntry("oldestUnconfirmed", "PT2S");
	}

	@Test
	void disconnectedIsDownWithTheServersAndTheLastError() {
		this.pipeline.connected = false;
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reasons",
				List.of("there is no connection to nats://a:4222, nats://b:4222"));
		assertThat(detail(health, "connection")).containsEntry("lastError", "Connection refused");
	}

	@Test
	void missingStreamIsDown() {
		this.pipeline.stream = StreamState.Status.MISSING;
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reasons", List.of("there is no stream TELEMETRY"));
	}

	@Test
	void streamThatNobodyHasLookedAtIsNoReason() {
		this.pipeline.stream = StreamState.Status.UNKNOWN;
		assertThat(health(HealthThresholds.defaults()).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void streamThatCannotBeLookedAtIsDown() {
		this.pipeline.stream = StreamState.Status.UNKNOWN;
		this.pipeline.problem = "JetStream is not enabled on the server";
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reasons",
				List.of("the stream TELEMETRY could not be checked: JetStream is not enabled on the server"));
	}

	@ParameterizedTest
	@CsvSource({ "29,UP", "30,DEGRADED" })
	void recordThatIsNotConfirmedIsDegradedFromTheThresholdOn(int seconds, String status) {
		this.pipeline.oldestUnconfirmed = Duration.ofSeconds(seconds);
		assertThat(health(HealthThresholds.defaults()).getStatus().getCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "4,UP", "5,DEGRADED" })
	void refusalThatStandsIsDegraded(int seconds, String status) {
		this.pipeline.lastRefusal = "503 No Responders";
		this.pipeline.oldestUnconfirmed = Duration.ofSeconds(seconds);
		assertThat(health(HealthThresholds.defaults()).getStatus().getCode()).isEqualTo(status);
	}

	@Test
	void refusalThatIsOverIsNoReason() {
		this.pipeline.lastRefusal = "503 No Responders";
		this.pipeline.oldestUnconfirmed = Duration.ZERO;
		assertThat(health(HealthThresholds.defaults()).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void differentStreamIsDegraded() {
		this.pipeline.stream = StreamState.Status.DIFFERENT;
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
		assertThat(health.getDetails()).containsEntry("reasons", List.of("the stream differs from what is configured"));
	}

	@ParameterizedTest
	@CsvSource({ "79,0,UP", "80,0,DEGRADED", "0,799,UP", "0,800,DEGRADED", "100,0,DEGRADED" })
	void fillingBufferIsDegradedFromTheThresholdOn(int queued, long bytes, String status) {
		this.pipeline.queued = queued;
		this.pipeline.bufferedBytes = bytes;
		assertThat(health(HealthThresholds.defaults()).getStatus().getCode()).isEqualTo(status);
	}

	@Test
	void droppedRecordIsDegradedForTheConfiguredTime() {
		HealthThresholds thresholds = thresholds(DownWhen.DISCONNECTED, Duration.ofMinutes(1));
		this.pipeline.lastDrop = Pipeline.NOW.minusSeconds(59);
		assertThat(health(thresholds).getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
		this.pipeline.lastDrop = Pipeline.NOW.minusSeconds(60);
		assertThat(health(thresholds).getStatus()).isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@EnumSource(names = { "BUFFER_FULL", "NEVER" })
	void disconnectedIsDegradedWhereThatIsNotWhatDownMeans(DownWhen downWhen) {
		this.pipeline.connected = false;
		assertThat(health(thresholds(downWhen, Duration.ofMinutes(5))).getStatus())
			.isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
	}

	@Test
	void failedSpoolIsDegradedAndSaysWhy() {
		this.pipeline.spool = new SpoolStats(8, 64, 5, 6, 7, "/var/spool: No space left on device");
		Health health = health(HealthThresholds.defaults());
		assertThat(health.getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
		assertThat(health.getDetails()).containsEntry("reasons",
				List.of("the spool has failed: /var/spool: No space left on device"));
	}

	@Test
	void fullBufferIsDownWhereThatIsWhatDownMeans() {
		this.pipeline.full = true;
		assertThat(health(thresholds(DownWhen.BUFFER_FULL, Duration.ofMinutes(5))).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void fullBufferIsDegradedWhereDownNeverIs() {
		this.pipeline.full = true;
		Health health = health(thresholds(DownWhen.NEVER, Duration.ofMinutes(5)));
		assertThat(health.getStatus()).isEqualTo(TelemetryNatsHealthIndicator.DEGRADED);
		assertThat(health.getDetails()).containsEntry("reasons", List.of("the buffer is full"));
	}

	private static HealthThresholds thresholds(DownWhen downWhen, Duration degradedFor) {
		return new HealthThresholds(downWhen, 80, degradedFor, Duration.ofSeconds(30));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> detail(Health health, String key) {
		return (Map<String, Object>) health.getDetails().get(key);
	}

	private Health health(HealthThresholds thresholds) {
		return new TelemetryNatsHealthIndicator(this.pipeline.snapshots(), thresholds,
				Clock.fixed(Pipeline.NOW, ZoneOffset.UTC))
			.health();
	}

}
