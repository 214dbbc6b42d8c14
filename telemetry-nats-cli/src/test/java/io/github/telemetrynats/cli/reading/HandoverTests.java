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

package io.github.telemetrynats.cli.reading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.RecordDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Handover}.
 */
class HandoverTests {

	private static final int MANY = 20_000;

	private static final RecordDecoder DECODER = new RecordDecoder();

	private final List<Long> taken = new ArrayList<>();

	@Test
	void manyAreHandedOnInOrderAndAllWhenItIsClosed() {
		try (Handover handover = new Handover((entry) -> this.taken.add(entry.sequence()))) {
			for (int i = 0; i < MANY; i++) {
				handover.accept(entry(i, 10));
			}
		}
		assertThat(this.taken).containsExactlyElementsOf(LongStream.range(0, MANY).boxed().toList());
	}

	@Test
	void fewAreHandedOnAtOnce() {
		try (Handover handover = new Handover((entry) -> this.taken.add(entry.sequence()))) {
			handover.accept(entry(7, 10));
			assertThat(this.taken).containsExactly(7L);
		}
	}

	@Test
	void whatWaitsIsBoundedInBytes() {
		AtomicLong accepted = new AtomicLong();
		AtomicLong done = new AtomicLong();
		AtomicLong mostWaiting = new AtomicLong();
		int large = 64 * 1024;
		try (Handover handover = new Handover((entry) -> {
			if (entry.body().length == large) {
				// Room for eight batches of five there is
				while (accepted.get() - done.get() < 40) {
					Thread.onSpinWait();
				}
			}
			mostWaiting.accumulateAndGet(accepted.get() - done.get(), Math::max);
			done.incrementAndGet();
		})) {
			for (int i = 0; i < 5_500; i++) {
				handover.accept(entry(i, (i < 5_000) ? 10 : large));
				accepted.incrementAndGet();
			}
			accepted.addAndGet(40);
		}
		assertThat(mostWaiting.get()).isLessThan(100);
		assertThat(done).hasValue(5_500);
	}

	@Test
	void afterTheSinkHasFailedNothingMoreIsTaken() {
		IllegalStateException failure = new IllegalStateException("Nobody reads");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> {
			try (Handover handover = new Handover((entry) -> {
				if (entry.sequence() == MANY / 2) {
					throw failure;
				}
				this.taken.add(entry.sequence());
			})) {
				for (int i = 0; i < 1_000_000; i++) {
					handover.accept(entry(i, 10));
				}
			}
		}).isSameAs(failure);
		assertThat(this.taken).hasSize(MANY / 2);
	}

	private static Entry entry(long sequence, int size) {
		byte[] body = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
		return new Entry(NatsMessage.builder().subject("telemetry.logs.s.info").data(body).build(),
				new Entry.Position(sequence, 0, 0, 0, 9), DECODER);
	}

}
