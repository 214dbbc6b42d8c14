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

package io.github.telemetrynats.autoconfigure.tracing;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.autoconfigure.Configured;

/**
 * Configuration properties of spans.
 *
 * @param enabled Whether spans are sent.
 * @param runIdKeys Span attributes that may name the run that a span belongs to. The
 * first that is there and not blank counts.
 * @param sampleAll Whether every span is sampled unless
 * management.tracing.sampling.probability says otherwise.
 */
@Lazy
@ConfigurationProperties(SpansProperties.PREFIX)
record SpansProperties(@DefaultValue("true") boolean enabled, @DefaultValue("run_id") List<String> runIdKeys,
		@DefaultValue("true") boolean sampleAll) {

	static final String PREFIX = "telemetry.nats.spans";

	private static final SpansProperties DEFAULTS = new SpansProperties(true, List.of("run_id"), true);

	static SpansProperties of(Environment environment, ObjectProvider<SpansProperties> properties) {
		return Configured.below(environment, PREFIX) ? properties.getObject() : DEFAULTS;
	}

}
