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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.publisher.Answer.Verdict;
import io.github.telemetrynats.publisher.PublishLink.Handover;
import io.github.telemetrynats.publisher.StoredIds.Outcome;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the {@link PublishPipeline} does about records that may be stored already, step by
 * step in virtual time, with a server whose every answer is given by the test.
 */
class RetryTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Ledger ledger = new Ledger();

	private final PublishEvents events = new PublishEvents(new WorkerSignal());

	private final Lanes lanes = new Lanes(64, 64);

	private final ScriptedServer server = new ScriptedServer();

	private long now = 1;

	private long sequence;

	private PublishPipeline pipeline;

	@BeforeEach
	void connect() {
		PublisherSettings settings = new PublisherSettings(64, 64, 1024 * 1024, 10, 4, Duration.ofSeconds(2),
				Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5), OverflowPolicy.DROP_NEWEST);
		this.pipeline = new PublishPipeline(settings, this.lanes, this.ledger, this.events, this.server,
				new RecordPreparation(new Subjects("telemetry")), FixedStream.withDefaults(),
				new DropNotice(this.ledger, () -> "nowhere"), new RefusalNotice(() -> "nowhere"), Spool.NONE);
		this.events.located(100);
		this.events.linkUp();
		step(MILLI);
	}

	@Test
	void silenceIsFollowedByALookUpAndNotByASecondCopy() {
		Sent first = offerAndSend();
		step(2 * SECOND + 200 * MILLI);
		step(200 * MILLI);
		assertThat(this.server.sent).hasSize(1);
		assertThat(this.server.lookUps).containsExactly(100L);
		found(new StoredIds(Outcome.COMPLETE, Set.of(first.id())));
		step(MILLI);
		assertThat(this.server.sent).hasSize(1);
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 1, 0));
	}

	@Test
	void whatTheLookUpDoesNotFindIsSentAgain() {
		Sent first = offerAndSend();
		step(2 * SECOND + 200 * MILLI);
		step(200 * MILLI);
		found(new StoredIds(Outcome.COMPLETE, Set.of()));
		step(MILLI);
		assertThat(this.server.sent).hasSize(2);
		Sent second = this.server.last();
		assertThat(second.id()).isEqualTo(first.id());
		answer(second, Verdict.STORED, 101);
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 0, 0));
	}

	@Test
	void recordWhoseSendingEndsInAnErrorIsLookedUpAndNotForgotten() {
		OutOfMemoryError failure = new OutOfMemoryError();
		this.server.failure = failure;
		assertThatThrownBy(this::offerAndSend).isSameAs(failure);
		this.server.failure = null;
		step(2 * SECOND + 200 * MILLI);
		step(200 * MILLI);
		assertThat(this.server.lookUps).containsExactly(100L);
		found(new StoredIds(Outcome.COMPLETE, Set.of()));
		step(MILLI);
		assertThat(this.server.sent).hasSize(2);
		answer(this.server.last(), Verdict.STORED, 101);
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 0, 0));
		assertThat(this.pipeline.gauges().bufferedBytes()).isZero();
	}

	@Test
	void lateRefusalOfAnEarlierAttemptDoesNotCountForTheOneThatIsOnItsWay() {
		Sent first = offerAndSend();
		lose();
		found(new StoredIds(Outcome.COMPLETE, Set.of()));
		step(MILLI);
		assertThat(this.server.sent).hasSize(2);
		answer(first, Verdict.NOT_NOW, 0);
		step(SECOND);
		// The second attempt may be stored: it must not be followed by a third unasked
		assertThat(this.server.sent).hasSize(2);
		answer(this.server.last(), Verdict.STORED, 101);
		assertThat(stats().confirmed()).isEqualTo(1);
	}

	@Test
	void nothingIsRiskedAsLongAsTheServerRefusesEverything() {
		Sent first = offerAndSend();
		lose();
		int answered = 1;
		for (int i = 0; i < 60; i++) {
			found(StoredIds.failed());
			step(MILLI);
			step(SECOND);
			if (this.server.sent.size() > answered) {
				answered = this.server.sent.size();
				answer(this.server.last(), Verdict.NO_STREAM, 0);
			}
		}
		assertThat(this.server.lookUps).hasSizeBetween(5, 60);
		assertThat(stats().maybeDuplicate()).isZero();
		// Back again, the stream tells that the first attempt was stored
		for (int i = 0; i < 10 && stats().pending() > 0; i++) {
			step(6 * SECOND);
			if (this.server.sent.size() > answered) {
				answered = this.server.sent.size();
				answer(this.server.last(), Verdict.NO_STREAM, 0);
			}
			found(new StoredIds(Outcome.COMPLETE, Set.of(first.id())));
			step(MILLI);
		}
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 1, 0));
	}

	@Test
	void lookUpsThatFailAreSpacedLikeOtherRetries() {
		offerAndSend();
		lose();
		for (int i = 0; i < 100; i++) {
			found(StoredIds.failed());
			step(MILLI);
		}
		assertThat(this.server.lookUps).hasSizeLessThan(5);
	}

	@Test
	void lookUpsThatFailAreSpacedAlsoWhileOtherRecordsAreStored() {
		offerAndSend();
		lose();
		step(6 * SECOND);
		for (int i = 0; i < 100; i++) {
			answer(offerAndSend(), Verdict.STORED, 101 + i);
			found(StoredIds.failed());
		}
		assertThat(this.server.lookUps).hasSizeLessThan(5);
		assertThat(this.server.sent).hasSize(101);
	}

	@Test
	void whatCanNeverBeLookedUpIsSentAndCounted() {
		offerAndSend();
		lose();
		for (int i = 0; i < 40 && this.server.sent.size() == 1; i++) {
			step(6 * SECOND);
			found(StoredIds.failed());
			step(MILLI);
		}
		step(6 * SECOND);
		assertThat(this.server.sent).hasSize(2);
		answer(this.server.last(), Verdict.STORED, 101);
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 0, 1));
	}

	@Test
	void whatWasPurgedMeanwhileIsSentAndCounted() {
		offerAndSend();
		lose();
		step(6 * SECOND);
		found(new StoredIds(Outcome.INCOMPLETE, Set.of()));
		step(MILLI);
		answer(this.server.last(), Verdict.STORED, 500);
		assertThat(stats()).isEqualTo(new SignalStats(1, 1, Map.of(), 0, 0, 1));
	}

	@Test
	void looksBehindTheLatestConfirmationAlsoWhenTheStreamWasMadeAnew() {
		answer(offerAndSend(), Verdict.STORED, 3_000);
		Sent refused = offerAndSend();
		answer(refused, Verdict.NO_STREAM, 0);
		step(SECOND);
		answer(this.server.last(), Verdict.STORED, 1);
		offerAndSend();
		lose();
		assertThat(this.server.lookUps).containsExactly(1L);
	}

	private void lose() {
		this.events.linkDown();
		step(MILLI);
		this.events.linkUp();
		step(MILLI);
		step(MILLI);
	}

	private Sent offerAndSend() {
		int before = this.server.sent.size();
		this.ledger.offered(Signal.LOGS);
		this.lanes.offer(new Captured(new LogRecord(Origin.of("test"), LogLevel.INFO, "hello", Instant.EPOCH, Map.of(),
				"", null, null, null, null), ++this.sequence, this.now), false);
		step(MILLI);
		assertThat(this.server.sent).hasSize(before + 1);
		return this.server.last();
	}

	private void found(StoredIds found) {
		if (this.server.lookingUp) {
			this.server.lookingUp = false;
			this.events.lookedUp(found);
		}
	}

	private void answer(Sent sent, Verdict verdict, long storedAt) {
		this.server.answers.add(new Answer(sent.slot(), sent.generation(), sent.attempt(), verdict, storedAt, ""));
		step(MILLI);
	}

	private void step(long nanos) {
		this.now += nanos;
		this.pipeline.step(this.now);
	}

	private SignalStats stats() {
		return this.ledger.stats().get(Signal.LOGS);
	}

	private record Sent(String id, int slot, int generation, int attempt) {

	}

	private static final class ScriptedServer implements PublishLink {

		private final List<Sent> sent = new ArrayList<>();

		private final Queue<Answer> answers = new ArrayDeque<>();

		private @Nullable Error failure;

		private final List<Long> lookUps = new ArrayList<>();

		private boolean lookingUp;

		@Override
		public Handover send(Outgoing outgoing, int generation) {
			this.sent.add(new Sent(outgoing.headers().id(), outgoing.slot(), generation, outgoing.attempts()));
			if (this.failure != null) {
				throw this.failure;
			}
			return Handover.SENT;
		}

		@Override
		public @Nullable Answer pollAnswer() {
			return this.answers.poll();
		}

		@Override
		public void awaitAnswer(long nanos) {
			throw new IllegalStateException("Nobody waits in virtual time");
		}

		@Override
		public boolean lookUp(long afterSequence, List<Outgoing> records) {
			this.lookUps.add(afterSequence);
			this.lookingUp = true;
			return true;
		}

		@Override
		public long duplicateWindowNanos() {
			return 5 * SECOND;
		}

		@Override
		public int maxPayloadBytes() {
			return JetStreamLink.DEFAULT_MAX_PAYLOAD_BYTES;
		}

		private Sent last() {
			return this.sent.get(this.sent.size() - 1);
		}

	}

}
