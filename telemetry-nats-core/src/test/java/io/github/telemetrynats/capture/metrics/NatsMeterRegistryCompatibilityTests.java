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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.tck.MeterRegistryCompatibilityKit;
import org.junit.jupiter.api.AfterEach;

import io.github.telemetrynats.record.Origin;

/**
 * Micrometer's compatibility kit on {@link NatsMeterRegistry}.
 */
class NatsMeterRegistryCompatibilityTests extends MeterRegistryCompatibilityKit {

	private final RecordingSink sink = new RecordingSink();

	@Override
	public MeterRegistry registry() {
		return new NatsMeterRegistry(NatsMeterRegistryConfig.DEFAULT, new MockClock(), this.sink, Origin.of("worker"));
	}

	@Override
	public Duration step() {
		return NatsMeterRegistryConfig.DEFAULT.step();
	}

	@AfterEach
	void closeRegistry() {
		this.registry.close();
		this.sink.points();
	}

}
