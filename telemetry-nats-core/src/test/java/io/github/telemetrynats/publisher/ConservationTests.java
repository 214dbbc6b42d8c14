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
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.record.TelemetryRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that what the ledger calls pending is what lanes, backlog and window really hold,
 * after every single step of the pipeline.
 */
class ConservationTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final Ledger ledger = new Ledger();

	private final PublishEvents events = new PublishEvents(new WorkerSignal());

	private final EqualSpans spans = new EqualSpans();

	private long now = 1;

	private Lanes lanes;

	private FakeServer server;

	private PublishPipeline pipeline;

	@RepeatedTest(50)
	void pendingIsWhatIsHeldAfterEveryStepWhateverTheServerDoes(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition() * 104_729L);
		build(random, random.nextBoolean() ? OverflowPolicy.DROP_NEWEST : OverflowPolicy.DROP_OLDEST);
		for (int i = 0; i < 2_000; i++) {
			if (random.nextInt(100) == 0) {
				upOrDown();
			}
			for (int n = random.nextInt(20); n > 0; n--) {
				offer(this.spans.next(random.nextInt(5) == 0));
			}
			step(random.nextInt(20) * MILLI);
			assertPendingIsHeld(repetition.getCurrentRepetition());
		}
		assertThat(stats().droppedTotal()).isPositive();
		this.pipeline.abandon();
		assertPendingIsHeld(repetition.getCurrentRepetition());
		assertThat(stats().pending()).isZero();
	}

	@ParameterizedTest
	@ValueSource(classes = { StackOverflowError.class, NoClassDefFoundError.class, AssertionError.class,
			IllegalStateException.class })
	void recordThatFailsWhileItIsMadeIsCountedWhateverItThrows(Class<? extends Throwable> failure) throws Exception {
		build(new Random(1), OverflowPolicy.DROP_NEWEST);
		offer(new Failing(failure.getDeclaredConstructor().newInstance()));
		offer(this.spans.next(false));
		step(MILLI);
		assertThatOneWasDropped();
	}

	@Test
	void recordForWhichThereIsNoMemoryIsCountedAndTheWorkerHearsOfIt() {
		build(new Random(1), OverflowPolicy.DROP_NEWEST);
		OutOfMemoryError failure = new OutOfMemoryError();
		offer(new Failing(failure));
		offer(this.spans.next(false));
		assertThatThrownBy(() -> step(MILLI)).isSameAs(failure);
		step(MILLI);
		assertThatOneWasDropped();
	}

	private void assertThatOneWasDropped() {
		assertThat(stats().dropped()).containsOnlyKeys(DropReason.NOT_ENCODABLE)
			.containsEntry(DropReason.NOT_ENCODABLE, 1L);
		assertThat(stats().pending()).isEqualTo(1);
		assertPendingIsHeld(1);
	}

	@Test
	void bytesNeverExceedTheSettingByMoreThanOneRecordALane() {
		build(new Random(1), OverflowPolicy.DROP_NEWEST);
		long most = 0;
		for (int i = 0; i < 10_000; i++) {
			offer(this.spans.next(i % 3 == 0));
			step(MILLI);
			most = Math.max(most, this.pipeline.gauges().bufferedBytes());
		}
		assertThat(most).isBetween(settings(OverflowPolicy.DROP_NEWEST).bufferBytes(),
				settings(OverflowPolicy.DROP_NEWEST).bufferBytes() + 2L * this.spans.footprintBytes());
	}

	private void build(Random random, OverflowPolicy policy) {
		PublisherSettings settings = settings(policy);
		this.lanes = new Lanes(settings.queueCapacity(), settings.reservedCapacity());
		this.server = new FakeServer(random, this.events);
		this.pipeline = new PublishPipeline(settings, this.lanes, this.ledger, this.events, this.server,
				new RecordPreparation(new Subjects("telemetry")), new FixedStream(Duration.ofSeconds(1)),
				new DropNotice(this.ledger, () -> "nowhere"), new RefusalNotice(() -> "nowhere"), Spool.NONE);
	}

	private void upOrDown() {
		if (this.server.isUp()) {
			this.server.down();
		}
		else {
			this.server.up();
		}
	}

	private void offer(CapturedSignal signal) {
		this.ledger.offered(signal.signal());
		if (!this.lanes.offer(new Captured(signal, 0, this.now++), signal.important())) {
			this.ledger.dropped(signal.signal(), DropReason.QUEUE_FULL);
		}
	}

	private void step(long nanos) {
		this.now += nanos;
		this.server.advanceTo(this.now);
		this.pipeline.step(this.now);
	}

	private void assertPendingIsHeld(int repetition) {
		long bytes = this.pipeline.gauges().bufferedBytes();
		assertThat(bytes % this.spans.footprintBytes()).as("odd bytes in repetition %d", repetition).isZero();
		assertThat(stats().pending()).as("pending in repetition %d", repetition)
			.isEqualTo(this.lanes.size() + bytes / this.spans.footprintBytes());
	}

	private SignalStats stats() {
		return this.ledger.stats().get(Signal.SPANS);
	}

	private static PublisherSettings settings(OverflowPolicy policy) {
		return new PublisherSettings(64, 16, 64 * 1024, 10, 32, Duration.ofSeconds(1), Duration.ofMillis(50),
				Duration.ofSeconds(1), Duration.ofSeconds(1), policy);
	}

	/**
	 * Cannot be made.
	 */
	private record Failing(Throwable failure) implements CapturedSignal {

		@Override
		public Signal signal() {
			return Signal.SPANS;
		}

		@Override
		public boolean important() {
			return false;
		}

		@Override
		public TelemetryRecord toRecord() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.failure;
		}

	}

}
