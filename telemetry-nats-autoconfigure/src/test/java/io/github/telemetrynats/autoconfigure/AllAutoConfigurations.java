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

package io.github.telemetrynats.autoconfigure;

import io.github.telemetrynats.autoconfigure.actuate.TelemetryNatsEndpointAutoConfiguration;
import io.github.telemetrynats.autoconfigure.actuate.TelemetryNatsHealthAutoConfiguration;
import io.github.telemetrynats.autoconfigure.actuate.TelemetryNatsMetersAutoConfiguration;
import io.github.telemetrynats.autoconfigure.logging.TelemetryNatsLoggingAutoConfiguration;
import io.github.telemetrynats.autoconfigure.metrics.TelemetryNatsMetricsAutoConfiguration;
import io.github.telemetrynats.autoconfigure.tracing.TelemetryNatsTracingAutoConfiguration;

/**
 * All auto-configurations of ours.
 */
public final class AllAutoConfigurations {

	private AllAutoConfigurations() {
	}

	/**
	 * Return the classes, for {@code AutoConfigurations.of}.
	 * @return the classes
	 */
	public static Class<?>[] classes() {
		return new Class<?>[] { TelemetryNatsAutoConfiguration.class, TelemetryNatsEndpointAutoConfiguration.class,
				TelemetryNatsHealthAutoConfiguration.class, TelemetryNatsMetersAutoConfiguration.class,
				TelemetryNatsLoggingAutoConfiguration.class, TelemetryNatsMetricsAutoConfiguration.class,
				TelemetryNatsTracingAutoConfiguration.class };
	}

}
