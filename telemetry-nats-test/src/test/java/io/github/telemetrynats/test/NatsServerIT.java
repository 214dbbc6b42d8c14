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

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NatsServerIT {

	@Test
	void messagesSurviveKillAndRestartOnTheSamePort() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			int port = server.port();
			try (Connection connection = server.connect()) {
				connection.jetStreamManagement()
					.addStream(StreamConfiguration.builder().name("S").subjects("s.>").build());
				connection.jetStream().publish("s.a", new byte[] { 1 });
			}
			server.kill();
			assertThat(server.isRunning()).isFalse();
			server.restart();
			assertThat(server.port()).isEqualTo(port);
			try (Connection connection = server.connect()) {
				assertThat(connection.jetStreamManagement().getStreamInfo("S").getStreamState().getMsgCount())
					.isEqualTo(1);
			}
		}
	}

}
