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
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.config.MeterRegistryConfigValidator;
import io.micrometer.core.instrument.config.validate.InvalidReason;
import io.micrometer.core.instrument.config.validate.PropertyValidator;
import io.micrometer.core.instrument.config.validate.Validated;
import io.micrometer.core.instrument.step.StepRegistryConfig;

/**
 * Configuration of {@link NatsMeterRegistry}. Every value can be given by overriding its
 * method or, as text, by {@link #get(String)}.
 */
public interface NatsMeterRegistryConfig extends StepRegistryConfig {

	/** All defaults: a window a minute, no single observations. */
	NatsMeterRegistryConfig DEFAULT = (key) -> null;

	@Override
	default String prefix() {
		return "telemetry.nats.metrics";
	}

	/**
	 * Return the patterns of the names of the counters, timers and distribution summaries
	 * of which every single observation is a point of its own, instead of the points for
	 * windows. A {@code *} stands for any characters, dots included, or for none. As
	 * text, patterns are separated by commas.
	 * @return patterns such as {@code step.*}; none by default
	 */
	default List<String> observations() {
		String patterns = get(prefix() + ".observations");
		if (patterns == null || patterns.isBlank()) {
			return List.of();
		}
		return Arrays.stream(patterns.split(",", -1)).map(String::strip).toList();
	}

	/**
	 * Return how long {@link NatsMeterRegistry#close()} may wait for room for the last
	 * points, while room is to be expected. What finds none until then is dropped and
	 * counted.
	 * @return a duration, zero not to wait; 5 seconds by default
	 */
	default Duration closeTimeout() {
		return PropertyValidator.getDuration(this, "closeTimeout").orElse(Duration.ofSeconds(5));
	}

	@Override
	default Validated<?> validate() {
		// Batches and timeouts, which the parent knows too, mean nothing here
		return MeterRegistryConfigValidator.checkAll(this,
				MeterRegistryConfigValidator.check("step", NatsMeterRegistryConfig::step)
					.andThen((step) -> step.invalidateWhen((value) -> value.compareTo(Duration.ofMillis(1)) < 0,
							"must be 1ms or longer, such as '1m'", InvalidReason.MALFORMED)),
				MeterRegistryConfigValidator.check("observations", NatsMeterRegistryConfig::observations)
					.andThen((observations) -> observations.invalidateWhen(
							(patterns) -> patterns.stream().anyMatch(String::isBlank),
							"must not contain a blank pattern; a pattern is the name of a meter, or a part of it with "
									+ "'*', such as 'step.*'",
							InvalidReason.MALFORMED)),
				MeterRegistryConfigValidator.check("closeTimeout", NatsMeterRegistryConfig::closeTimeout));
	}

}
