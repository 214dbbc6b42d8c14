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

package io.github.telemetrynats.benchmarks.encoding;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;
import io.github.telemetrynats.record.TelemetryRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What encoding allocates beside the bytes that go out must not grow unnoticed. Runs
 * interpreted, where every object counts and nothing depends on the machine.
 */
@Tag("allocation")
class EncodingAllocationTests {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final int ROUNDS = 500;

	private static final int LARGE_ROUNDS = 5;

	private static final int ARRAY_HEADER = 16;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final RecordEncoder encoder = new RecordEncoder();

	@ParameterizedTest
	@CsvSource({ "LOG, 80", "SPAN, 112", "METRIC, 490" })
	void encodingAllocatesLittleBesideTheBytes(RecordKind kind, long most) {
		TelemetryRecord record = OurEncoding.record(kind);
		int length = encode(record);
		long before = this.threads.getCurrentThreadAllocatedBytes();
		encode(record);
		long allocated = (this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
		long bytes = (ARRAY_HEADER + length + 7L) / 8 * 8;
		assertThat(allocated - bytes).isLessThanOrEqualTo(most);
	}

	@Test
	void longTextIsCopiedToTheBytesThatGoOutAndNowhereElse() {
		TelemetryRecord record = new LogRecord(Origin.of("orders"), LogLevel.INFO, "x".repeat(100_000), Instant.EPOCH,
				Map.of(), "", null, null, null, null);
		int length = encode(record, LARGE_ROUNDS);
		long before = this.threads.getCurrentThreadAllocatedBytes();
		encode(record, LARGE_ROUNDS);
		long allocated = (this.threads.getCurrentThreadAllocatedBytes() - before) / LARGE_ROUNDS;
		assertThat(allocated).isLessThanOrEqualTo(length + 1_024L);
	}

	private int encode(TelemetryRecord record) {
		return encode(record, ROUNDS);
	}

	private int encode(TelemetryRecord record, int rounds) {
		int length = 0;
		for (int i = 0; i < rounds; i++) {
			length = this.encoder.encode(record, MAX_BYTES).length;
		}
		return length;
	}

}
