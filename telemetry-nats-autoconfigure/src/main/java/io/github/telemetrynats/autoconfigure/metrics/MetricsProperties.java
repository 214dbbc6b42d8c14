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
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.autoconfigure.Configured;

/**
 * Configuration properties of metrics.
 *
 * @param enabled Whether metrics are sent.
 * @param step How long the window is that one point of a meter stands for.
 * @param observations Patterns of the names of counters, timers and distribution
 * summaries of which every single observation is sent, as it happens, instead of windows.
 * A * stands for any characters.
 */
@Lazy
@ConfigurationProperties(MetricsProperties.PREFIX)
record MetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1m") Duration step,
		@DefaultValue List<String> observations) {

	static final String PREFIX = "telemetry.nats.metrics";

	private static final MetricsProperties DEFAULTS = new MetricsProperties(true, Duration.ofMinutes(1), List.of());

	static MetricsProperties of(Environment environment, ObjectProvider<MetricsProperties> properties) {
		return Configured.below(environment, PREFIX) ? properties.getObject() : DEFAULTS;
	}

	void check() {
		if (this.step.compareTo(Duration.ofMillis(1)) < 0) {
			throw new InvalidConfigurationPropertyValueException("telemetry.nats.metrics.step", this.step,
					"Expected a duration of at least 1ms, such as 10s or 1m.");
		}
		if (this.observations.stream().anyMatch(String::isBlank)) {
			throw new InvalidConfigurationPropertyValueException("telemetry.nats.metrics.observations",
					this.observations,
					"Expected patterns that are not blank: the name of a meter, or a part of it with '*', such as 'step.*'.");
		}
	}

}
