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

package io.github.telemetrynats.publisher;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.nats.client.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.stream.StreamProvisioner;
import io.github.telemetrynats.stream.StreamSettings;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The smallest set of permissions that {@code docs/security.md} names is enough, also for
 * looking up what is stored after an outage longer than the duplicate window.
 */
@Timeout(300)
@NatsServerTest(perMethod = true, config = SmallestPermissionsIT.CONFIGURATION)
class SmallestPermissionsIT {

	static final String CONFIGURATION = """
			accounts {
			  TELEMETRY {
			    jetstream: enabled
			    users: [
			      { user: reader, password: reader }
			      { user: orders, password: secret, permissions: {
			          publish: [
			            "telemetry.>",
			            "$JS.API.STREAM.INFO.TELEMETRY", "$JS.API.STREAM.CREATE.TELEMETRY",
			            "$JS.API.CONSUMER.CREATE.TELEMETRY", "$JS.API.CONSUMER.CREATE.TELEMETRY.>",
			            "$JS.API.CONSUMER.INFO.TELEMETRY.*", "$JS.API.CONSUMER.DELETE.TELEMETRY.*",
			            "$JS.FC.>"
			          ]
			          subscribe: [ "_INBOX.>" ]
			      } }
			    ]
			  }
			}
			""";

	private static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void areEnoughForAllThatThePublisherDoes(NatsServer server) throws Exception {
		StreamSettings defaults = StreamSettings.defaults();
		StreamSettings stream = new StreamSettings(defaults.name(), defaults.subjectPrefix(), defaults.storage(),
				defaults.maxAge(), defaults.maxBytes(), DUPLICATE_WINDOW, defaults.discard(), defaults.replicas(),
				defaults.provisioning());
		try (TelemetryConnection connection = TelemetryConnection.open(ConnectionSettings.builder()
			.servers(server.url())
			.user("orders")
			.password("secret")
			.reconnectWait(Duration.ofMillis(100))
			.build())) {
			StreamProvisioner provisioner = new StreamProvisioner(connection, stream);
			connection.addListener(provisioner);
			TelemetryPublisher publisher = TelemetryPublisher.start(connection, new Subjects("telemetry"),
					PublisherSettings.defaults(), new FixedStream(DUPLICATE_WINDOW));
			offer(publisher, 2_000);
			await().atMost(PATIENCE).until(() -> logs(publisher).pending() == 0);
			publishBesides(server, 10);
			server.pause();
			offer(publisher, 500);
			await().atMost(PATIENCE).until(() -> publisher.stats().inFlight() == 500);
			server.kill();
			Instant killed = Instant.now();
			await().atMost(PATIENCE)
				.until(() -> Duration.between(killed, Instant.now()).compareTo(DUPLICATE_WINDOW) > 0);
			server.restart();
			await().atMost(PATIENCE).until(() -> logs(publisher).pending() == 0);
			publisher.close();
			provisioner.close();

			assertThat(publisher.stats().retries()).isGreaterThanOrEqualTo(500);
			assertThat(logs(publisher).maybeDuplicate()).isZero();
			List<StoredMessage> messages = stored(server);
			Set<String> ids = new HashSet<>();
			messages.forEach((message) -> ids.add(message.messageId()));
			assertThat(messages).hasSameSizeAs(ids);
			assertThat((long) messages.size()).isEqualTo(logs(publisher).confirmed());
			assertThat(server.log()).doesNotContain("Permissions Violation");
		}
	}

	private static List<StoredMessage> stored(NatsServer server) throws Exception {
		try (Connection reader = server.connect((options) -> options.userInfo("reader", "reader"))) {
			return TelemetryStream.of(reader).messages("telemetry.logs.orders.>");
		}
	}

	/**
	 * Give the look-up something to read: behind the last record that is confirmed there
	 * are messages of somebody else.
	 */
	private static void publishBesides(NatsServer server, int count) throws Exception {
		try (Connection other = server.connect((options) -> options.userInfo("reader", "reader"))) {
			for (int i = 0; i < count; i++) {
				other.jetStream().publish("telemetry.logs.other.info", new byte[0]);
			}
		}
	}

	private static void offer(TelemetryPublisher publisher, int count) {
		for (int i = 0; i < count; i++) {
			assertThat(publisher.offer(log(i))).isTrue();
		}
	}

	private static SignalStats logs(TelemetryPublisher publisher) {
		return publisher.stats().signals().get(Signal.LOGS);
	}

	private static LogRecord log(int number) {
		return new LogRecord(Origin.of("orders"), LogLevel.INFO, "record " + number, Instant.now(), Map.of(), "", null,
				null, "logger", "thread");
	}

}
