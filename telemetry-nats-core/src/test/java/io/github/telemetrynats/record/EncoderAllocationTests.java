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

package io.github.telemetrynats.record;

import java.lang.management.ManagementFactory;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The encoder works beside the application: what it allocates is the application's
 * garbage collection.
 */
class EncoderAllocationTests {

	private static final int ROUNDS = 2_000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final RecordEncoder encoder = new RecordEncoder();

	private final Subjects subjects = new Subjects("telemetry");

	@Test
	void encodingAllocatesLittleMoreThanTheBytesThatGoOut() {
		Map<String, Object> attributes = TestRecords.map("run_id", "abc123", "http.status", 200, "retry", true, "ratio",
				0.25, "url", "/orders/{id}/steps", "note", "grün 🚀");
		for (TelemetryRecord record : new TelemetryRecord[] { TestRecords.span("worker.executeTask", attributes),
				TestRecords.metric(), TestRecords.log(attributes),
				TestRecords.log(Map.of("exception.stacktrace", "\tat com.acme.A.b(A.java:1)\n".repeat(400))) }) {
			long size = this.encoder.encode(record, TestRecords.MAX).length;
			assertThat(allocatedByEncoding(record)).as(record.toString()).isLessThan(size + 500);
		}
	}

	@Test
	void cuttingALargeRecordAllocatesAFewTimesTheLimitAtMost() {
		TelemetryRecord record = TestRecords.log(Map.of("exception.stacktrace", "x".repeat(2 * TestRecords.MAX)));
		assertThat(allocatedByEncoding(record)).isLessThan(8L * TestRecords.MAX);
	}

	@Test
	void subjectOfTheSameKindAllocatesNothing() {
		TelemetryRecord record = TestRecords.metric();
		long before = 0;
		for (int i = 0; i <= 2 * ROUNDS; i++) {
			if (i == ROUNDS) {
				before = this.threads.getCurrentThreadAllocatedBytes();
			}
			this.subjects.of(record);
		}
		assertThat((this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS).isLessThan(16);
	}

	private long allocatedByEncoding(TelemetryRecord record) {
		int rounds = (record.attributes().toString().length() > TestRecords.MAX) ? 20 : ROUNDS;
		for (int i = 0; i < rounds; i++) {
			this.encoder.encode(record, TestRecords.MAX);
		}
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < rounds; i++) {
			this.encoder.encode(record, TestRecords.MAX);
		}
		return (this.threads.getCurrentThreadAllocatedBytes() - before) / rounds;
	}

}
