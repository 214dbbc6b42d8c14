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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.bridge.testing.BridgeRuns;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how much a request may have.
 */
@NatsServerTest(perMethod = true)
class RequestSizeIT {

	private static final int MAX_BYTES = 4_096;

	private static final int LEAST_BYTES_OF_A_RECORD = 150;

	private final List<List<TelemetryRecord>> requests = new CopyOnWriteArrayList<>();

	private BridgeRuns runs;

	@BeforeEach
	void begin(NatsServer server) throws Exception {
		this.runs = new BridgeRuns(server);
		this.runs.sink().react(Signal.LOGS, (records, answer) -> {
			this.requests.add(records);
			Sink.Reaction.ok().answer(records, answer);
		});
	}

	@AfterEach
	void end() throws Exception {
		this.runs.close();
	}

	@Test
	void whatIsReadAtOnceIsSentInRequestsOfSoManyBytes() throws Exception {
		this.runs.stream().store(BridgeRuns.logs(0, 1_000));
		this.runs.start((settings) -> settings.batch(500, MAX_BYTES, Duration.ofSeconds(1)));
		this.runs.awaitIdle();
		assertThat(this.runs.numbers(Signal.LOGS)).containsExactlyInAnyOrderElementsOf(BridgeRuns.range(0, 1_000));
		assertThat(this.requests)
			.allSatisfy((records) -> assertThat(records).hasSizeLessThan(MAX_BYTES / LEAST_BYTES_OF_A_RECORD));
		assertThat(this.requests).filteredOn((records) -> records.size() == 1)
			.hasSizeLessThan(this.requests.size() / 2);
	}

	@Test
	void aRecordThatIsLargerIsSentAlone() throws Exception {
		LogRecord large = new LogRecord(Origin.of("engine"), LogLevel.INFO, "x".repeat(3 * MAX_BYTES),
				StoredRecords.log(1).timestamp(), Map.of("number", 1L), "", null, null, "a.B", "main");
		this.runs.stream().store(List.of(StoredRecords.log(0), large, StoredRecords.log(2)));
		this.runs.start((settings) -> settings.batch(500, MAX_BYTES, Duration.ofSeconds(1)));
		this.runs.awaitIdle();
		assertThat(this.runs.numbers(Signal.LOGS)).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(this.requests).contains(List.of(large));
	}

}
