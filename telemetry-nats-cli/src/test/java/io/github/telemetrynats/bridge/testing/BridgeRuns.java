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

package io.github.telemetrynats.bridge.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.api.ConsumerInfo;

import io.github.telemetrynats.bridge.BridgeException;
import io.github.telemetrynats.bridge.BridgeSettings;
import io.github.telemetrynats.bridge.OtlpBridge;
import io.github.telemetrynats.bridge.SignalStats;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A stream, a backend, and the bridges that a test runs between them.
 */
public final class BridgeRuns implements AutoCloseable {

	public static final Duration LONG = Duration.ofMinutes(2);

	private final Sink sink = new Sink();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final List<OtlpBridge> bridges = new ArrayList<>();

	private final Connection connection;

	private final StoredRecords stream;

	public BridgeRuns(NatsServer server) throws Exception {
		this.connection = server.connect((options) -> options.maxReconnects(-1));
		this.stream = StoredRecords.in(this.connection);
	}

	public Sink sink() {
		return this.sink;
	}

	public StoredRecords stream() {
		return this.stream;
	}

	public Connection connection() {
		return this.connection;
	}

	/** What the bridges have told. */
	public List<String> told() {
		return this.told;
	}

	public OtlpBridge start(UnaryOperator<BridgeSettings.Builder> customizer) throws BridgeException {
		BridgeSettings settings = customizer.apply(BridgeSettings.builder(this.sink.targets())).build();
		OtlpBridge bridge = OtlpBridge.start(this.connection, settings, this.told::add);
		this.bridges.add(bridge);
		return bridge;
	}

	public static SignalStats stats(OtlpBridge bridge, Signal signal) {
		return bridge.stats().stream().filter((stats) -> stats.signal() == signal).findFirst().orElseThrow();
	}

	public ConsumerInfo consumer(Signal signal) throws Exception {
		return this.connection.jetStreamManagement().getConsumerInfo("TELEMETRY", "otlp-bridge-" + signal.token());
	}

	/** Wait until all that is stored is acknowledged. */
	public void awaitIdle() {
		for (Signal signal : Signal.values()) {
			await().ignoreExceptions().atMost(LONG).until(() -> {
				ConsumerInfo info = consumer(signal);
				return info.getNumPending() == 0 && info.getNumAckPending() == 0;
			});
		}
	}

	public List<StoredMessage> deadLetters() {
		return TelemetryStream.of(this.connection, "TELEMETRY_DEAD_LETTERS").messages("telemetry_dead_letters.>");
	}

	/** The numbers of the records that have arrived, each as often as it has. */
	public List<Integer> numbers(Signal signal) {
		return this.sink.records(signal)
			.stream()
			.map((record) -> ((Number) record.attributes().get("number")).intValue())
			.toList();
	}

	public static List<LogRecord> logs(int from, int to) {
		return IntStream.range(from, to).mapToObj(StoredRecords::log).toList();
	}

	public static List<TelemetryRecord> spans(int from, int to) {
		return IntStream.range(from, to).mapToObj((number) -> (TelemetryRecord) StoredRecords.span(number)).toList();
	}

	public static List<Integer> range(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

	@Override
	public void close() throws Exception {
		this.bridges.forEach(OtlpBridge::close);
		this.connection.close();
		this.sink.close();
		assertThat(this.sink.faults()).isEmpty();
	}

}
