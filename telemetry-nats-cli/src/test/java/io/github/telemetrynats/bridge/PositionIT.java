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

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.bridge.testing.BridgeRuns;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for where a bridge begins, goes on and ends while records come in.
 */
@NatsServerTest(perMethod = true)
class PositionIT {

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
	void onceStopsAlthoughRecordsComeIn() throws Exception {
		this.runs.stream().store(BridgeRuns.logs(0, 2_000));
		AtomicBoolean ended = new AtomicBoolean();
		Thread producer = new Thread(() -> {
			for (int i = 2_000; !ended.get(); i += 50) {
				this.runs.stream().store(BridgeRuns.logs(i, i + 50));
			}
		});
		producer.start();
		try {
			OtlpBridge bridge = this.runs.start(BridgeSettings.Builder::once);
			assertThat(bridge.awaitEnd(BridgeRuns.LONG)).isTrue();
		}
		finally {
			ended.set(true);
			producer.join();
		}
		assertThat(this.runs.numbers(Signal.LOGS)).doesNotHaveDuplicates().containsAll(BridgeRuns.range(0, 2_000));
	}

	@Test
	void newMeansWhatIsStoredFromNowOn() throws Exception {
		this.runs.stream().store(BridgeRuns.logs(0, 100));
		this.runs.start((settings) -> settings.from(StartPosition.next()));
		this.runs.stream().store(BridgeRuns.logs(100, 200));
		// The server counts what is pending a moment after it has stored it
		await().atMost(BridgeRuns.LONG).until(() -> this.runs.numbers(Signal.LOGS).size() >= 100);
		this.runs.awaitIdle();
		assertThat(this.runs.numbers(Signal.LOGS)).containsExactlyInAnyOrderElementsOf(BridgeRuns.range(100, 200));
	}

	@Test
	void aTimeMeansWhatIsStoredSince() throws Exception {
		this.runs.stream().store(BridgeRuns.logs(0, 200));
		Instant time = this.runs.connection().jetStreamManagement().getMessage("TELEMETRY", 101).getTime().toInstant();
		this.runs.start((settings) -> settings.from(StartPosition.at(time)));
		this.runs.awaitIdle();
		assertThat(this.runs.numbers(Signal.LOGS)).containsExactlyInAnyOrderElementsOf(BridgeRuns.range(100, 200));
	}

	@Test
	void aConsumerThatIsRemovedIsMadeAgainWhereItWas() throws Exception {
		this.runs.sink().react(Signal.LOGS, Sink.Reaction.status(503));
		OtlpBridge bridge = this.runs.start((settings) -> settings);
		this.runs.stream().store(BridgeRuns.logs(0, 5_000));
		await().atMost(BridgeRuns.LONG).until(() -> BridgeRuns.stats(bridge, Signal.LOGS).retries() > 1);
		this.runs.connection().jetStreamManagement().deleteConsumer("TELEMETRY", "otlp-bridge-logs");
		this.runs.sink().react(Signal.LOGS, Sink.Reaction.ok());
		this.runs.awaitIdle();
		assertThat(this.runs.numbers(Signal.LOGS)).hasSize(5_000).doesNotHaveDuplicates();
		this.runs.connection().jetStreamManagement().deleteConsumer("TELEMETRY", "otlp-bridge-logs");
		this.runs.stream().store(BridgeRuns.logs(5_000, 5_100));
		await().atMost(BridgeRuns.LONG).until(() -> this.runs.numbers(Signal.LOGS).size() >= 5_100);
		assertThat(this.runs.numbers(Signal.LOGS)).hasSize(5_100).doesNotHaveDuplicates();
	}

	@Test
	void aBridgeThatIsClosedUnderLoadSendsNothingTwice() throws Exception {
		this.runs.stream().store(BridgeRuns.logs(0, 20_000));
		for (int i = 1; i <= 3; i++) {
			int enough = 2_000 * i;
			// What is on the way when the time is over would be sent again
			OtlpBridge bridge = this.runs.start((settings) -> settings.shutdownTimeout(BridgeRuns.LONG));
			await().atMost(BridgeRuns.LONG).until(() -> this.runs.numbers(Signal.LOGS).size() >= enough);
			bridge.close();
		}
		this.runs.start((settings) -> settings);
		this.runs.awaitIdle();
		Set<Integer> distinct = new HashSet<>(this.runs.numbers(Signal.LOGS));
		assertThat(distinct).hasSize(20_000);
		assertThat(this.runs.numbers(Signal.LOGS)).hasSize(20_000);
	}

}
