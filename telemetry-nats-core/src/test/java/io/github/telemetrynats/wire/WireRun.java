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

package io.github.telemetrynats.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import brave.Tracing;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One run of all captures, from several threads, through the whole pipeline to a server,
 * and what is in its stream then.
 */
final class WireRun {

	private static final int THREADS = 4;

	private static final int ROUNDS = 600;

	private static final int ENOUGH_POINTS = 2_500;

	private static final Duration LONGEST = Duration.ofMinutes(2);

	private static final Map<String, ?> RESOURCE = Map.of("service.version", "1.0 *>\u0000", "n", 3, "nan", Double.NaN,
			"list", List.of("a", "b"));

	private final long seed;

	private final Unacceptable unacceptable = new Unacceptable();

	private Instant start;

	private Instant end;

	private LogLoad logs;

	private MeterLoad meters;

	private final List<SpanLoad> facadeSpans = new ArrayList<>();

	private TypedSpanLoad typedSpans;

	private Map<Signal, SignalStats> stats;

	private List<StoredMessage> messages;

	WireRun(NatsServer server, long seed) throws InterruptedException {
		this.seed = seed;
		this.start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		UglyTexts texts = new UglyTexts(this.seed);
		try (WirePipeline pipeline = new WirePipeline(server)) {
			TelemetryPublisher sink = pipeline.publisher();
			this.logs = new LogLoad(sink, origin("logs", texts));
			this.meters = new MeterLoad(sink, origin("metrics", texts), texts, 600);
			SdkTracerProvider openTelemetry = Bridges.openTelemetry(sink, new Origin("otel", null, RESOURCE));
			SdkTracerProvider typed = Bridges.openTelemetry(sink, origin("typed", texts));
			Tracing brave = Bridges.brave(sink, new Origin("brave", null, RESOURCE), true);
			Tracing braveShort = Bridges.brave(sink, origin("brave 64", texts), false);
			this.facadeSpans.addAll(List.of(new SpanLoad(Bridges.tracer(openTelemetry)),
					new SpanLoad(Bridges.tracer(brave)), new SpanLoad(Bridges.tracer(braveShort))));
			this.typedSpans = new TypedSpanLoad(typed.get("wire"));
			sendKnown();
			sendUgly(pipeline);
			sendHuge(pipeline, texts);
			this.unacceptable.offerTo(sink);
			this.meters.close();
			openTelemetry.close();
			typed.close();
			brave.close();
			braveShort.close();
			this.logs.close();
			pipeline.awaitSettled();
			pipeline.publisher().close();
			this.unacceptable.offerAfterTheEnd(sink);
			this.stats = pipeline.stats();
		}
		this.end = Instant.now();
		this.messages = TelemetryStream.of(server).messages();
	}

	private static Origin origin(String service, UglyTexts texts) {
		return new Origin(service + texts.text(), texts.text(), RESOURCE);
	}

	private void sendKnown() {
		KnownLogs.log(this.logs);
		KnownSpans.trace(this.facadeSpans.get(0));
		KnownSpans.trace(this.facadeSpans.get(1));
		this.typedSpans.traceKnown();
	}

	private void sendUgly(WirePipeline pipeline) throws InterruptedException {
		List<Throwable> failures = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			UglyTexts texts = new UglyTexts(this.seed + 1 + i);
			Thread thread = new Thread(() -> {
				for (int round = 0; round < ROUNDS; round++) {
					pipeline.awaitRoom();
					sendUgly(texts);
				}
			}, texts.text());
			thread.setUncaughtExceptionHandler((failed, failure) -> {
				synchronized (failures) {
					failures.add(failure);
				}
			});
			threads.add(thread);
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			while (thread.isAlive()) {
				this.meters.replace();
				thread.join(20);
			}
		}
		// On a fast machine few steps have passed, which is when most meters publish
		while (pipeline.stats().get(Signal.METRICS).offered() < ENOUGH_POINTS) {
			pipeline.awaitRoom();
			this.meters.replace();
		}
		await().atMost(LONGEST).until(() -> this.meters.steps() >= 5);
		assertThat(failures).as(this::toString).isEmpty();
	}

	private void sendUgly(UglyTexts texts) {
		this.logs.logSomething(texts);
		this.logs.logSomething(texts);
		this.meters.recordSomething(texts);
		this.meters.recordSomething(texts);
		this.typedSpans.traceSomething(texts);
		texts.oneOf(this.facadeSpans).traceSomething(texts);
	}

	private void sendHuge(WirePipeline pipeline, UglyTexts texts) {
		this.logs.logHugeThings(texts);
		pipeline.awaitRoom();
		for (SpanLoad spans : this.facadeSpans) {
			spans.traceHugeThings(texts);
		}
		this.meters.registerHugeThings();
	}

	Instant start() {
		return this.start;
	}

	Instant end() {
		return this.end;
	}

	MeterLoad meters() {
		return this.meters;
	}

	SignalStats stats(Signal signal) {
		return this.stats.get(signal);
	}

	/**
	 * Return what must have been dropped.
	 * @param signal the signal
	 * @return how many records, by reason
	 */
	Map<DropReason, Long> unacceptable(Signal signal) {
		return this.unacceptable.expected(signal);
	}

	/**
	 * Return how many log events or spans the captures must have offered.
	 * @param signal logs or spans
	 * @return records
	 */
	long captured(Signal signal) {
		if (signal == Signal.LOGS) {
			return this.logs.logged() + this.unacceptable.offered(signal);
		}
		long spans = this.typedSpans.ended() + this.facadeSpans.stream().mapToLong(SpanLoad::ended).sum();
		return spans + this.unacceptable.offered(signal);
	}

	List<StoredMessage> messages() {
		return this.messages;
	}

	List<StoredMessage> messages(Signal signal) {
		return this.messages.stream()
			.filter((message) -> message.subject().startsWith("telemetry." + signal.token() + '.'))
			.toList();
	}

	@Override
	public String toString() {
		return "-Dwire.seed=" + this.seed;
	}

}
