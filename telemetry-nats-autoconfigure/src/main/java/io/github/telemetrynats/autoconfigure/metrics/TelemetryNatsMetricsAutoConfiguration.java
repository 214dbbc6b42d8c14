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

package io.github.telemetrynats.autoconfigure.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.autoconfigure.TelemetryNatsAutoConfiguration;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for metrics: a registry like those
 * of Micrometer's other systems, with the customizers, filters and common tags that
 * Spring Boot gives to all of them.
 */
@AutoConfiguration(after = { MetricsAutoConfiguration.class, TelemetryNatsAutoConfiguration.class },
		before = { CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class })
@ConditionalOnClass({ Clock.class, ConditionalOnEnabledMetricsExport.class })
@ConditionalOnBean({ Clock.class, TelemetryPublisher.class })
@ConditionalOnEnabledMetricsExport("nats")
@ConditionalOnBooleanProperty(name = "telemetry.nats.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MetricsProperties.class)
public final class TelemetryNatsMetricsAutoConfiguration {

	TelemetryNatsMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(NatsMeterRegistryConfig.class)
	PropertiesNatsMeterRegistryConfig natsMeterRegistryConfig(Environment environment,
			ObjectProvider<MetricsProperties> properties, TelemetryPublisher publisher) {
		return new PropertiesNatsMeterRegistryConfig(MetricsProperties.of(environment, properties),
				publisher.settings().closeTimeout());
	}

	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	NatsMeterRegistry natsMeterRegistry(NatsMeterRegistryConfig config, Clock clock, TelemetryPublisher publisher,
			Origin origin) {
		return new NatsMeterRegistry(config, clock, publisher, origin);
	}

	@Bean
	MeterBinder telemetryNatsPostponedMeters(ObjectProvider<NatsMeterRegistry> natsRegistry) {
		return (registry) -> natsRegistry.ifAvailable(
				(nats) -> FunctionCounter.builder("telemetry.nats.meters.postponed", nats, NatsMeterRegistry::postponed)
					.baseUnit("meters")
					.description("How often a meter kept its window for want of room")
					.register(registry));
	}

}
