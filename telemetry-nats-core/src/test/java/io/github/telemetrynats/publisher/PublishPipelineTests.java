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
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.record.TelemetryRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishPipeline}, driven in virtual time against a {@link FakeServer}.
 */
class PublishPipelineTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final Ledger ledger = new Ledger();

	private final WorkerSignal signal = new WorkerSignal();

	private final PublishEvents events = new PublishEvents(this.signal);

	private long now = 1;

	private long sequence;

	private Lanes lanes;

	private FakeServer server;

	private PublishPipeline pipeline;

	private void build(PublisherSettings settings, Random random) {
		this.lanes = new Lanes(settings.queueCapacity(), settings.reservedCapacity());
		this.server = new FakeServer(random, this.events);
		this.pipeline = new PublishPipeline(settings, this.lanes, this.ledger, this.events, this.server,
				new RecordPreparation(new Subjects("telemetry")), FixedStream.withDefaults(),
				new DropNotice(this.ledger, () -> "nowhere"), new RefusalNotice(() -> "nowhere"), Spool.NONE);
	}

	@RepeatedTest(300)
	void storesEverythingThatWasTakenExactlyOnceWhateverTheServerDoes(RepetitionInfo repetition) {
		long seed = repetition.getCurrentRepetition() * 7919L;
		Random random = new Random(seed);
		build(settings(1 + random.nextInt(64), OverflowPolicy.DROP_NEWEST), random);
		boolean lookUpsWork = random.nextBoolean();
		if (lookUpsWork) {
			this.server.answerLookUps();
		}
		int taken = 0;
		for (int i = 0; i < 3_000; i++) {
			trouble(random, lookUpsWork);
			for (int n = random.nextInt(3); n > 0; n--) {
				taken += offer(random.nextInt(5) == 0) ? 1 : 0;
			}
			advance(random.nextInt(20) * MILLI);
		}
		this.server.behave();
		this.server.jetStreamOff(false);
		this.server.resume();
		this.server.up();
		for (int i = 0; i < 100_000 && !this.pipeline.isSettled(); i++) {
			advance(50 * MILLI);
		}
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs.pending()).as("pending with seed %d", seed).isZero();
		assertThat(logs.confirmed()).as("confirmed with seed %d", seed).isEqualTo(taken);
		assertThat(logs.offered()).as("offered with seed %d", seed).isEqualTo(taken + logs.droppedTotal());
		assertThat(logs.dropped().keySet()).isSubsetOf(Set.of(DropReason.QUEUE_FULL));
		Set<String> ids = new HashSet<>(this.server.stored());
		assertThat(ids).as("stored with seed %d", seed).hasSize(taken);
		long duplicates = (long) this.server.stored().size() - ids.size();
		assertThat(duplicates).as("duplicates with seed %d", seed).isBetween(0L, logs.maybeDuplicate());
		if (lookUpsWork) {
			assertThat(duplicates + logs.maybeDuplicate()).as("unknown fates with seed %d", seed).isZero();
		}
	}

	private void trouble(Random random, boolean lookUpsWork) {
		if (random.nextInt(100) == 0) {
			if (this.server.isUp()) {
				this.server.down();
			}
			else if (!this.server.isHanging()) {
				this.server.up();
			}
		}
		if (!lookUpsWork && random.nextInt(300) == 0) {
			this.server.jetStreamOff(!this.server.isJetStreamOff());
		}
		if (random.nextInt(this.server.isHanging() ? 300 : 500) == 0) {
			if (this.server.isHanging()) {
				this.server.resume();
			}
			else {
				this.server.hang();
			}
		}
	}

	@Test
	void confirmsManyTimesMoreThanTheWindowHolds() {
		build(settings(8, OverflowPolicy.DROP_NEWEST), new Random(1));
		this.server.behave();
		this.server.up();
		for (int i = 0; i < 100; i++) {
			offer(false);
		}
		for (int i = 0; i < 50; i++) {
			advance(MILLI);
		}
		assertThat(this.server.stored()).hasSize(100);
		assertThat(this.ledger.stats().get(Signal.LOGS).confirmed()).isEqualTo(100);
	}

	@Test
	void keepsTheImportantWhenAFloodFillsTheBufferDuringAnOutage() {
		build(settings(8, OverflowPolicy.DROP_NEWEST), new Random(1));
		this.server.behave();
		int errors = 0;
		for (int i = 0; i < 5_000; i++) {
			offer(false);
			if (i % 250 == 0) {
				errors += offer(true) ? 1 : 0;
			}
			advance(MILLI);
		}
		assertThat(errors).isEqualTo(20);
		assertThat(this.ledger.stats().get(Signal.LOGS).dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
		long taken = 5_000 + errors - this.ledger.stats().get(Signal.LOGS).droppedTotal();
		this.server.up();
		for (int i = 0; i < 1_000; i++) {
			advance(MILLI);
		}
		assertThat(this.server.stored()).hasSize((int) taken);
		assertThat(this.ledger.stats().get(Signal.LOGS).pending()).isZero();
	}

	@Test
	void dropsTheOldestWhenThePolicySaysSo() {
		build(settings(8, OverflowPolicy.DROP_OLDEST), new Random(1));
		this.server.behave();
		for (int i = 0; i < 5_000; i++) {
			assertThat(offer(false)).isTrue();
			advance(MILLI);
		}
		SignalStats outage = this.ledger.stats().get(Signal.LOGS);
		assertThat(outage.dropped()).containsOnlyKeys(DropReason.EVICTED);
		this.server.up();
		for (int i = 0; i < 1_000; i++) {
			advance(MILLI);
		}
		assertThat(this.server.stored()).hasSize((int) (5_000 - outage.droppedTotal()));
		assertThat(this.server.stored().get(this.server.stored().size() - 1)).endsWith(".5000");
		assertThat(this.server.stored()).noneMatch((id) -> id.endsWith(".1"));
	}

	@Test
	void countsWhatIsLeftWhenTheTimeToCloseIsOver() {
		build(settings(8, OverflowPolicy.DROP_NEWEST), new Random(1));
		for (int i = 0; i < 20; i++) {
			offer(false);
		}
		advance(MILLI);
		offer(false);
		assertThat(this.pipeline.isSettled()).isFalse();
		this.pipeline.abandon();
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs.dropped()).isEqualTo(Map.of(DropReason.CLOSE_TIMEOUT, 21L));
		assertThat(logs.pending()).isZero();
		assertThat(this.pipeline.gauges().bufferedBytes()).isZero();
		assertThat(this.pipeline.isSettled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, StackOverflowError.class, NoSuchMethodError.class,
			AssertionError.class })
	void recordThatCanNotBeMadeIsCountedAndTheNextOneArrives(Class<? extends Throwable> failure) {
		build(settings(8, OverflowPolicy.DROP_NEWEST), new Random(1));
		this.server.behave();
		this.server.up();
		CapturedSignal broken = new BrokenSignal(failure);
		this.ledger.offered(Signal.LOGS);
		this.lanes.offer(new Captured(broken, ++this.sequence, this.now), false);
		offer(false);
		advance(MILLI);
		advance(MILLI);
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs.dropped()).isEqualTo(Map.of(DropReason.NOT_ENCODABLE, 1L));
		assertThat(logs.confirmed()).isEqualTo(1);
		assertThat(logs.pending()).isZero();
	}

	@Test
	void messageThatTheClientNeverTakesIsCountedAndHoldsNobodyUp() {
		build(settings(8, OverflowPolicy.DROP_NEWEST), new Random(1));
		this.server.behave();
		this.server.impossible((id) -> id.endsWith(".3"));
		this.server.up();
		for (int i = 0; i < 10; i++) {
			offer(false);
		}
		for (int i = 0; i < 10; i++) {
			advance(MILLI);
		}
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs.dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
		assertThat(logs.confirmed()).isEqualTo(9);
	}

	private boolean offer(boolean important) {
		LogRecord log = new LogRecord(Origin.of("test"), important ? LogLevel.ERROR : LogLevel.INFO, "x".repeat(100),
				Instant.EPOCH, Map.of(), "", null, null, null, null);
		this.ledger.offered(Signal.LOGS);
		boolean taken = this.lanes.offer(new Captured(log, ++this.sequence, this.now), important);
		if (!taken) {
			this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
		}
		return taken;
	}

	private void advance(long nanos) {
		this.now += nanos;
		this.server.advanceTo(this.now);
		this.pipeline.step(this.now);
	}

	private static PublisherSettings settings(int window, OverflowPolicy policy) {
		return new PublisherSettings(512, 64, 256 * 1024, 10, window, Duration.ofSeconds(2), Duration.ofMillis(100),
				Duration.ofSeconds(5), Duration.ofSeconds(5), policy);
	}

	private record BrokenSignal(Class<? extends Throwable> failure) implements CapturedSignal {

		@Override
		public Signal signal() {
			return Signal.LOGS;
		}

		@Override
		public boolean important() {
			return false;
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> RuntimeException sneaky(Class<? extends Throwable> type) throws T {
			try {
				throw (T) type.getConstructor().newInstance();
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalArgumentException(ex);
			}
		}

		@Override
		public TelemetryRecord toRecord() {
			throw BrokenSignal.<RuntimeException>sneaky(this.failure);
		}

	}

}
