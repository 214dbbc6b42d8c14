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

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleAllEnvironmentPostProcessorTests {

	private static final String PROBABILITY = "management.tracing.sampling.probability";

	@Test
	void everyTraceIsSampledWhereNothingIsSaid() {
		assertThat(probability(new SpringApplication(Empty.class))).isEqualTo("1.0");
	}

	@Test
	void whatTheApplicationSaysWins() {
		assertThat(probability(new SpringApplication(Empty.class), PROBABILITY + "=0.3")).isEqualTo("0.3");
	}

	@Test
	void whatTheApplicationSaysInDefaultPropertiesWins() {
		SpringApplication application = new SpringApplication(Empty.class);
		application.setDefaultProperties(Map.of(PROBABILITY, "0.2"));
		assertThat(probability(application)).isEqualTo("0.2");
	}

	@Test
	void whatTheApplicationSaysInAPropertySourceWins() {
		assertThat(probability(new SpringApplication(WithPropertySource.class))).isEqualTo("0.5");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "telemetry.nats.enabled", "telemetry.nats.spans.enabled", "telemetry.nats.spans.sample-all",
					"management.tracing.export.nats.enabled", "management.tracing.export.enabled" })
	void nothingIsChangedWhereSwitchedOff(String key) {
		assertThat(probability(new SpringApplication(Empty.class), key + "=false")).isNull();
	}

	@Test
	void ownExportSwitchWinsOverTheGeneralOne() {
		assertThat(probability(new SpringApplication(Empty.class), "management.tracing.export.enabled=false",
				"management.tracing.export.nats.enabled=true"))
			.isEqualTo("1.0");
	}

	private static String probability(SpringApplication application, String... properties) {
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		application.setBannerMode(Banner.Mode.OFF);
		String[] arguments = Arrays.stream(properties).map("--"::concat).toArray(String[]::new);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return context.getEnvironment().getProperty(PROBABILITY);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:sampling.properties")
	static class WithPropertySource {

	}

}
