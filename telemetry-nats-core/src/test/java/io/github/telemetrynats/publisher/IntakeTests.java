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

import java.time.Instant;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Intake}: who finds room in a full backlog, and who gives way.
 */
class IntakeTests {

	private static final long CAPACITY_BYTES = 100_000;

	private final Ledger ledger = new Ledger();

	private final Lanes lanes = new Lanes(4_096, 4_096);

	private final Backlog backlog = new Backlog(CAPACITY_BYTES, 50);

	private final FakeServer server = new FakeServer(new Random(1), new PublishEvents(new WorkerSignal()));

	private long clock;

	private long taken;

	private long firstImportant = -1;

	@Test
	void newestWaitsInTheLaneIfItIsTheOneToDrop() {
		Intake intake = intake(OverflowPolicy.DROP_NEWEST);
		fill(intake, LogLevel.INFO);
		long oldest = oldest();
		offer(LogLevel.INFO);
		assertThat(intake.canPrepare()).isFalse();
		assertThat(intake.take(0, false)).isFalse();
		assertThat(oldest()).isEqualTo(oldest);
		assertThat(dropped()).isEmpty();
	}

	@Test
	void importantFindsTheReserveWhileTheRestWaits() {
		Intake intake = intake(OverflowPolicy.DROP_NEWEST);
		fill(intake, LogLevel.INFO);
		offer(LogLevel.INFO);
		offer(LogLevel.ERROR);
		assertThat(intake.canPrepare()).isTrue();
		assertThat(intake.take(0, false)).isTrue();
		assertThat(this.lanes.isReservedEmpty()).isTrue();
		assertThat(this.lanes.isOrdinaryEmpty()).isFalse();
	}

	@Test
	void oldestOrdinaryRecordGivesWayToANewOne() {
		Intake intake = intake(OverflowPolicy.DROP_OLDEST);
		fill(intake, LogLevel.INFO);
		long oldest = oldest();
		offer(LogLevel.INFO);
		assertThat(intake.canPrepare()).isTrue();
		assertThat(intake.take(0, false)).isTrue();
		assertThat(this.lanes.isEmpty()).isTrue();
		assertThat(oldest()).isNotEqualTo(oldest);
		assertThat(dropped()).isEqualTo(Map.of(DropReason.EVICTED, 1L));
	}

	@Test
	void noImportantRecordGivesWayToAnOrdinaryOne() {
		Intake intake = intake(OverflowPolicy.DROP_OLDEST);
		fill(intake, LogLevel.ERROR);
		offer(LogLevel.INFO);
		assertThat(intake.canPrepare()).isFalse();
		assertThat(intake.take(0, false)).isFalse();
		assertThat(dropped()).isEmpty();
		assertThat(this.backlog.hasRoomForImportant()).isFalse();
	}

	@Test
	void oldestImportantRecordGivesWayToANewOneIfNothingElseIsLeft() {
		Intake intake = intake(OverflowPolicy.DROP_OLDEST);
		fill(intake, LogLevel.ERROR);
		long oldest = oldest();
		offer(LogLevel.ERROR);
		assertThat(intake.canPrepare()).isTrue();
		assertThat(intake.take(0, false)).isTrue();
		assertThat(oldest()).isNotEqualTo(oldest);
		assertThat(dropped()).isEqualTo(Map.of(DropReason.EVICTED, 1L));
	}

	@Test
	void ordinaryRecordsGiveWayBeforeImportantOnes() {
		Intake intake = intake(OverflowPolicy.DROP_OLDEST);
		fill(intake, LogLevel.INFO);
		fill(intake, LogLevel.ERROR);
		for (int i = 0; this.backlog.hasEvictable(false) && i < 10_000; i++) {
			offer(LogLevel.ERROR);
			intake.take(0, false);
		}
		assertThat(this.backlog.hasEvictable(false)).isFalse();
		Outgoing first = this.backlog.poll();
		assertThat(first).isNotNull();
		assertThat(first.isImportant()).isTrue();
		assertThat(first.order()).as("the first important record of all").isEqualTo(this.firstImportant);
	}

	private Intake intake(OverflowPolicy policy) {
		return new Intake(policy, this.lanes, this.ledger, this.server,
				new RecordPreparation(new Subjects("telemetry")), Spool.NONE, this.backlog);
	}

	private void fill(Intake intake, LogLevel level) {
		boolean important = level == LogLevel.ERROR;
		while (important ? this.backlog.hasRoomForImportant() : this.backlog.hasRoomForOrdinary()) {
			if (important && this.firstImportant < 0) {
				this.firstImportant = this.taken;
			}
			offer(level);
			intake.take(0, false);
			this.taken++;
		}
	}

	private void offer(LogLevel level) {
		LogRecord log = new LogRecord(Origin.of("test"), level, "text", Instant.EPOCH, Map.of(), "", null, null, null,
				null);
		this.ledger.offered(Signal.LOGS);
		assertThat(this.lanes.offer(new Captured(log, 1, this.clock++), log.important())).isTrue();
	}

	private long oldest() {
		return this.backlog.oldestCapturedNanos(Long.MAX_VALUE);
	}

	private Map<DropReason, Long> dropped() {
		return this.ledger.dropped();
	}

}
