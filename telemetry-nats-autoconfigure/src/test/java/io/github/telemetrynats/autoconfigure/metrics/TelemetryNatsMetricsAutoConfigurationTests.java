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

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.telemetrynats.autoconfigure.AllAutoConfigurations;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
				"telemetry.nats.publisher.close-timeout=50ms")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
		.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()));

	@Test
	void registryTakesThePlaceOfTheSimpleOne() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MeterRegistry.class)
			.hasSingleBean(NatsMeterRegistry.class));
	}

	@Test
	void propertiesReachTheRegistry() {
		this.runner
			.withPropertyValues("telemetry.nats.metrics.step=10s", "telemetry.nats.metrics.observations=step.*,order.*")
			.run((context) -> {
				NatsMeterRegistryConfig config = context.getBean(NatsMeterRegistryConfig.class);
				assertThat(config.step()).isEqualTo(Duration.ofSeconds(10));
				assertThat(config.observations()).containsExactly("step.*", "order.*");
				assertThat(config.closeTimeout()).isEqualTo(Duration.ofMillis(50));
			});
	}

	@Test
	void commonTagsOfSpringBootApply() {
		this.runner.withPropertyValues("management.metrics.tags.region=north").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.counter("orders").getId().getTag("region")).isEqualTo("north");
		});
	}

	@Test
	void ownMetersAreBoundToTheRegistry() {
		this.runner.run((context) -> assertThat(
				context.getBean(MeterRegistry.class).get("telemetry.nats.buffer.capacity").gauge().value())
			.isPositive());
	}

	@Test
	void metersThatKeptTheirWindowsAreCounted() {
		this.runner.run((context) -> assertThat(
				context.getBean(MeterRegistry.class).get("telemetry.nats.meters.postponed").functionCounter().count())
			.isZero());
	}

	@ParameterizedTest
	@ValueSource(strings = { "telemetry.nats.metrics.enabled", "management.nats.metrics.export.enabled",
			"management.defaults.metrics.export.enabled", "telemetry.nats.enabled" })
	void thereIsNoRegistryWhereSwitchedOff(String key) {
		this.runner.withPropertyValues(key + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NatsMeterRegistry.class));
	}

	@Test
	void ownSwitchWinsOverTheGeneralOne() {
		this.runner
			.withPropertyValues("management.defaults.metrics.export.enabled=false",
					"management.nats.metrics.export.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(NatsMeterRegistry.class));
	}

	@Test
	void configurationOfTheApplicationReplacesOurs() {
		NatsMeterRegistryConfig config = (key) -> null;
		this.runner.withBean(NatsMeterRegistryConfig.class, () -> config)
			.run((context) -> assertThat(context.getBean(NatsMeterRegistryConfig.class)).isSameAs(config));
	}

}
