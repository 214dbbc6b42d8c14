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

package io.github.telemetrynats.bridge;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.bridge.testing.BridgeRuns;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeadLetters} and {@link DeadLetterDelivery}: whatever a record is
 * like, it can be put aside, and nothing else waits for it.
 */
@NatsServerTest(perMethod = true)
class DeadLettersIT {

	private static final String SUBJECT = "telemetry.logs.engine.info";

	private BridgeRuns runs;

	@BeforeEach
	void begin(NatsServer server) throws Exception {
		this.runs = new BridgeRuns(server);
	}

	@AfterEach
	void end() throws Exception {
		this.runs.close();
	}

	@Test
	void theOriginalHeadersAreKept() throws Exception {
		Headers headers = new Headers().put("Nats-Msg-Id", "a.1").put("traceparent", "00-1-2-01");
		this.runs.connection()
			.jetStream()
			.publish(NatsMessage.builder().subject(SUBJECT).headers(headers).data("{").build());
		StoredMessage letter = onlyLetter();
		assertThat(letter.text()).isEqualTo("{");
		assertThat(letter.headers()).containsEntry("Original-Nats-Msg-Id", List.of("a.1"))
			.containsEntry("traceparent", List.of("00-1-2-01"))
			.containsEntry("Nats-Msg-Id", List.of("TELEMETRY.1"));
	}

	@Test
	void subjectsOfOtherAlphabetsArePercentEncoded() throws Exception {
		this.runs.stream().storeText("telemetry.logs.\u670d\u52a1%.info", "{");
		StoredMessage letter = onlyLetter();
		assertThat(letter.headers().get("Dead-Letter-Subject"))
			.containsExactly("telemetry.logs.%E6%9C%8D%E5%8A%A1%25.info");
	}

	/** A record as large as the server takes would be too large with more headers. */
	@Test
	void theLargestRecordIsCompressed() throws Exception {
		this.runs.sink().react(Signal.LOGS, Sink.Reaction.status(413));
		int size = (int) this.runs.connection().getMaxPayload();
		String start = "{\"level\":\"info\",\"service\":\"s\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"";
		String body = start + "x".repeat(size - start.length() - 2) + "\"}";
		this.runs.stream().storeText(SUBJECT, body);
		StoredMessage letter = onlyLetter();
		assertThat(letter.headers().get("Content-Encoding")).containsExactly("gzip");
		assertThat(letter.headers().get("Dead-Letter-Status")).containsExactly("413");
		try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(letter.data()))) {
			assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(body);
		}
	}

	@Test
	void whatCannotBeCompressedIsLeftOutAndSaidWhereItIs() throws Exception {
		byte[] noise = new byte[(int) this.runs.connection().getMaxPayload()];
		new Random(1).nextBytes(noise);
		this.runs.connection().jetStream().publish(SUBJECT, noise);
		StoredMessage letter = onlyLetter();
		assertThat(letter.text()).isEmpty();
		assertThat(letter.headers().get("Dead-Letter-Body")).containsExactly("left out: " + noise.length + " bytes");
		assertThat(letter.headers().get("Dead-Letter-Sequence")).containsExactly("1");
	}

	@Test
	void whatIsGoodDoesNotWaitForAPlaceForTheRest() throws Exception {
		this.runs.sink().react(Signal.LOGS, (records, answer) -> {
			if (records.stream().anyMatch((record) -> ((LogRecord) record).message().equals("log 30"))) {
				answer.send(400, new byte[0]);
			}
			else {
				Sink.Reaction.ok().answer(records, answer);
			}
		});
		OtlpBridge bridge = start();
		this.runs.connection().jetStreamManagement().deleteStream("TELEMETRY_DEAD_LETTERS");
		this.runs.stream().storeText(SUBJECT, "no record");
		this.runs.stream().store(BridgeRuns.logs(0, 100));
		await().atMost(BridgeRuns.LONG).until(() -> this.runs.numbers(Signal.LOGS).size() == 99);
		await().atMost(BridgeRuns.LONG)
			.untilAsserted(() -> assertThat(this.runs.told()).anyMatch((line) -> line.contains("cannot be stored")));
		assertThat(BridgeRuns.stats(bridge, Signal.LOGS).failing()).isTrue();
		new DeadLetters(this.runs.connection(), "telemetry_dead_letters").provision("TELEMETRY_DEAD_LETTERS");
		this.runs.awaitIdle();
		assertThat(this.runs.deadLetters()).hasSize(2);
		assertThat(this.runs.numbers(Signal.LOGS)).hasSize(99).doesNotHaveDuplicates();
	}

	@Test
	void oneOfManyIsTold() throws Exception {
		this.runs.sink().react(Signal.LOGS, Sink.Reaction.status(422));
		this.runs.stream().store(BridgeRuns.logs(0, 200));
		OtlpBridge bridge = start();
		this.runs.awaitIdle();
		assertThat(this.runs.deadLetters()).hasSize(200);
		// Counted when the server knows that it need not deliver them again
		await().atMost(BridgeRuns.LONG)
			.untilAsserted(() -> assertThat(BridgeRuns.stats(bridge, Signal.LOGS).deadLetters()).isEqualTo(200));
		assertThat(this.runs.told()).filteredOn((line) -> line.contains("is a dead letter now")).hasSizeBetween(1, 199);
	}

	private StoredMessage onlyLetter() throws Exception {
		start();
		this.runs.awaitIdle();
		assertThat(this.runs.deadLetters()).hasSize(1);
		return this.runs.deadLetters().get(0);
	}

	private OtlpBridge start() throws Exception {
		return this.runs.start((settings) -> settings.maxBackoff(Duration.ofMillis(500)));
	}

}
