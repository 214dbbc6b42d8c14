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
import org.springframework.mock.env.MockEnvironment;

import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessOriginTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void serviceIsTheConfiguredOne() {
		this.environment.setProperty("spring.application.name", "from-spring");
		assertThat(origin("orders", null, Map.of()).service()).isEqualTo("orders");
	}

	@Test
	void serviceIsTheApplicationsNameWhereNoneIsConfigured() {
		this.environment.setProperty("spring.application.name", "from-spring");
		assertThat(origin(null, null, Map.of()).service()).isEqualTo("from-spring");
		assertThat(origin(" ", null, Map.of()).service()).isEqualTo("from-spring");
	}

	@Test
	void serviceIsUnknownWhereNothingIsSaid() {
		assertThat(origin(null, null, Map.of()).service()).isEqualTo("unknown_service");
	}

	@Test
	void instanceIsHostAndProcessUnlessConfigured() {
		assertThat(origin(null, null, Map.of()).instance()).matches("[^\\s:]+:" + ProcessHandle.current().pid());
		assertThat(origin(null, "blue-1", Map.of()).instance()).isEqualTo("blue-1");
	}

	@Test
	void resourceHasWhatSpringBootKnowsUnlessConfigured() {
		this.environment.setProperty("spring.application.version", "1.2.3");
		this.environment.setProperty("spring.application.group", "shop");
		assertThat(resource(origin(null, null, Map.of("deployment.environment.name", "prod")))).isEqualTo(
				Map.of("service.version", "1.2.3", "service.namespace", "shop", "deployment.environment.name", "prod"));
		assertThat(resource(origin(null, null, Map.of("service.version", "9")))).containsEntry("service.version", "9");
	}

	private static Map<String, Object> resource(Origin origin) {
		return Map.copyOf(origin.resource());
	}

	private Origin origin(String service, String instance, Map<String, String> resource) {
		return ProcessOrigin.of(new TelemetryNatsProperties(true, service, instance, resource), this.environment);
	}

}
