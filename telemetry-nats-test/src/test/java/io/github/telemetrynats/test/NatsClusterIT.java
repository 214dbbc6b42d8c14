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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@NatsServerTest
class NatsClusterIT {

	@Test
	void replicatedMessagesSurviveTheDeathOfTheLeader(NatsServerExecutable executable) throws Exception {
		try (NatsCluster cluster = NatsCluster.start(3, (server) -> server.executable(executable))) {
			assertThat(cluster.servers()).hasSize(3).allMatch(NatsServer::isRunning);
			assertThat(cluster.urls().split(","))
				.containsExactlyElementsOf(cluster.servers().stream().map(NatsServer::url).toList());
			try (Connection connection = cluster.servers().get(0).connect()) {
				untilALeaderAnswers(() -> connection.jetStreamManagement()
					.addStream(StreamConfiguration.builder()
						.name("TELEMETRY")
						.subjects("telemetry.>")
						.replicas(3)
						.build()));
				untilALeaderAnswers(() -> connection.jetStream()
					.publish("telemetry.logs.engine.info", new byte[] { '{', '}' },
							PublishOptions.builder().messageId("1").build()));
			}
			NatsServer leader = cluster.streamLeader("TELEMETRY");
			leader.kill();
			NatsServer next = cluster.streamLeader("TELEMETRY");
			assertThat(next).isNotSameAs(leader);
			assertThat(next.isRunning()).isTrue();
			leader.restart();
			cluster.awaitReady();
			for (NatsServer server : List.copyOf(cluster.servers())) {
				assertThat(TelemetryStream.of(server).messages()).hasSize(1);
			}
		}
	}

	/**
	 * Ask again and again: on a machine that stalls for seconds the servers elect others.
	 */
	private static void untilALeaderAnswers(Callable<?> request) {
		await().atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsMatching(
					(failure) -> failure instanceof IOException || failure instanceof JetStreamApiException)
			.until(() -> request.call() != null);
	}

}
