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

package io.github.telemetrynats.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.capture.logging.LogFeed;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.tracing.NatsSpanProcessor;
import io.github.telemetrynats.record.Origin;

/**
 * Several threads that log, measure and trace through the real appender, registry and
 * tracer. Each thread numbers what it makes, so that every record can be told from every
 * other by its contents: {@code thread * STRIDE + number} is a log's message, a metric
 * point's value and a span's name.
 */
final class Load implements AutoCloseable {

	static final int THREADS = 3;

	static final long STRIDE = 1_000_000_000L;

	/** So many records of each signal a thread makes at a time, at the most. */
	private static final int BURST = 8;

	/** The pause between bursts: about 1,000 records a second of each signal. */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(13);

	private static final Origin ORIGIN = Origin.of("faults");

	private final LoggerContext logback = new LoggerContext();

	private final LogFeed feed;

	private final NatsMeterRegistry registry;

	private final DistributionSummary summary;

	private final SdkTracerProvider tracerProvider;

	private final Tracer tracer;

	private final Logger logger;

	private final List<Thread> threads;

	private volatile boolean stopped;

	Load(AcceptedRecords sink, long seed) {
		this.logback.setMDCAdapter(new LogbackMDCAdapter());
		LogCapture.attach(this.logback, LogCaptureSettings.defaults());
		this.feed = LogCapture.connect(this.logback, sink, ORIGIN, LogCaptureSettings.defaults());
		this.logger = this.logback.getLogger("com.acme.Orders");
		this.logger.setLevel(Level.TRACE);
		this.registry = new NatsMeterRegistry((key) -> key.equals("telemetry.nats.metrics.observations") ? "*" : null,
				Clock.SYSTEM, sink, ORIGIN);
		this.summary = DistributionSummary.builder("orders.value").register(this.registry);
		this.tracerProvider = SdkTracerProvider.builder()
			.addSpanProcessor(NatsSpanProcessor.builder(sink, ORIGIN).build())
			.build();
		this.tracer = this.tracerProvider.get("faults");
		this.threads = IntStream.rangeClosed(1, THREADS)
			.mapToObj((number) -> new Thread(() -> run(number * STRIDE, new Random(seed + number)), "load-" + number))
			.toList();
	}

	void start() {
		this.threads.forEach(Thread::start);
	}

	/**
	 * Have the threads stop, and wait until they have.
	 */
	void stop() {
		this.stopped = true;
		for (Thread thread : this.threads) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	private void run(long first, Random random) {
		long log = first;
		long point = first;
		long span = first;
		while (!this.stopped) {
			for (int burst = random.nextInt(BURST); burst >= 0; burst--) {
				log(++log, random);
				this.summary.record((double) ++point);
				span(++span, random);
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	void log(long number, Random random) {
		switch (random.nextInt(10)) {
			case 0 -> error(number);
			case 1 -> warn(number);
			default -> info(number);
		}
	}

	void info(long number) {
		this.logger.info(Long.toString(number));
	}

	void warn(long number) {
		this.logger.warn(Long.toString(number));
	}

	private void error(long number) {
		this.logger.error(Long.toString(number), new IllegalStateException("failed"));
	}

	void span(long number, Random random) {
		if (random.nextInt(10) == 0) {
			failedSpan(number);
		}
		else {
			this.tracer.spanBuilder(Long.toString(number)).startSpan().end();
		}
	}

	void failedSpan(long number) {
		Span span = this.tracer.spanBuilder(Long.toString(number)).startSpan();
		span.setStatus(StatusCode.ERROR, "failed");
		span.end();
	}

	@Override
	public void close() {
		stop();
		this.tracerProvider.close();
		this.registry.close();
		this.feed.close();
		LogCapture.detach(this.logback);
		this.logback.stop();
	}

}
