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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that no call of {@code offer} waits, whatever becomes of the server: calls with a
 * full queue, as many as {@code -Doffer.calls} says, a million unless told otherwise.
 */
@NatsServerTest(perMethod = true)
class OfferLatencyIT {

	private static final Logger logger = LoggerFactory.getLogger(OfferLatencyIT.class);

	private static final long CALLS = Long.getLong("offer.calls", 1_000_000);

	private static final int THREADS = 4;

	private static final int FLAPS = 5;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final OfferReport REPORT = new OfferReport();

	private NatsServer server;

	private RunningPublisher running;

	@BeforeEach
	void setUp(NatsServer natsServer) throws Exception {
		this.server = natsServer;
		RunningPublisher.createStream(natsServer);
		this.running = RunningPublisher.start(natsServer.url(), RunningPublisher.settings(16_384, 1024 * 1024));
		await().atMost(PATIENCE).until(() -> this.running.connection().state().connected());
	}

	@AfterEach
	void tearDown() {
		this.running.close();
	}

	@AfterAll
	static void writeReport() throws IOException {
		logger.info("{}", REPORT);
		REPORT.write(Path.of("target", "offer-histogram.md"));
	}

	@Test
	void noCallWaitsWhenTheServerIsDead() throws Exception {
		this.server.kill();
		fill();
		check("dead", OfferTimes.measure(THREADS, CALLS / 3, this.running.publisher(), signals(), () -> true));
	}

	@Test
	void noCallWaitsWhenTheServerHangs() throws Exception {
		this.server.pause();
		fill();
		check("hanging", OfferTimes.measure(THREADS, CALLS / 3, this.running.publisher(), signals(), () -> true));
		this.server.resume();
	}

	@Test
	void noCallWaitsWhenTheServerComesAndGoes() throws Exception {
		this.server.kill();
		fill();
		AtomicBoolean stop = new AtomicBoolean();
		AtomicInteger flaps = new AtomicInteger();
		Thread flapping = new Thread(() -> flap(stop, flaps), "flapping");
		flapping.start();
		OfferTimes times = OfferTimes.measure(THREADS, CALLS / 3, this.running.publisher(), signals(),
				() -> flaps.get() >= FLAPS || !flapping.isAlive());
		stop.set(true);
		flapping.join();
		assertThat(flaps).hasValueGreaterThanOrEqualTo(FLAPS);
		check("flapping (" + flaps + " times)", times);
	}

	private void flap(AtomicBoolean stop, AtomicInteger flaps) {
		while (!stop.get()) {
			this.server.restart();
			long before = confirmed();
			await().atMost(PATIENCE).until(() -> confirmed() > before || stop.get());
			this.server.pause();
			Instant paused = Instant.now();
			await().pollInterval(10, TimeUnit.MILLISECONDS)
				.atMost(PATIENCE)
				.until(() -> Duration.between(paused, Instant.now()).toMillis() > 100);
			this.server.resume();
			this.server.kill();
			flaps.incrementAndGet();
		}
	}

	private long confirmed() {
		return this.running.stats(Signal.LOGS).confirmed();
	}

	private void fill() {
		List<LogRecord> signals = signals();
		await().pollInterval(1, TimeUnit.MILLISECONDS).atMost(PATIENCE).until(() -> {
			boolean full = false;
			for (int i = 0; i < 20_000; i++) {
				full = !this.running.publisher().offer(signals.get(i % signals.size()));
			}
			return full && this.running.stats().bufferedBytes() >= this.running.stats().bufferCapacityBytes();
		});
	}

	private void check(String state, OfferTimes times) {
		REPORT.add(this.server.version() + " " + state, times);
		assertThat(times.blocked()).as("times blocked").isZero();
		assertThat(times.waited()).as("times waited").isZero();
		// Far from what is usual, and from the tail that a scheduler makes: what waits in
		// one call of a hundred shows all the same
		long machine = Math.max(times.nothing().getValueAtPercentile(99), times.queue().getValueAtPercentile(99));
		assertThat(times.offer().getValueAtPercentile(99)).as("99 %% of the calls, in nanoseconds")
			.isLessThan(Math.max(TimeUnit.MILLISECONDS.toNanos(10), 100 * machine));
		assertThat(this.running.stats(Signal.LOGS).dropped()).containsKey(DropReason.QUEUE_FULL);
	}

	private static List<LogRecord> signals() {
		List<LogRecord> signals = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			signals.add(new LogRecord(Origin.of("test"), (i == 0) ? LogLevel.ERROR : LogLevel.INFO, "record " + i,
					Instant.EPOCH, Map.of(), "", null, null, "logger", "thread"));
		}
		return signals;
	}

}
