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

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What capturing leaves for the garbage collector on the application's thread must not
 * grow unnoticed. Runs interpreted, where every object counts and nothing depends on the
 * machine or on what a compiler makes of it. What Logback and the tracers allocate
 * themselves is measured beside it and taken off.
 */
@Tag("allocation")
class CaptureAllocationTests {

	private static final int WARM_UP = 300;

	private static final int CALLS = 1_000;

	/** In bytes a call; the text of the message is in it. */
	private static final long LOG = 568;

	private static final long OPEN_TELEMETRY_SPAN = 184;

	/** Two thirds of it are made by Micrometer's bridge. */
	private static final long BRAVE_SPAN = 2_512;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void logCallAllocatesNoMoreThanItsRecordTakes() {
		long ours = logCall(LogPeer.TELEMETRY_NATS, false);
		assertThat(ours - logCall(LogPeer.NOTHING, false)).isLessThanOrEqualTo(LOG);
	}

	@Test
	void logCallWithAnExceptionAllocatesNoMoreThanItsRecordTakes() {
		long ours = logCall(LogPeer.TELEMETRY_NATS, true);
		assertThat(ours - logCall(LogPeer.NOTHING, true)).isLessThanOrEqualTo(LOG);
	}

	@Test
	void spanOfOpenTelemetryAllocatesNoMoreThanItsRecordTakes() {
		long ours = span(SpanPeer.OPEN_TELEMETRY_TELEMETRY_NATS);
		assertThat(ours - span(SpanPeer.OPEN_TELEMETRY_NOTHING)).isLessThanOrEqualTo(OPEN_TELEMETRY_SPAN);
	}

	@Test
	void spanOfBraveAllocatesNoMoreThanItsRecordTakes() {
		long ours = span(SpanPeer.BRAVE_TELEMETRY_NATS);
		assertThat(ours - span(SpanPeer.BRAVE_NOTHING)).isLessThanOrEqualTo(BRAVE_SPAN);
	}

	@Test
	void recordingATimerAllocatesNothing() {
		OurPipeline pipeline = new OurPipeline();
		NatsMeterRegistry registry = new NatsMeterRegistry(NatsMeterRegistryConfig.DEFAULT, Clock.SYSTEM,
				pipeline.sink(), Origin.of("orders"));
		Timer timer = Timer.builder("orders.placed").publishPercentileHistogram().register(registry);
		record(timer, WARM_UP);
		long before = this.threads.getCurrentThreadAllocatedBytes();
		record(timer, CALLS);
		long after = this.threads.getCurrentThreadAllocatedBytes();
		registry.close();
		pipeline.close();
		assertThat(after - before).isLessThan(CALLS);
	}

	private static void record(Timer timer, int times) {
		for (int i = 0; i < times; i++) {
			timer.record(1_234_567, TimeUnit.NANOSECONDS);
		}
	}

	private static long logCall(LogPeer peer, boolean exception) {
		LogCaptureBenchmark benchmark = new LogCaptureBenchmark();
		benchmark.peer = peer;
		benchmark.start();
		LogCaptureBenchmark.Caller caller = new LogCaptureBenchmark.Caller();
		CaptureThread thread = new CaptureThread();
		Runnable call = exception ? () -> benchmark.logException(caller) : () -> benchmark.log(caller);
		caller.begin(benchmark, thread);
		repeat(call, thread, WARM_UP);
		caller.begin(benchmark, thread);
		repeat(call, thread, CALLS);
		benchmark.finish();
		return thread.callerBytes / thread.captured;
	}

	private static long span(SpanPeer peer) {
		SpanCaptureBenchmark benchmark = new SpanCaptureBenchmark();
		benchmark.peer = peer;
		benchmark.start();
		SpanCaptureBenchmark.Caller caller = new SpanCaptureBenchmark.Caller();
		CaptureThread thread = new CaptureThread();
		caller.begin(benchmark, thread);
		repeat(() -> benchmark.span(caller), thread, WARM_UP);
		caller.begin(benchmark, thread);
		repeat(() -> benchmark.span(caller), thread, CALLS);
		benchmark.finish();
		return thread.callerBytes / thread.captured;
	}

	private static void repeat(Runnable call, CaptureThread thread, int times) {
		for (int i = 0; i < times; i++) {
			thread.next();
			call.run();
		}
		thread.end();
	}

}
