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

package io.github.telemetrynats.capture.metrics;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.config.validate.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NatsMeterRegistryConfig}.
 */
class NatsMeterRegistryConfigTests {

	private static NatsMeterRegistryConfig config(Map<String, String> values) {
		return values::get;
	}

	@Test
	void defaultIsAMinuteWithoutSingleObservations() {
		NatsMeterRegistryConfig config = NatsMeterRegistryConfig.DEFAULT;
		assertThat(config.step()).isEqualTo(Duration.ofMinutes(1));
		assertThat(config.enabled()).isTrue();
		assertThat(config.observations()).isEmpty();
		config.requireValid();
	}

	@Test
	void valuesAreReadBelowThePrefix() {
		NatsMeterRegistryConfig config = config(
				Map.of("telemetry.nats.metrics.step", "10s", "telemetry.nats.metrics.observations", "step.*, job.*"));
		config.requireValid();
		assertThat(config.step()).isEqualTo(Duration.ofSeconds(10));
		assertThat(config.observations()).containsExactly("step.*", "job.*");
	}

	@ParameterizedTest
	@CsvSource({ "step, 0s", "step, -1s", "step, soon", "observations, 'a,,b'" })
	void invalidValueIsNamedWithItsKey(String key, String value) {
		NatsMeterRegistryConfig config = config(Map.of("telemetry.nats.metrics." + key, value));
		assertThatExceptionOfType(ValidationException.class)
			.isThrownBy(() -> new NatsMeterRegistry(config, new MockClock(), new RecordingSink(), Origin.of("worker")))
			.withMessageContaining("telemetry.nats.metrics." + key);
	}

}
