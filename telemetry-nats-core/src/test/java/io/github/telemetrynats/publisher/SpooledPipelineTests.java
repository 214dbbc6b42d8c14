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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishPipeline} with a {@link FileSpool}, driven in virtual time
 * against a {@link FakeServer}, through processes that are killed. A killed process is
 * one whose files are copied and that takes no further step.
 */
class SpooledPipelineTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int SEGMENT_BYTES = 16 * 1024;

	private static final Subjects SUBJECTS = new Subjects("telemetry");

	@TempDir
	private Path temp;

	private final Set<Long> encoded = new HashSet<>();

	private long now = 1;

	private long sequence;

	private int process;

	private Path directory;

	private Ledger ledger;

	private Lanes lanes;

	private PublishEvents events;

	private FakeServer server;

	private Spool spool;

	private PublishPipeline pipeline;

	private void start(Random random, Path newDirectory) {
		this.directory = newDirectory;
		this.ledger = new Ledger();
		this.lanes = new Lanes(512, 64);
		this.events = new PublishEvents(new WorkerSignal());
		if (this.server == null) {
			this.server = new FakeServer(random, this.events);
			this.server.answerLookUps();
		}
		else {
			this.server.nextProcess(this.events);
		}
		this.spool = new FileSpool(new SpoolSettings(newDirectory, 8L * 1024 * 1024), SUBJECTS, SEGMENT_BYTES);
		this.spool.open();
		PublisherSettings settings = new PublisherSettings(512, 64, 256 * 1024, 10, 1 + random.nextInt(32),
				Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5),
				OverflowPolicy.DROP_NEWEST);
		this.pipeline = new PublishPipeline(settings, this.lanes, this.ledger, this.events, this.server,
				new RecordPreparation(SUBJECTS), FixedStream.withDefaults(),
				new DropNotice(this.ledger, () -> "nowhere"), new RefusalNotice(() -> "nowhere"), this.spool);
	}

	@RepeatedTest(60)
	void storesEverythingThatWasEncodedExactlyOnceThroughAnyNumberOfKills(RepetitionInfo repetition) throws Exception {
		long seed = repetition.getCurrentRepetition() * 6151L;
		Random random = new Random(seed);
		start(random, this.temp.resolve("process-0"));
		for (int kills = 2 + random.nextInt(3); kills > 0; kills--) {
			run(random, 50 + random.nextInt(400));
			kill(random);
		}
		run(random, 100);
		this.server.behave();
		this.server.resume();
		this.server.up();
		for (int i = 0; i < 100_000 && !this.pipeline.isSettled(); i++) {
			advance(50 * MILLI);
		}
		SignalStats logs = this.ledger.stats().get(Signal.LOGS);
		assertThat(logs.pending()).as("pending with seed %d", seed).isZero();
		assertThat(logs.droppedTotal()).as("dropped with seed %d", seed).isZero();
		assertThat(logs.maybeDuplicate()).as("unknown fates with seed %d", seed).isZero();
		List<Long> stored = this.server.stored()
			.stream()
			.map((id) -> Long.valueOf(id.substring(id.indexOf('.') + 1)))
			.toList();
		assertThat(stored).as("duplicates with seed %d", seed).hasSameSizeAs(Set.copyOf(stored));
		assertThat(Set.copyOf(stored)).as("stored with seed %d", seed).isEqualTo(this.encoded);
		this.spool.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whatTheTimeToCloseDidNotSufficeForIsKeptAndCountedAsSuch() {
		Random random = new Random(1);
		start(random, this.temp.resolve("a"));
		for (int i = 0; i < 20; i++) {
			offer();
		}
		advance(MILLI);
		offer();
		this.pipeline.abandon();
		this.spool.close();
		SignalStats first = this.ledger.stats().get(Signal.LOGS);
		assertThat(first).isEqualTo(new SignalStats(21, 0, Map.of(DropReason.CLOSE_TIMEOUT, 1L), 0, 0, 0, 20));
		start(random, this.temp.resolve("a"));
		this.server.behave();
		advance(MILLI);
		assertThat(this.ledger.stats().get(Signal.LOGS).offered()).isZero();
		assertThat(this.pipeline.isSettled()).isFalse();
		this.server.up();
		for (int i = 0; i < 50; i++) {
			advance(MILLI);
		}
		SignalStats second = this.ledger.stats().get(Signal.LOGS);
		assertThat(second).isEqualTo(new SignalStats(20, 20, Map.of(), 0, 0, 0, 0));
		assertThat(this.server.lookUps()).as("nothing of it was ever sent").isZero();
		assertThat(this.pipeline.isSettled()).isTrue();
	}

	@Test
	void whatIsRestoredLeavesHalfOfTheBufferToTheApplication() {
		Random random = new Random(1);
		start(random, this.temp.resolve("a"));
		while (this.ledger.stats().get(Signal.LOGS).droppedTotal() == 0) {
			offer();
			advance(MILLI);
		}
		this.pipeline.abandon();
		this.spool.close();
		start(random, this.temp.resolve("a"));
		this.events.located(0);
		this.events.linkUp();
		for (int i = 0; i < 20; i++) {
			advance(MILLI);
		}
		assertThat(this.pipeline.gauges().bufferedBytes()).isBetween(100L * 1024, 128L * 1024);
		assertThat(this.spool.hasRestorable()).isTrue();
		offer();
		advance(MILLI);
		assertThat(this.lanes.isEmpty()).isTrue();
	}

	private void run(Random random, int steps) {
		for (int i = 0; i < steps; i++) {
			trouble(random);
			for (int n = random.nextInt(3); n > 0; n--) {
				offer();
			}
			advance(random.nextInt(20) * MILLI);
		}
	}

	private void trouble(Random random) {
		if (random.nextInt(60) == 0) {
			if (this.server.isUp()) {
				this.server.down();
			}
			else if (!this.server.isHanging()) {
				this.server.up();
			}
		}
		if (random.nextInt(200) == 0) {
			if (this.server.isHanging()) {
				this.server.resume();
			}
			else {
				this.server.hang();
			}
		}
	}

	private void kill(Random random) throws IOException {
		Path copy = FileSpoolTests.copy(this.directory, this.temp.resolve("process-" + ++this.process));
		for (Captured captured = this.lanes.poll(true, true); captured != null; captured = this.lanes.poll(true,
				true)) {
			assertThat(this.encoded.remove(captured.sequence())).isTrue();
		}
		advanceClock(random.nextInt(10_000) * MILLI);
		start(random, copy);
	}

	private void offer() {
		LogRecord log = new LogRecord(Origin.of("test"), LogLevel.INFO, "x".repeat(100), Instant.EPOCH, Map.of(), "",
				null, null, null, null);
		this.ledger.offered(Signal.LOGS);
		if (this.lanes.offer(new Captured(log, ++this.sequence, this.now), false)) {
			this.encoded.add(this.sequence);
		}
		else {
			this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
		}
	}

	private void advance(long nanos) {
		advanceClock(nanos);
		this.pipeline.step(this.now);
	}

	private void advanceClock(long nanos) {
		this.now += nanos;
		this.server.advanceTo(this.now);
	}

}
