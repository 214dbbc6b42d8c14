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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Writes records of the same content in several formats; figures are for one record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {

	/** What is written. */
	@Param
	public RecordKind kind = RecordKind.LOG;

	/** How it is written. */
	@Param
	public Format format = Format.TELEMETRY_NATS;

	private @Nullable Encoding encoding;

	/**
	 * Make the records.
	 * @throws IOException never
	 */
	@Setup
	public void start() throws IOException {
		Encoding chosen = this.format.encoding(this.kind);
		this.encoding = chosen;
		System.out.printf("%d bytes a record%n", chosen.encode() / Format.BATCH);
	}

	/**
	 * Write them.
	 * @return how many bytes they are
	 * @throws IOException never
	 */
	@Benchmark
	@OperationsPerInvocation(Format.BATCH)
	public long encode() throws IOException {
		return (this.encoding != null) ? this.encoding.encode() : 0;
	}

}
