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
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TcpProxy;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Closing hands over everything to a server that is well, takes no longer than the close
 * timeout with any other, and leaves no record without a fate.
 */
@NatsServerTest(perMethod = true)
class CloseIT {

	private static final Duration CLOSE_TIMEOUT = FaultRun.PUBLISHER.closeTimeout();

	/** As long as a machine may stall, and less than other time-outs take. */
	private static final Duration GRACE = Duration.ofSeconds(6);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** For records that shall be delivered at the close, however slow the machine. */
	private static final PublisherSettings PATIENT = new PublisherSettings(FaultRun.PUBLISHER.queueCapacity(),
			FaultRun.PUBLISHER.reservedCapacity(), FaultRun.PUBLISHER.bufferBytes(),
			FaultRun.PUBLISHER.reservedBufferPercent(), FaultRun.PUBLISHER.window(), FaultRun.PUBLISHER.ackTimeout(),
			FaultRun.PUBLISHER.backoffInitial(), FaultRun.PUBLISHER.backoffMax(), PATIENCE,
			FaultRun.PUBLISHER.overflowPolicy());

	@Test
	void underLoadEverythingAcceptedIsThere(NatsServer server) throws Exception {
		try (FaultRun run = FaultRun.start(server.url(), PATIENT)) {
			run.awaitConfirmed(2_000);
			// The load goes on: what is offered from now on is refused and counted
			run.publisher().close();
			run.load().stop();
			run.watch().stop();
			assertThat(run.watch().violations()).isEmpty();
			assertThat(run.pending()).isZero();
			long stored = TelemetryStream.of(server).messages().size();
			assertThat(stored).isEqualTo(run.accepted().epochs().size()).isEqualTo(run.confirmed());
			long refused = run.stats()
				.signals()
				.values()
				.stream()
				.mapToLong((stats) -> stats.dropped().getOrDefault(DropReason.CLOSED, 0L))
				.sum();
			assertThat(refused).isEqualTo(run.accepted().refused());
		}
	}

	@Test
	void isBoundedWhenTheServerIsDead(NatsServer server) {
		try (FaultRun run = FaultRun.start(server.url())) {
			closeWith(run, server::kill);
		}
	}

	@Test
	void isBoundedWhenTheServerHangs(NatsServer server) {
		try (FaultRun run = FaultRun.start(server.url())) {
			closeWith(run, server::pause);
			server.resume();
		}
	}

	@Test
	void isBoundedWhenTheNetworkStalls(NatsServer server) {
		try (TcpProxy proxy = TcpProxy.to(server.port()); FaultRun run = FaultRun.start(proxy.url())) {
			closeWith(run, proxy::stall);
		}
	}

	@Test
	void isBoundedWhenAcksAreLost(NatsServer server) {
		try (TcpProxy proxy = TcpProxy.to(server.port()); FaultRun run = FaultRun.start(proxy.url())) {
			closeWith(run, proxy::swallowAnswers);
			// What is dropped at the close may be stored all the same, but not twice
			assertThat(TelemetryStream.of(server).messages().stream().map(StoredMessage::messageId))
				.doesNotHaveDuplicates()
				.hasSizeGreaterThanOrEqualTo((int) run.confirmed());
		}
	}

	@Test
	void waitsForAServerThatComesBackInTime(NatsServer server) throws Exception {
		try (FaultRun run = FaultRun.start(server.url(), PATIENT)) {
			run.awaitConfirmed(1_000);
			server.kill();
			awaitUnconfirmed(run);
			run.load().stop();
			Thread restart = new Thread(() -> {
				FaultRun.hold(500);
				server.restart();
			});
			restart.start();
			run.publisher().close();
			restart.join();
			run.watch().stop();
			run.compare(TelemetryStream.of(server).messages()).requireEverythingOnce();
		}
	}

	@Test
	void lastWordsOfAShortLifeArrive(NatsServer server) {
		for (int life = 0; life < 5; life++) {
			try (FaultRun run = new FaultRun(server.url(), FaultRun.STREAM, PATIENT, life)) {
				Random random = new Random(life);
				for (long number = life * 100L; number < (life + 1) * 100L; number++) {
					run.load().log(number, random);
					run.load().span(number, random);
				}
			}
			assertThat(TelemetryStream.of(server).messages()).hasSize((life + 1) * 200);
		}
	}

	private static void awaitUnconfirmed(FaultRun run) {
		Map<Signal, SignalStats> before = run.stats().signals();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(run.stats().signals()).allSatisfy(
					(signal, stats) -> assertThat(stats.offered()).isGreaterThan(before.get(signal).offered() + 200)));
	}

	private static void closeWith(FaultRun run, Runnable fault) {
		run.awaitConfirmed(1_000);
		fault.run();
		awaitUnconfirmed(run);
		run.load().stop();
		long start = System.nanoTime();
		run.publisher().close();
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		run.watch().stop();
		assertThat(took).isBetween(CLOSE_TIMEOUT.minusMillis(100), CLOSE_TIMEOUT.plus(GRACE));
		assertThat(run.watch().violations()).isEmpty();
		// The close goes without the worker where a machine stalls for more than a second
		await().pollDelay(Duration.ZERO).atMost(PATIENCE).untilAsserted(() -> {
			run.stats().signals().forEach((signal, stats) -> {
				assertThat(stats.pending()).as("%s %s", signal, stats).isZero();
				assertThat(stats.dropped()).as("%s %s", signal, stats).containsOnlyKeys(DropReason.CLOSE_TIMEOUT);
			});
			assertThat(run.stats().bufferedBytes()).isZero();
		});
		long offered = run.stats().signals().values().stream().mapToLong(SignalStats::offered).sum();
		assertThat(offered).isEqualTo(run.accepted().epochs().size());
	}

}
