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

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * In an outage that lasts longer than the buffer holds, the bounds hold, what matters
 * most survives, and what is dropped is counted.
 */
@NatsServerTest(perMethod = true)
class OutageIT {

	private static final int FLOOD = 200_000;

	private static final int IMPORTANT = 400;

	private static final int WAVE = 5_000;

	private static final long MUCH_BUFFERED = 2_000_000;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Half of it is in reserve, which is more than the important records take. */
	private static PublisherSettings settings(OverflowPolicy policy) {
		return new PublisherSettings(1_024, 1_024, 4 * 1024 * 1024, 50, 256, Duration.ofMillis(500),
				Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(3), policy);
	}

	@Test
	void warningsAndFailedSpansSurviveAFlood(NatsServer server) {
		flood(server, OverflowPolicy.DROP_NEWEST, DropReason.QUEUE_FULL);
	}

	@Test
	void warningsAndFailedSpansSurviveAFloodThatDropsTheOldest(NatsServer server) {
		flood(server, OverflowPolicy.DROP_OLDEST, DropReason.EVICTED);
	}

	private void flood(NatsServer server, OverflowPolicy policy, DropReason reason) {
		try (FaultRun run = new FaultRun(server.url(), FaultRun.STREAM, settings(policy), 1)) {
			run.watch().start();
			await().atMost(PATIENCE).until(() -> run.connection().state().connected());
			server.kill();
			await().atMost(PATIENCE).until(() -> !run.connection().state().connected());
			Load load = run.load();
			for (int number = 0; number < FLOOD; number++) {
				load.info(number);
				if (number % (FLOOD / IMPORTANT) == 0) {
					load.warn(number);
					load.failedSpan(number);
				}
				if (number % WAVE == 0) {
					// A worker without a processor would leave the buffer empty
					awaitTaken(run);
				}
			}
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(run.stats().signals().get(Signal.LOGS).dropped()).containsKey(reason));
			assertThat(run.stats().signals().get(Signal.SPANS).dropped()).isEmpty();
			server.restart();
			await().atMost(PATIENCE).until(() -> run.pending() == 0);
			run.watch().stop();
			assertThat(run.watch().violations()).isEmpty();
			assertThat(run.watch().mostBufferedBytes()).isGreaterThan(MUCH_BUFFERED);
			List<StoredMessage> stored = TelemetryStream.of(server).messages();
			assertThat(stored).hasSize((int) run.confirmed());
			assertThat(stored.stream().filter((message) -> message.subject().endsWith(".warn"))).hasSize(IMPORTANT);
			assertThat(stored.stream().filter((message) -> message.subject().startsWith("telemetry.spans.")))
				.hasSize(IMPORTANT);
			SignalStats logs = run.stats().signals().get(Signal.LOGS);
			assertThat(logs.offered()).isEqualTo(FLOOD + IMPORTANT).isEqualTo(logs.confirmed() + logs.droppedTotal());
		}
	}

	private static void awaitTaken(FaultRun run) {
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(PATIENCE)
			.until(() -> run.watch().mostBufferedBytes() > MUCH_BUFFERED || run.stats().queued() == 0);
	}

	@Test
	void serverThatComesLateFindsEverythingFromTheFirstLogLineOn(NatsServer server) throws Exception {
		server.stop();
		try (FaultRun run = FaultRun.start(server.url())) {
			FaultRun.hold(new Random().nextInt(3_000));
			server.restart();
			run.awaitConfirmed(1_000);
			run.settleAndCompare(TelemetryStream.of(server)::messages).requireEverythingOnce();
		}
	}

}
