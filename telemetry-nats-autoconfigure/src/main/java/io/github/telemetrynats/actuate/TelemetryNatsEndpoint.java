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
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.stream.StreamState;

/**
 * Actuator endpoint {@code telemetrynats}: everything that the pipeline knows of itself.
 * Reads snapshots: no network, no lock, no secret. Safe for use by several threads.
 */
@Endpoint(id = "telemetrynats")
public final class TelemetryNatsEndpoint {

	private final PipelineSnapshots snapshots;

	private final HealthThresholds thresholds;

	private final Clock clock;

	/**
	 * Create an endpoint.
	 * @param snapshots where to read what is known now
	 * @param thresholds when the pipeline counts as well
	 * @param clock tells how long ago a record was dropped
	 */
	public TelemetryNatsEndpoint(PipelineSnapshots snapshots, HealthThresholds thresholds, Clock clock) {
		this.snapshots = snapshots;
		this.thresholds = thresholds;
		this.clock = clock;
	}

	/**
	 * Return what is known now.
	 * @return status and reasons, connection, stream, publisher and the ledger of each
	 * signal, as maps of texts, numbers, lists and maps
	 */
	@ReadOperation
	public Map<String, Object> telemetry() {
		ConnectionState connection = this.snapshots.connection().get();
		StreamState stream = this.snapshots.stream().get();
		PublisherStats publisher = this.snapshots.publisher().get();
		HealthAssessment assessment = HealthAssessment.of(connection, stream, publisher, this.thresholds,
				this.clock.instant());
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("status", assessment.status().getCode());
		description.put("reasons", assessment.reasons());
		description.put("connection", Descriptions.connection(connection));
		description.put("stream", Descriptions.stream(stream));
		description.put("publisher", Descriptions.publisher(publisher));
		description.put("signals", Descriptions.signals(publisher));
		return description;
	}

}
