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

import ch.qos.logback.classic.LoggerContext;
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
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * One log call: a message with two arguments, an MDC of four entries and two key-value
 * pairs, with and without an exception.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogCaptureBenchmark {

	/** Who takes the events. */
	@Param
	public LogPeer peer = LogPeer.NOTHING;

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("com.example.orders.OrderService");

	private final Exception failure = failure(20);

	private @Nullable Pipeline pipeline;

	private @Nullable Pace pace;

	/** Start the pipeline. */
	@Setup
	public void start() {
		this.context.setMDCAdapter(MDC.getMDCAdapter());
		Pipeline started = this.peer.start(this.context);
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
		this.context.stop();
	}

	/**
	 * Log.
	 * @param caller the thread
	 */
	@Benchmark
	public void log(Caller caller) {
		this.logger.atInfo()
			.setMessage("Order {} of customer {} placed")
			.addArgument(caller.order)
			.addArgument("c-4711")
			.addKeyValue("order.items", caller.items)
			.addKeyValue("channel", "web")
			.log();
	}

	/**
	 * Log an exception.
	 * @param caller the thread
	 */
	@Benchmark
	public void logException(Caller caller) {
		this.logger.atWarn()
			.setMessage("Order {} of customer {} not placed")
			.addArgument(caller.order)
			.addArgument("c-4711")
			.addKeyValue("order.items", caller.items)
			.addKeyValue("channel", "web")
			.setCause(this.failure)
			.log();
	}

	private static Exception failure(int depth) {
		return (depth > 0) ? failure(depth - 1) : new IllegalStateException("Out of stock");
	}

	/**
	 * A thread with an MDC.
	 */
	@State(Scope.Thread)
	public static class Caller {

		private final Long order = 1_234_567_890L;

		private final Integer items = 4_711;

		/**
		 * Begin an iteration.
		 * @param benchmark who captures
		 * @param thread the thread
		 */
		@Setup(Level.Iteration)
		public void begin(LogCaptureBenchmark benchmark, CaptureThread thread) {
			MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
			MDC.put("spanId", "b7ad6b7169203331");
			MDC.put("tenant", "acme");
			MDC.put("user", "u-42");
			if (benchmark.pace != null) {
				thread.begin(benchmark.pace);
			}
		}

	}

}
