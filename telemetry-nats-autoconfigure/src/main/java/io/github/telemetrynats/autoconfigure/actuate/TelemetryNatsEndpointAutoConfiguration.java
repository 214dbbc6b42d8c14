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

package io.github.telemetrynats.autoconfigure.actuate;

import java.time.Clock;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.github.telemetrynats.actuate.HealthThresholds;
import io.github.telemetrynats.actuate.PipelineSnapshots;
import io.github.telemetrynats.actuate.TelemetryNatsEndpoint;
import io.github.telemetrynats.autoconfigure.TelemetryNatsAutoConfiguration;
import io.github.telemetrynats.publisher.TelemetryPublisher;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoint
 * {@code telemetrynats}.
 */
@AutoConfiguration(after = TelemetryNatsAutoConfiguration.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, Status.class })
@ConditionalOnBean(TelemetryPublisher.class)
@ConditionalOnAvailableEndpoint(TelemetryNatsEndpoint.class)
@Import(PipelineSnapshotsConfiguration.class)
public final class TelemetryNatsEndpointAutoConfiguration {

	TelemetryNatsEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TelemetryNatsEndpoint telemetryNatsEndpoint(PipelineSnapshots snapshots, HealthThresholds thresholds) {
		return new TelemetryNatsEndpoint(snapshots, thresholds, Clock.systemUTC());
	}

}
