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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.actuate.HealthThresholds;
import io.github.telemetrynats.actuate.PipelineSnapshots;
import io.github.telemetrynats.autoconfigure.Configured;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.stream.StreamProvisioner;

/**
 * What health, endpoint and meters read.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthProperties.class)
class PipelineSnapshotsConfiguration {

	@Bean
	PipelineSnapshots telemetryNatsSnapshots(TelemetryConnection connection, StreamProvisioner provisioner,
			TelemetryPublisher publisher) {
		return new PipelineSnapshots(connection::state, provisioner::state, publisher::stats);
	}

	@Bean
	HealthThresholds telemetryNatsHealthThresholds(Environment environment,
			ObjectProvider<HealthProperties> properties) {
		return Configured.below(environment, HealthProperties.PREFIX) ? properties.getObject().toThresholds()
				: HealthThresholds.defaults();
	}

}
