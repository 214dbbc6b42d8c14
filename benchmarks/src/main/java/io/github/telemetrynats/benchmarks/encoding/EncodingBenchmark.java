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

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;

/**
 * Writes one record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {

	private static final int MAX_BYTES = 1024 * 1024;

	private final RecordEncoder encoder = new RecordEncoder();

	private final LogRecord log = new LogRecord(new Origin("orders", null, Map.of()), LogLevel.INFO, "Order 42 placed",
			Instant.parse("2026-01-02T03:04:05.678Z"), Map.of("order", 42), "", null, null, "com.example.Orders",
			"main");

	/**
	 * Write a log record as we do.
	 * @return the bytes
	 */
	@Benchmark
	public byte[] log() {
		return this.encoder.encode(this.log, MAX_BYTES);
	}

}
