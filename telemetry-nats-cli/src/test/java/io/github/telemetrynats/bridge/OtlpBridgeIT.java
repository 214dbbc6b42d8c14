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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.bridge.export.OtlpProtocol;
import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.bridge.testing.BridgeRuns;
import io.github.telemetrynats.bridge.testing.RandomRecords;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OtlpBridge}, with a real server and a backend that answers as told.
 * The first ones are the faults of the bridge that was there before, one by one.
 */
@NatsServerTest(perMethod = true)
class OtlpBridgeIT {

	private static final Duration LONG = Duration.ofMinutes(2);

	private final Sink sink = new Sink();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final List<OtlpBridge> bridges = new ArrayList<>();

	private NatsServer server;

	private Connection connection;

	private StoredRecords stream;

	@BeforeEach
	void begin(NatsServer started) throws Exception {
		this.server = started;
		this.connection = started.connect((options) -> options.maxReconnects(-1));
		this.stream = StoredRecords.in(this.connection);
	}

	@AfterEach
	void end() throws Exception {
		this.bridges.forEach(OtlpBridge::close);
		this.connection.close();
		this.sink.close();
		assertThat(this.sink.faults()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(OtlpProtocol.class)
	void everyFieldOfEveryRecordArrivesOnce(OtlpProtocol protocol) throws Exception {
		RandomRecords random = new RandomRecords(42);
		List<List<TelemetryRecord>> sent = new ArrayList<>();
		for (Signal signal : Signal.values()) {
			List<TelemetryRecord> records = IntStream.range(0, 200).mapToObj((i) -> random.next(signal)).toList();
			this.stream.store(records);
			sent.add(records);
		}
		Map<Signal, OtlpTarget> targets = new EnumMap<>(Signal.class);
		this.sink.targets()
			.forEach((signal, target) -> targets.put(signal, new OtlpTarget(target.url(), protocol, Map.of(),
					target.timeout(), protocol == OtlpProtocol.HTTP_PROTOBUF, null, null, null)));
		this.bridges.add(OtlpBridge.start(this.connection, BridgeSettings.builder(targets).build(), this.told::add));
		awaitIdle();
		int index = 0;
		for (Signal signal : Signal.values()) {
			assertThat(this.sink.records(signal)).containsExactlyInAnyOrderElementsOf(sent.get(index++));
		}
	}

	/** Fault 1: four tries in twenty seconds, and the rest is lost. */
	@Test
	void anOutageLosesNothingAndNothingIsDeliveredAgainMeanwhile() throws Exception {
		this.sink.leave();
		this.stream.store(logs(0, 3_000));
		// Half of it may pass without a sign of life
		start((settings) -> settings.ackWait(Duration.ofSeconds(8)).maxBackoff(Duration.ofMillis(400)));
		await().atMost(LONG).until(() -> stats(Signal.LOGS).retries() > 0);
		long begin = System.nanoTime();
		await().atMost(LONG).until(() -> System.nanoTime() - begin > Duration.ofSeconds(11).toNanos());
		await().atMost(LONG).until(() -> stats(Signal.LOGS).retries() > 5);
		assertThat(consumer(Signal.LOGS).getRedelivered()).as("redelivered during the outage").isZero();
		assertThat(consumer(Signal.LOGS).getNumAckPending()).as("read ahead").isLessThanOrEqualTo(2_048);
		this.sink.comeBack();
		awaitIdle();
		assertThat(numbers()).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 3_000).boxed().toList());
		assertThat(this.told).filteredOn((line) -> line.contains("takes nothing")).hasSize(1);
		assertThat(this.told).filteredOn((line) -> line.contains("takes records again")).hasSize(1);
	}

	/** Fault 2: one signal's failure doubles what the others have sent. */
	@Test
	void oneSignalsTroubleDoesNotTouchTheOthers() throws Exception {
		this.sink.react(Signal.METRICS, Sink.Reaction.status(503));
		this.stream.store(logs(0, 100));
		this.stream.store(IntStream.range(0, 100).mapToObj(StoredRecords::span).toList());
		this.stream.store(IntStream.range(0, 100).mapToObj((i) -> StoredRecords.increment(i, "a")).toList());
		start((settings) -> settings.ackWait(Duration.ofSeconds(1)).maxBackoff(Duration.ofMillis(400)));
		await().atMost(LONG).until(() -> isDone(Signal.LOGS) && isDone(Signal.SPANS));
		await().atMost(LONG).until(() -> stats(Signal.METRICS).retries() > 3);
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(this.sink.records(Signal.SPANS)).hasSize(100).doesNotHaveDuplicates();
		assertThat(stats(Signal.METRICS).failing()).isTrue();
		assertThat(stats(Signal.LOGS).failing()).isFalse();
		this.sink.react(Signal.METRICS, Sink.Reaction.ok());
		awaitIdle();
		assertThat(this.sink.records(Signal.METRICS)).hasSize(100).doesNotHaveDuplicates();
	}

	/** Fault 3: what cannot be decoded is acknowledged, and gone. */
	@Test
	void whatIsNoRecordIsADeadLetterAndStopsNothing() throws Exception {
		this.stream.storeText("telemetry.logs.engine.info", "not JSON");
		this.stream.storeText("telemetry.logs.engine.info", "");
		this.stream.storeText("telemetry.logs.engine.info", "{}");
		this.stream.storeText("telemetry.logs.engine.info",
				"{\"level\":\"info\",\"message\":1,\"timestamp\":\"today\"}");
		this.stream.storeText("telemetry.spans.engine.no-run",
				"{\"trace_id\":\"none\",\"span_id\":\"f6e5d4c3b2a10987\",\"name\":\"n\",\"service\":\"s\","
						+ "\"start_time\":\"2024-01-15T10:30:00Z\",\"end_time\":\"2024-01-15T10:30:00Z\"}");
		this.stream.store(StoredRecords.log(7));
		start();
		awaitIdle();
		assertThat(numbers()).containsExactly(7);
		List<StoredMessage> letters = deadLetters();
		assertThat(letters).extracting(StoredMessage::subject)
			.containsExactlyInAnyOrder("telemetry_dead_letters.logs", "telemetry_dead_letters.logs",
					"telemetry_dead_letters.logs", "telemetry_dead_letters.logs", "telemetry_dead_letters.spans");
		assertThat(letters).extracting(StoredMessage::text).contains("not JSON", "", "{}");
		assertThat(letters)
			.allSatisfy((letter) -> assertThat(letter.headers().get("Dead-Letter-Reason").get(0)).isNotBlank());
	}

	/**
	 * Fault 4: a request that the backend refuses is sent for ever, or lost as a whole.
	 */
	@Test
	void onlyTheRecordThatTheBackendRefusesIsADeadLetter() throws Exception {
		this.sink.react(Signal.LOGS, (records, answer) -> {
			if (records.stream().anyMatch((record) -> ((LogRecord) record).message().equals("log 6789"))) {
				answer.send(400, "bad record".getBytes(StandardCharsets.UTF_8));
			}
			else {
				Sink.Reaction.ok().answer(records, answer);
			}
		});
		this.stream.store(logs(0, 10_000));
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(9_999).doesNotHaveDuplicates().doesNotContain(6_789);
		StoredMessage letter = deadLetters().get(0);
		assertThat(deadLetters()).hasSize(1);
		assertThat(letter.text()).contains("log 6789");
		assertThat(letter.headers().get("Dead-Letter-Reason")).containsExactly("HTTP 400: bad record");
		assertThat(letter.headers().get("Dead-Letter-Status")).containsExactly("400");
		assertThat(letter.headers().get("Dead-Letter-Subject")).containsExactly("telemetry.logs.engine.info");
		assertThat(letter.headers().get("Dead-Letter-Sequence")).containsExactly("6790");
		// Counted when the server knows that it need not deliver it again
		await().atMost(LONG).untilAsserted(() -> assertThat(stats(Signal.LOGS).deadLetters()).isOne());
	}

	/** Fault 5: Retry-After is ignored. */
	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void theBackendIsLeftAloneForAsLongAsItSays(int status) throws Exception {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.sink.react(Signal.LOGS, (records, answer) -> {
			times.add(System.nanoTime());
			if (times.size() == 1) {
				answer.header("Retry-After", "1");
				answer.send(status, new byte[0]);
			}
			else {
				Sink.Reaction.ok().answer(records, answer);
			}
		});
		this.stream.store(logs(0, 100));
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(Duration.ofNanos(times.get(1) - times.get(0))).as("longer than the first pause without being told")
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	/** Fault 5: partial success is not read. */
	@Test
	void partialSuccessIsTold() throws Exception {
		byte[] partial = ExportLogsServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(3).setErrorMessage("too old"))
			.build()
			.toByteArray();
		this.sink.react(Signal.LOGS, (records, answer) -> {
			answer.accept();
			answer.header("Content-Type", "application/x-protobuf");
			answer.send(200, partial);
		});
		this.stream.store(logs(0, 10));
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(10).doesNotHaveDuplicates();
		// Told when the server knows that it need not deliver them again
		await().atMost(LONG).untilAsserted(() -> {
			assertThat(stats(Signal.LOGS).rejected()).isEqualTo(3);
			assertThat(this.told).anyMatch((line) -> line.contains("without 3: too old"));
		});
	}

	/** Fault 5: nothing is compressed. */
	@Test
	void requestsAreCompressedAndBatched() throws Exception {
		this.stream.store(logs(0, 1_024));
		start();
		awaitIdle();
		assertThat(this.sink.requests(Signal.LOGS)).isBetween(2, 10);
		assertThat(this.sink.headers())
			.allSatisfy((headers) -> assertThat(headers).containsEntry("Content-encoding", "gzip"));
	}

	/** Fault 10: a slow backend exceeds the ack wait, and gets everything again. */
	@Test
	void aSlowBackendGetsNothingTwice() throws Exception {
		this.sink.react(Signal.LOGS, (records, answer) -> {
			Instant begin = Instant.now();
			await().atMost(LONG).until(() -> Instant.now().isAfter(begin.plusSeconds(4)));
			Sink.Reaction.ok().answer(records, answer);
		});
		this.stream.store(logs(0, 100));
		start((settings) -> settings.ackWait(Duration.ofSeconds(1)));
		awaitIdle();
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(this.sink.requests(Signal.LOGS)).isOne();
	}

	/** Fault 11: large records and many attributes end the process. */
	@Test
	void recordsWithManyAttributesPass() throws Exception {
		Map<String, Object> fields = new HashMap<>();
		IntStream.range(0, 20_000).forEach((i) -> fields.put("key-" + i, "value"));
		LogRecord log = StoredRecords.log(1);
		LogRecord large = new LogRecord(log.origin(), log.level(), log.message(), log.timestamp(), fields, "", null,
				null, null, null);
		this.stream.store(large);
		start();
		awaitIdle();
		assertThat(this.sink.records(Signal.LOGS)).containsExactly(large);
	}

	@Test
	void anAnswerThatCannotBeReadIsASuccess() throws Exception {
		this.sink.react(Signal.LOGS, (records, answer) -> {
			answer.accept();
			answer.header("Content-Type", "application/x-protobuf");
			answer.send(200, "\n\n<html>garbage".getBytes(StandardCharsets.UTF_8));
		});
		this.sink.react(Signal.SPANS, (records, answer) -> {
			answer.accept();
			answer.breakOff(200);
		});
		this.stream.store(logs(0, 100));
		this.stream.store(IntStream.range(0, 100).mapToObj(StoredRecords::span).toList());
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(this.sink.records(Signal.SPANS)).hasSize(100).doesNotHaveDuplicates();
	}

	@Test
	void aConnectionThatBreaksOffIsTriedAgain() throws Exception {
		List<Integer> calls = new CopyOnWriteArrayList<>();
		this.sink.react(Signal.LOGS, (records, answer) -> {
			calls.add(records.size());
			if (calls.size() > 2) {
				Sink.Reaction.ok().answer(records, answer);
			}
			// Otherwise the exchange is closed without an answer
		});
		this.stream.store(logs(0, 100));
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(stats(Signal.LOGS).retries()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 404, 500 })
	void noRecordIsGivenUpBecauseTheSenderOrTheBackendIsWrong(int status) throws Exception {
		this.sink.react(Signal.LOGS, Sink.Reaction.status(status));
		this.stream.store(logs(0, 100));
		start((settings) -> settings.maxBackoff(Duration.ofMillis(200)));
		await().atMost(LONG).until(() -> stats(Signal.LOGS).retries() > 5);
		assertThat(stats(Signal.LOGS).failing()).isTrue();
		this.sink.react(Signal.LOGS, Sink.Reaction.ok());
		awaitIdle();
		assertThat(numbers()).hasSize(100).doesNotHaveDuplicates();
		assertThat(deadLetters()).isEmpty();
	}

	@Test
	void aBridgeThatIsClosedGivesBackWhatIsOnTheWay() throws Exception {
		this.sink.react(Signal.LOGS, Sink.Reaction.status(503));
		this.stream.store(logs(0, 1_000));
		// Longer than anything is waited for
		OtlpBridge first = start((settings) -> settings.ackWait(LONG.multipliedBy(2)));
		await().atMost(LONG).until(() -> stats(Signal.LOGS).retries() > 0);
		first.close();
		this.bridges.remove(first);
		this.sink.react(Signal.LOGS, Sink.Reaction.ok());
		start();
		awaitIdle();
		assertThat(numbers()).hasSize(1_000).doesNotHaveDuplicates();
	}

	@Test
	void aServerThatRestartsMakesNothingArriveTwice() throws Exception {
		this.sink.react(Signal.LOGS, Sink.Reaction.status(503));
		this.stream.store(logs(0, 5_000));
		start((settings) -> settings.ackWait(Duration.ofSeconds(2)).maxBackoff(Duration.ofMillis(200)));
		await().atMost(LONG).until(() -> stats(Signal.LOGS).retries() > 2);
		this.server.restart();
		this.sink.react(Signal.LOGS, Sink.Reaction.ok());
		awaitIdle();
		assertThat(numbers()).hasSize(5_000).doesNotHaveDuplicates();
	}

	@Test
	void twoBridgesShareTheWork() throws Exception {
		// Otherwise the first one might have done it all before the second one is there
		CountDownLatch bothAreAtWork = new CountDownLatch(1);
		this.sink.react(Signal.LOGS, (records, answer) -> {
			bothAreAtWork.await();
			Sink.Reaction.ok().answer(records, answer);
		});
		this.stream.store(logs(0, 20_000));
		start();
		start();
		await().atMost(LONG)
			.until(() -> this.bridges.stream().allMatch((bridge) -> BridgeRuns.stats(bridge, Signal.LOGS).held() > 0));
		bothAreAtWork.countDown();
		awaitIdle();
		assertThat(numbers()).hasSize(20_000).doesNotHaveDuplicates();
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.bridges)
				.allSatisfy((bridge) -> assertThat(BridgeRuns.stats(bridge, Signal.LOGS).sent()).isPositive()));
	}

	@Test
	void onceStopsAtTheEndOfTheStream() throws Exception {
		this.stream.store(logs(0, 1_000));
		OtlpBridge bridge = start(BridgeSettings.Builder::once);
		assertThat(bridge.awaitEnd(LONG)).isTrue();
		assertThat(numbers()).hasSize(1_000).doesNotHaveDuplicates();
	}

	@Test
	void aRangeIsSentAgainWithoutTouchingThePosition() throws Exception {
		this.stream.store(logs(0, 100));
		start();
		awaitIdle();
		long position = consumer(Signal.LOGS).getAckFloor().getStreamSequence();
		List<StoredMessage> stored = TelemetryStream.of(this.connection).messages();
		OtlpBridge replay = start(
				(settings) -> settings.replay(StartPosition.at(stored.get(40).storedAt()), stored.get(59).storedAt()));
		assertThat(replay.awaitEnd(LONG)).isTrue();
		assertThat(numbers()).hasSizeGreaterThanOrEqualTo(120);
		assertThat(numbers().subList(100, numbers().size())).contains(40, 59);
		assertThat(consumer(Signal.LOGS).getAckFloor().getStreamSequence()).isEqualTo(position);
		replay.close();
		assertThat(this.connection.jetStreamManagement().getConsumerNames("TELEMETRY"))
			.noneMatch((name) -> name.contains("replay"));
	}

	@Test
	void aConsumerOfSomebodyElseIsNotUsed() throws Exception {
		this.connection.jetStreamManagement()
			.addOrUpdateConsumer("TELEMETRY",
					ConsumerConfiguration.builder()
						.durable("otlp-bridge-logs")
						.maxDeliver(4)
						.filterSubject("telemetry.logs.>")
						.build());
		assertThatExceptionOfType(BridgeException.class).isThrownBy(this::start)
			.withMessageContaining("otlp-bridge-logs");
	}

	private OtlpBridge start() throws BridgeException {
		return start((settings) -> settings);
	}

	private OtlpBridge start(UnaryOperator<BridgeSettings.Builder> customizer) throws BridgeException {
		BridgeSettings settings = customizer.apply(BridgeSettings.builder(this.sink.targets())).build();
		OtlpBridge bridge = OtlpBridge.start(this.connection, settings, this.told::add);
		this.bridges.add(bridge);
		return bridge;
	}

	private SignalStats stats(Signal signal) {
		return this.bridges.get(0)
			.stats()
			.stream()
			.filter((stats) -> stats.signal() == signal)
			.findFirst()
			.orElseThrow();
	}

	private ConsumerInfo consumer(Signal signal) throws Exception {
		return this.connection.jetStreamManagement().getConsumerInfo("TELEMETRY", "otlp-bridge-" + signal.token());
	}

	private boolean isDone(Signal signal) throws Exception {
		ConsumerInfo info = consumer(signal);
		return info.getNumPending() == 0 && info.getNumAckPending() == 0;
	}

	private void awaitIdle() {
		await().ignoreExceptions()
			.atMost(LONG)
			.until(() -> isDone(Signal.SPANS) && isDone(Signal.METRICS) && isDone(Signal.LOGS));
	}

	private List<StoredMessage> deadLetters() {
		return TelemetryStream.of(this.connection, "TELEMETRY_DEAD_LETTERS").messages("telemetry_dead_letters.>");
	}

	private List<Integer> numbers() {
		return this.sink.records(Signal.LOGS)
			.stream()
			.map((record) -> ((Number) record.attributes().get("number")).intValue())
			.toList();
	}

	private static List<LogRecord> logs(int from, int to) {
		return IntStream.range(from, to).mapToObj(StoredRecords::log).toList();
	}

}
