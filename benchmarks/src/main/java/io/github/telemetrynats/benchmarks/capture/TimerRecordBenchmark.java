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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;
import io.github.telemetrynats.record.Origin;

/**
 * One observation of a timer that all threads share. Nothing can be dropped here: a
 * registry adds up.
 */
@State(Scope.Benchmark)
@BenchmarkMode({ Mode.AverageTime, Mode.SampleTime })
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerRecordBenchmark {

	private static final Duration STEP = Duration.ofSeconds(1);

	/** Whose timer it is. */
	@Param
	public Registry registry = Registry.SIMPLE;

	/** Whether the timer publishes a histogram. */
	@Param({ "false", "true" })
	public boolean histogram;

	private @Nullable OurPipeline pipeline;

	private MeterRegistry meters = new SimpleMeterRegistry();

	private Timer timer = this.meters.timer("before");

	/** Register the timer. */
	@Setup
	public void start() {
		this.meters = switch (this.registry) {
			case SIMPLE -> new SimpleMeterRegistry();
			case TELEMETRY_NATS -> telemetryNats();
			case MICROMETER_OTLP -> otlp();
		};
		Timer.Builder builder = Timer.builder("orders.placed").tag("channel", "web").tag("tenant", "acme");
		this.timer = (this.histogram ? builder.publishPercentileHistogram() : builder).register(this.meters);
	}

	private MeterRegistry telemetryNats() {
		OurPipeline started = new OurPipeline();
		this.pipeline = started;
		NatsMeterRegistryConfig config = (key) -> key.endsWith(".step") ? STEP.toString() : null;
		return new NatsMeterRegistry(config, Clock.SYSTEM, started.sink(), Origin.of("orders"));
	}

	private static MeterRegistry otlp() {
		OtlpConfig config = (key) -> key.endsWith(".step") ? STEP.toString() : null;
		return OtlpMeterRegistry.builder(config).metricsSender((request) -> {
		}).build();
	}

	/** Publish what is left. */
	@TearDown
	public void finish() {
		this.meters.close();
		if (this.pipeline != null) {
			System.out.printf("dropped %d%n", this.pipeline.dropped());
			this.pipeline.close();
		}
	}

	/** Record. */
	@Benchmark
	public void record() {
		this.timer.record(1_234_567, TimeUnit.NANOSECONDS);
	}

	/**
	 * A registry.
	 */
	public enum Registry {

		/** Micrometer's registry that publishes nothing. */
		SIMPLE,

		/** Ours. */
		TELEMETRY_NATS,

		/** Micrometer's own for OTLP. */
		MICROMETER_OTLP

	}

}
