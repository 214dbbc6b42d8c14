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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@NatsServerTest(perMethod = true)
class TelemetryStreamIT {

	private NatsServer server;

	private TelemetryStream stream;

	@Test
	void absentStreamIsEmpty() {
		assertThat(this.stream.messages()).isEmpty();
		assertThat(this.stream.spans()).isEmpty();
	}

	@Test
	void emptyStreamIsEmpty() throws Exception {
		try (Connection connection = connectToNewStream()) {
			assertThat(this.stream.messages()).isEmpty();
			assertThat(TelemetryStream.of(connection).logs()).isEmpty();
		}
	}

	@Test
	void filteredMessagesComeWithAllThatIsKnownOfThem() throws Exception {
		try (Connection connection = connectToNewStream()) {
			publish(connection, "telemetry.logs.engine.info", "a.1", "{\"n\":1}");
			publish(connection, "telemetry.spans.engine.no-run", "b", "{\"n\":2}");
			publish(connection, "telemetry.metrics.engine.a.b", "a.2", "{\"n\":3}");
			publish(connection, "telemetry.logs.engine.warn", "a.3", "{\"n\":4}");
			assertThat(this.stream.logs()).extracting(StoredMessage::sequence).containsExactly(1L, 4L);
			assertThat(this.stream.metrics()).extracting(StoredMessage::messageId).containsExactly("a.2");
			assertThat(this.stream.messages("telemetry.logs.*.warn")).hasSize(1);
			StoredMessage span = this.stream.spans().get(0);
			assertThat(span.subject()).isEqualTo("telemetry.spans.engine.no-run");
			assertThat(span.messageId()).isEqualTo("b");
			assertThat(span.headers()).containsKey("Nats-Msg-Id").containsEntry("X", List.of("1", "2"));
			assertThat(span.data()).isEqualTo("{\"n\":2}".getBytes(StandardCharsets.UTF_8));
			assertThat(span.json().path("n").asInt()).isEqualTo(2);
			assertThat(span.storedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
		}
	}

	@Test
	void subjectsOfAllAlphabetsAreRead() throws Exception {
		String subject = "telemetry.logs.\u00fc\uff8a\u65e5\uD834\uDD1E.info";
		try (Connection connection = connectToNewStream();
				Connection told = this.server.connect((options) -> options.supportUTF8Subjects())) {
			publish(connection, subject, "a", "{}");
			for (Connection reader : List.of(connection, told)) {
				assertThat(TelemetryStream.of(reader).logs()).extracting(StoredMessage::subject)
					.containsExactly(subject);
			}
		}
	}

	@Test
	void deletedMessagesAreLeftOut() throws Exception {
		try (Connection connection = connectToNewStream()) {
			for (int index = 1; index <= 5; index++) {
				publish(connection, "telemetry.logs.engine.info", "a." + index, "{}");
			}
			for (long sequence : new long[] { 1, 3, 5 }) {
				connection.jetStreamManagement().deleteMessage("TELEMETRY", sequence);
			}
			assertThat(this.stream.messages()).extracting(StoredMessage::sequence).containsExactly(2L, 4L);
			assertThat(this.stream.logs()).extracting(StoredMessage::sequence).containsExactly(2L, 4L);
		}
	}

	@Test
	void newestMessagesAreThoseWithinTheWindow() throws Exception {
		assertThat(this.stream.newest(">", 10)).isEmpty();
		try (Connection connection = connectToNewStream()) {
			assertThat(this.stream.newest(">", 10)).isEmpty();
			publish(connection, "telemetry.logs.engine.warn", "a.1", "{}");
			for (int index = 2; index <= 20; index++) {
				publish(connection, "telemetry.logs.engine.info", "a." + index, "{}");
			}
			assertThat(this.stream.newest(">", 3)).extracting(StoredMessage::sequence).containsExactly(18L, 19L, 20L);
			assertThat(this.stream.newest("telemetry.logs.*.warn", 19)).isEmpty();
			assertThat(this.stream.newest("telemetry.logs.*.warn", 20)).hasSize(1);
			assertThat(this.stream.newest(">", Integer.MAX_VALUE)).hasSize(20);
			connection.jetStreamManagement().deleteMessage("TELEMETRY", 19);
			assertThat(this.stream.newest(">", 3)).extracting(StoredMessage::sequence).containsExactly(18L, 20L);
		}
	}

	@Test
	void manyMessagesComeCompleteAndInOrder() throws Exception {
		int count = 20_000;
		try (Connection connection = connectToNewStream()) {
			publishMany(connection, count);
			List<StoredMessage> messages = this.stream.messages();
			assertThat(messages.stream().mapToLong(StoredMessage::sequence).toArray())
				.isEqualTo(LongStream.rangeClosed(1, count).toArray());
			assertThat(this.stream.logs()).hasSize(count / 2);
			assertThat(TelemetryStream.of(connection).spans()).hasSize(count / 2);
		}
	}

	@Test
	void readingEndsWhileOthersGoOnPublishing() throws Exception {
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
		try (Connection connection = connectToNewStream()) {
			publishMany(connection, 1_000);
			// Never silent for as long as a reader would wait, and far from what a reader
			// could not keep up with
			var publishing = executor.scheduleAtFixedRate(
					() -> connection.publish("telemetry.logs.engine.info", "{}".getBytes(StandardCharsets.UTF_8)), 0, 1,
					TimeUnit.MILLISECONDS);
			int known = 1_000;
			for (int reading = 0; reading < 5; reading++) {
				List<StoredMessage> messages = this.stream.awaitMessages(known + 1, Duration.ofSeconds(60));
				assertThat(this.stream.messages()).hasSizeGreaterThanOrEqualTo(messages.size());
				assertThat(this.stream.spans()).hasSize(500);
				known = messages.size();
			}
			publishing.cancel(false);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void waitingEndsWithTheMessageThatArrives() throws Exception {
		try (Connection connection = connectToNewStream()) {
			CompletableFuture<List<StoredMessage>> waiting = CompletableFuture
				.supplyAsync(() -> this.stream.awaitMessages("telemetry.spans.>", 2, Duration.ofSeconds(60)));
			publish(connection, "telemetry.spans.engine.no-run", "a", "{}");
			publish(connection, "telemetry.logs.engine.info", "b", "{}");
			publish(connection, "telemetry.spans.engine.no-run", "c", "{\"n\":7}");
			assertThat(waiting.get(60, TimeUnit.SECONDS)).extracting(StoredMessage::messageId)
				.containsExactly("a", "c");
			assertThat(this.stream
				.awaitMessage("telemetry.>", (message) -> message.json().path("n").asInt() == 7, Duration.ofSeconds(5))
				.messageId()).isEqualTo("c");
		}
	}

	@Test
	void waitingInVainShowsWhatWasThere() throws Exception {
		try (Connection connection = connectToNewStream()) {
			publish(connection, "telemetry.logs.engine.info", "a", "{\"message\":\"only me\"}");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> this.stream.awaitMessages(2, Duration.ofMillis(50)))
				.withMessageContaining("at least 2")
				.withMessageContaining("telemetry.logs.engine.info")
				.withMessageContaining("only me");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> this.stream.awaitMessage(">", (message) -> false, Duration.ofMillis(50)))
				.withMessageContaining("only me");
		}
	}

	@Test
	void anotherNameAndPrefixAreRead() throws Exception {
		try (Connection connection = this.server.connect()) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("OTHER").subjects("a.b.>").build());
			publish(connection, "a.b.spans.engine.no-run", "a", "{}");
			TelemetryStream other = TelemetryStream.of(connection, "OTHER").withSubjectPrefix("a.b");
			assertThat(other.spans()).hasSize(1);
			assertThat(other.logs()).isEmpty();
			assertThat(other.messages()).hasSize(1);
			assertThat(other.messages("elsewhere.>")).isEmpty();
		}
	}

	private Connection connectToNewStream() throws Exception {
		Connection connection = this.server.connect();
		connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
		return connection;
	}

	private static void publish(Connection connection, String subject, String id, String body) throws Exception {
		Headers headers = new Headers().add("Nats-Msg-Id", id).add("X", "1", "2");
		connection.jetStream()
			.publish(NatsMessage.builder()
				.subject(subject)
				.headers(headers)
				.data(body.getBytes(StandardCharsets.UTF_8))
				.build());
	}

	private static void publishMany(Connection connection, int count) throws Exception {
		byte[] body = "{\"message\":\"x\"}".getBytes(StandardCharsets.UTF_8);
		Deque<CompletableFuture<?>> open = new ArrayDeque<>();
		for (int index = 0; index < count; index++) {
			open.add(connection.jetStream()
				.publishAsync((index % 2 == 0) ? "telemetry.logs.engine.info" : "telemetry.spans.engine.no-run", body));
			if (open.size() > 1_000) {
				open.remove().get(60, TimeUnit.SECONDS);
			}
		}
		for (CompletableFuture<?> future : open) {
			future.get(60, TimeUnit.SECONDS);
		}
	}

}
