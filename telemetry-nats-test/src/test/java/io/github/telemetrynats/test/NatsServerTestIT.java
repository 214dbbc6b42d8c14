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

package io.github.telemetrynats.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.nats.client.Connection;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@NatsServerTest(config = "max_payload: 4096", jetStream = false)
class NatsServerTestIT {

	/** The class runs once for each server that tests run against. */
	private static final Map<NatsServerExecutable, NatsServer> SHARED = new ConcurrentHashMap<>();

	private final NatsServer ofConstructor;

	private NatsServer ofField;

	private NatsServerExecutable executable;

	private TelemetryStream stream;

	NatsServerTestIT(NatsServer server) {
		this.ofConstructor = server;
		SHARED.putIfAbsent(server.executable(), server);
	}

	@RepeatedTest(2)
	void allTestsOfTheClassShareOneServer(NatsServer server) {
		assertThat(server).isSameAs(SHARED.get(server.executable()))
			.isSameAs(this.ofConstructor)
			.isSameAs(this.ofField);
		assertThat(this.executable).isEqualTo(server.executable());
		assertThat(this.stream).isNotNull();
	}

	@Test
	void settingsAreUsed(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			assertThat(connection.getMaxPayload()).isEqualTo(4096);
			assertThat(connection.getServerInfo().isJetStreamAvailable()).isFalse();
		}
	}

	@Nested
	class Inside {

		private NatsServer ofNested;

		@Test
		void nestedClassesShareTheServer(NatsServer server) {
			assertThat(server).isSameAs(SHARED.get(server.executable())).isSameAs(this.ofNested);
		}

	}

}
