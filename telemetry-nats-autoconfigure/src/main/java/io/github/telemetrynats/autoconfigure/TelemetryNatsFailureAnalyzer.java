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

/**
 * Says in plain words what the core found wrong with a setting. Its messages name the
 * property and never show a secret, which Spring Boot's own analysis of invalid values
 * would do with a user's password in a server's URL.
 */
final class TelemetryNatsFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

	private static final String PREFIX = "telemetry.nats.";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalArgumentException cause) {
		Throwable candidate = cause;
		while (candidate != null) {
			String message = candidate.getMessage();
			if (candidate instanceof IllegalArgumentException && message != null && message.startsWith(PREFIX)) {
				return new FailureAnalysis("Invalid configuration: " + message + '.',
						"Change the configuration property that is named above.", candidate);
			}
			candidate = candidate.getCause();
		}
		return null;
	}

}
