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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Says in plain words what the core found wrong with a setting, and where it was set. The
 * core's messages begin with the key of the property and never show a secret, which
 * Spring Boot's own analysis of invalid values would do with a user's password in a
 * server's URL.
 */
final class TelemetryNatsFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

	private static final String PREFIX = "telemetry.nats.";

	private final @Nullable Environment environment;

	TelemetryNatsFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalArgumentException cause) {
		Throwable candidate = cause;
		while (candidate != null) {
			String message = candidate.getMessage();
			if (candidate instanceof IllegalArgumentException && message != null && message.startsWith(PREFIX)) {
				return analysis(message, candidate);
			}
			candidate = candidate.getCause();
		}
		return null;
	}

	private FailureAnalysis analysis(String message, Throwable cause) {
		String key = message.split("[\\s:,]", 2)[0];
		Origin origin = origin(key);
		String where = (origin != null) ? " It is set in " + origin + '.' : "";
		return new FailureAnalysis("Invalid configuration: " + message + '.' + where,
				"Change the value of " + key + ", or remove it.", cause);
	}

	private @Nullable Origin origin(String key) {
		if (this.environment instanceof ConfigurableEnvironment configurable) {
			for (PropertySource<?> source : configurable.getPropertySources()) {
				if (source.containsProperty(key)) {
					return OriginLookup.getOrigin(source, key);
				}
			}
		}
		return null;
	}

}
