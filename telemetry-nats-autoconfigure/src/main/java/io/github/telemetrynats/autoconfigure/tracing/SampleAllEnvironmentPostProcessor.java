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

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes "every span" true without a line of configuration: Spring Boot samples one trace
 * in ten unless told otherwise. The value is put among the default properties, so that
 * whatever the application says about sampling wins.
 */
final class SampleAllEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PROBABILITY = "management.tracing.sampling.probability";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (sampleAll(environment) && !environment.containsProperty(PROBABILITY)) {
			DefaultPropertiesPropertySource.addOrMerge(Map.of(PROBABILITY, "1.0"), environment.getPropertySources());
		}
	}

	private static boolean sampleAll(ConfigurableEnvironment environment) {
		boolean exported = environment.getProperty("management.tracing.export.nats.enabled", Boolean.class,
				environment.getProperty("management.tracing.export.enabled", Boolean.class, true));
		return exported && environment.getProperty("telemetry.nats.enabled", Boolean.class, true)
				&& environment.getProperty("telemetry.nats.spans.enabled", Boolean.class, true)
				&& environment.getProperty("telemetry.nats.spans.sample-all", Boolean.class, true);
	}

	/**
	 * After the configuration files are read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
