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

package io.github.telemetrynats.benchmarks.capture;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One span from its start to its end, with three attributes and one event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanCaptureBenchmark {

	/** Who takes the spans. */
	@Param
	public SpanPeer peer = SpanPeer.OPEN_TELEMETRY_NOTHING;

	private @Nullable SpanPipeline pipeline;

	private @Nullable Pace pace;

	/** Start the pipeline. */
	@Setup
	public void start() {
		SpanPipeline started = this.peer.start();
		this.pipeline = started;
		this.pace = new Pace(started);
	}

	/** End it, unless something was dropped: then there is no result. */
	@TearDown
	public void finish() {
		if (this.pace != null && this.pipeline != null) {
			System.out.printf("captured %d, dropped 0%n", this.pace.finish());
			this.pipeline.close();
		}
	}

	/**
	 * Make a span.
	 * @param caller the thread
	 */
	@Benchmark
	public void span(Caller caller) {
		caller.pipeline.span();
	}

	/**
	 * A thread that makes spans.
	 */
	@State(Scope.Thread)
	public static class Caller {

		private SpanPipeline pipeline = OpenTelemetrySpanPipeline.nothing();

		/**
		 * Begin an iteration.
		 * @param benchmark who captures
		 * @param thread the thread
		 */
		@Setup(Level.Iteration)
		public void begin(SpanCaptureBenchmark benchmark, CaptureThread thread) {
			if (benchmark.pace != null && benchmark.pipeline != null) {
				this.pipeline = benchmark.pipeline;
				thread.begin(benchmark.pace);
			}
		}

	}

}
