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

package io.github.telemetrynats.autoconfigure.logging;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether logs are to be sent. Next to our own switches this knows those that Spring Boot
 * has for log exporters; its condition for them comes with OpenTelemetry only.
 */
class OnEnabledLogExportCondition extends SpringBootCondition {

	private static final String EXPORT = "management.logging.export.enabled";

	private static final String NATS_EXPORT = "management.logging.export.nats.enabled";

	private static final String[] OWN = { "telemetry.nats.enabled", LogsProperties.PREFIX + ".enabled" };

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String off = switchedOffBy(context.getEnvironment());
		ConditionMessage.Builder message = ConditionMessage.forCondition("export of logs to NATS");
		return off.isEmpty() ? ConditionOutcome.match(message.because("nothing switches it off"))
				: ConditionOutcome.noMatch(message.because(off + " is false"));
	}

	static boolean enabled(Environment environment) {
		return switchedOffBy(environment).isEmpty();
	}

	private static String switchedOffBy(Environment environment) {
		for (String key : OWN) {
			if (!environment.getProperty(key, Boolean.class, true)) {
				return key;
			}
		}
		String deciding = environment.containsProperty(NATS_EXPORT) ? NATS_EXPORT : EXPORT;
		return environment.getProperty(deciding, Boolean.class, true) ? "" : deciding;
	}

}
