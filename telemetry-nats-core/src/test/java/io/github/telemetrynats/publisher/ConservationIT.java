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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the ledger adds up at every moment, under load and with a server that comes
 * and goes, and that at quiet moments what it calls pending is what is held.
 */
@NatsServerTest(perMethod = true)
class ConservationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int THREADS = 3;

	private final EqualSpans spans = new EqualSpans();

	private final AtomicBoolean stop = new AtomicBoolean();

	private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();

	@AfterEach
	void tearDown() {
		this.stop.set(true);
	}

	@Test
	void ledgerAddsUpAtEveryMoment(NatsServer server) throws Exception {
		RunningPublisher.createStream(server);
		Ledgers ledgers = new Ledgers();
		List<Thread> threads = new ArrayList<>();
		RunningPublisher running = RunningPublisher.start(server.url(), RunningPublisher.settings(1_024, 512 * 1024));
		try (running) {
			Phaser quiet = new Phaser(THREADS + 1);
			for (int t = 0; t < THREADS; t++) {
				threads.add(new Thread(() -> load(running, quiet)));
			}
			threads.add(new Thread(() -> ledgers.watch(running)));
			threads.forEach((thread) -> {
				thread.setDaemon(true);
				thread.start();
			});
			for (int round = 0; round < 6; round++) {
				long before = running.stats(Signal.SPANS).confirmed();
				await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).confirmed() > before + 2_000);
				if (round % 2 == 0) {
					server.kill();
				}
				else {
					server.pause();
				}
				awaitFull(running);
				quiet.arriveAndAwaitAdvance();
				awaitPendingIsHeld(running);
				quiet.arriveAndAwaitAdvance();
				if (round % 2 == 0) {
					server.restart();
				}
				else {
					server.resume();
				}
			}
			this.stop.set(true);
			quiet.arriveAndDeregister();
			for (int t = 0; t < THREADS; t++) {
				threads.get(t).join();
			}
			await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).pending() == 0);
		}
		ledgers.done.set(true);
		threads.get(THREADS).join();
		assertThat(this.wrong.get()).isNull();
		assertThat(ledgers.looks).isGreaterThan(100);
		assertThat(running.stats(Signal.SPANS).pending()).isZero();
		// The close may go without the worker, which gives the room back last
		await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> running.stats().bufferedBytes() == 0);
	}

	private void load(RunningPublisher running, Phaser quiet) {
		int phase = quiet.getPhase();
		for (int i = 0; !this.stop.get(); i++) {
			running.publisher().offer(this.spans.next(i % 5 == 0));
			// One party is never here: it advances when the test says so
			if (i % 64 == 0 && quiet.getArrivedParties() > 0 && phase == quiet.getPhase()) {
				quiet.arriveAndAwaitAdvance();
				phase = quiet.arriveAndAwaitAdvance();
			}
		}
		quiet.arriveAndDeregister();
	}

	private static void awaitFull(RunningPublisher running) {
		long before = running.stats(Signal.SPANS).droppedTotal();
		await().atMost(PATIENCE).until(() -> running.stats(Signal.SPANS).droppedTotal() > before + 1_000);
	}

	private void awaitPendingIsHeld(RunningPublisher running) {
		await().atMost(PATIENCE).untilAsserted(() -> {
			PublisherStats stats = running.stats();
			assertThat(stats.bufferedBytes() % this.spans.footprintBytes()).isZero();
			assertThat(stats.signals().get(Signal.SPANS).pending())
				.isEqualTo(stats.queued() + stats.bufferedBytes() / this.spans.footprintBytes());
		});
	}

	/**
	 * Looks at the ledger all the time.
	 */
	private final class Ledgers {

		private final AtomicBoolean done = new AtomicBoolean();

		private SignalStats before = new SignalStats(0, 0, java.util.Map.of(), 0, 0, 0);

		private long looks;

		void watch(RunningPublisher running) {
			while (!this.done.get()) {
				SignalStats now = running.stats(Signal.SPANS);
				boolean addsUp = now.offered() == now.confirmed() + now.droppedTotal() + now.pending()
						&& now.pending() >= 0;
				boolean grows = now.offered() >= this.before.offered() && now.confirmed() >= this.before.confirmed()
						&& now.droppedTotal() >= this.before.droppedTotal();
				if (!addsUp || !grows) {
					ConservationIT.this.wrong.compareAndSet(null, this.before + " and then " + now);
				}
				this.before = now;
				this.looks++;
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
			}
		}

	}

}
