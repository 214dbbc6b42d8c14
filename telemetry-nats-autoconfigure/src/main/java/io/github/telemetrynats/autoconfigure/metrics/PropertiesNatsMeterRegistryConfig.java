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

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;

/**
 * What {@code telemetry.nats.metrics} says, and the publisher's close timeout.
 */
final class PropertiesNatsMeterRegistryConfig implements NatsMeterRegistryConfig {

	private final MetricsProperties properties;

	private final Duration closeTimeout;

	PropertiesNatsMeterRegistryConfig(MetricsProperties properties, Duration closeTimeout) {
		properties.check();
		this.properties = properties;
		this.closeTimeout = closeTimeout;
	}

	@Override
	public @Nullable String get(String key) {
		return null;
	}

	@Override
	public Duration step() {
		return this.properties.step();
	}

	@Override
	public List<String> observations() {
		return this.properties.observations();
	}

	@Override
	public Duration closeTimeout() {
		return this.closeTimeout;
	}

}
