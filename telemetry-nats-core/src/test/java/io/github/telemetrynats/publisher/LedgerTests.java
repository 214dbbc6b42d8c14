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

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ledger}.
 */
class LedgerTests {

	private final Ledger ledger = new Ledger();

	@Test
	void whatIsNeitherConfirmedNorDroppedIsPending() {
		for (int i = 0; i < 10; i++) {
			this.ledger.offered(Signal.LOGS);
		}
		this.ledger.confirmed(Signal.LOGS, false);
		this.ledger.confirmed(Signal.LOGS, true);
		this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
		this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
		this.ledger.dropped(Signal.LOGS, DropReason.TOO_LARGE);
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs)
			.isEqualTo(new SignalStats(10, 2, Map.of(DropReason.QUEUE_FULL, 2L, DropReason.TOO_LARGE, 1L), 5, 1, 0));
		assertThat(logs.droppedTotal()).isEqualTo(3);
		assertThat(this.ledger.stats().get(Signal.SPANS)).isEqualTo(new SignalStats(0, 0, Map.of(), 0, 0, 0));
	}

	@Test
	void whatWasLostBeforeItCouldBeOfferedIsOfferedAndDropped() {
		this.ledger.lost(Signal.LOGS, DropReason.STARTUP_BUFFER_FULL, 0);
		assertThat(this.ledger.lastDropMillis()).isZero();
		this.ledger.lost(Signal.LOGS, DropReason.STARTUP_BUFFER_FULL, 7);
		assertThat(this.ledger.stats().get(Signal.LOGS))
			.isEqualTo(new SignalStats(7, 0, Map.of(DropReason.STARTUP_BUFFER_FULL, 7L), 0, 0, 0));
		assertThat(this.ledger.lastDropMillis()).isPositive();
	}

	@Test
	void neverShowsMoreSettledThanOffered() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		for (int t = 0; t < 2; t++) {
			threads.execute(() -> {
				for (int i = 0; i < 300_000; i++) {
					this.ledger.offered(Signal.SPANS);
					if (i % 2 == 0) {
						this.ledger.confirmed(Signal.SPANS, i % 4 == 0);
					}
					else {
						this.ledger.dropped(Signal.SPANS, DropReason.QUEUE_FULL);
					}
				}
			});
		}
		threads.shutdown();
		while (!threads.isTerminated()) {
			SignalStats spans = this.ledger.stats().get(Signal.SPANS);
			assertThat(spans.pending()).isNotNegative();
			assertThat(spans.recovered()).isLessThanOrEqualTo(spans.confirmed());
			threads.awaitTermination(1, TimeUnit.MILLISECONDS);
		}
		assertThat(this.ledger.stats().get(Signal.SPANS).pending()).isZero();
		assertThat(this.ledger.stats().get(Signal.SPANS).offered()).isEqualTo(600_000);
	}

}
