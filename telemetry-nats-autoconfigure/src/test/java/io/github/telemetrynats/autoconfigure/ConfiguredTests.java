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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ConfiguredTests {

	@Test
	void nothingIsSetInAnEmptyEnvironment() {
		assertThat(Configured.below(new StandardEnvironment(), "telemetry.nats.stream")).isFalse();
	}

	@Test
	void propertiesBelowAnotherPrefixDoNotCount() {
		MockEnvironment environment = new MockEnvironment()
			.withProperty("telemetry.nats.connection.servers", "nats://127.0.0.1:1")
			.withProperty("telemetry.nats.streams.name", "OTHER");
		assertThat(Configured.below(environment, "telemetry.nats.stream")).isFalse();
	}

	@Test
	void aPropertyCountsHoweverItIsSpelt() {
		MockEnvironment environment = new MockEnvironment().withProperty("telemetry.nats.stream.maxAge", "1d");
		assertThat(Configured.below(environment, "telemetry.nats.stream")).isTrue();
	}

	@Test
	void anElementOfAListCounts() {
		MockEnvironment environment = new MockEnvironment().withProperty("telemetry.nats.spans.run-id-keys[0]", "id");
		assertThat(Configured.below(environment, "telemetry.nats.spans")).isTrue();
	}

	@Test
	void aVariableOfTheProcessCounts() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("TELEMETRY_NATS_STREAM_MAXAGE", "1d")));
		assertThat(Configured.below(environment, "telemetry.nats.stream")).isTrue();
		assertThat(Configured.below(environment, "telemetry.nats.publisher")).isFalse();
	}

	@Test
	void whatCannotBeListedMayHaveAnything() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new PropertySource<>("test", new Object()) {
			@Override
			public Object getProperty(String name) {
				return null;
			}
		});
		assertThat(Configured.below(environment, "telemetry.nats.stream")).isTrue();
	}

	@Test
	void aPropertyWithoutAValueCounts() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("telemetry.nats.stream.name", "")));
		assertThat(Configured.below(environment, "telemetry.nats.stream")).isTrue();
	}

}
