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

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.stream.StreamState;

/**
 * Health of the way to the stream: UP, {@link #DEGRADED}, or DOWN when
 * {@link HealthThresholds#downWhen()} says so. The details show the connection, the
 * stream, the ledger of each signal and, when something is wrong, what. Reads snapshots:
 * no network, no lock. Safe for use by several threads.
 */
public final class TelemetryNatsHealthIndicator extends AbstractHealthIndicator {

	/**
	 * Something wants attention, but the application should go on getting requests. It is
	 * not among the statuses that Spring Boot orders, so the overall status stays UP.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private final PipelineSnapshots snapshots;

	private final HealthThresholds thresholds;

	private final Clock clock;

	/**
	 * Create a health indicator.
	 * @param snapshots where to read what is known now
	 * @param thresholds when the pipeline counts as well
	 * @param clock tells how long ago a record was dropped
	 */
	public TelemetryNatsHealthIndicator(PipelineSnapshots snapshots, HealthThresholds thresholds, Clock clock) {
		super("The health check of telemetry-nats failed");
		this.snapshots = snapshots;
		this.thresholds = thresholds;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionState connection = this.snapshots.connection().get();
		StreamState stream = this.snapshots.stream().get();
		PublisherStats publisher = this.snapshots.publisher().get();
		HealthAssessment assessment = HealthAssessment.of(connection, stream, publisher, this.thresholds,
				this.clock.instant());
		builder.status(assessment.status());
		if (!assessment.reasons().isEmpty()) {
			builder.withDetail("reasons", assessment.reasons());
		}
		builder.withDetail("connection", Descriptions.connection(connection));
		builder.withDetail("stream", Descriptions.stream(stream));
		builder.withDetail("signals", Descriptions.signals(publisher));
		builder.withDetail("oldestUnconfirmed", publisher.oldestUnconfirmedAge().toString());
	}

}
