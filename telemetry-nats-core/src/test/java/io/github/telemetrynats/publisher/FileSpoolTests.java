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
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FileSpool}. A process that is killed is played by a copy of its files,
 * which nobody holds a lock of.
 */
class FileSpoolTests {

	private static final int SEGMENT_BYTES = 4096;

	private static final Subjects SUBJECTS = new Subjects("telemetry");

	@TempDir
	private Path temp;

	private int copies;

	@Test
	void nextProcessFindsWhatIsNotSettledInOrder() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		List<Outgoing> kept = append(spool, 0, 100);
		for (int i = 0; i < 100; i += 2) {
			spool.settled(kept.get(i));
		}
		assertThat(spool.stats().skipped()).isZero();
		FileSpool next = open(copy(this.temp.resolve("a")));
		assertThat(next.stats().waiting()).isEqualTo(50);
		List<String> expected = new ArrayList<>();
		for (int i = 1; i < 100; i += 2) {
			expected.add("id-" + i);
		}
		assertThat(ids(next)).isEqualTo(expected);
		assertThat(next.stats().restored()).isEqualTo(50);
		assertThat(next.stats().waiting()).isZero();
		spool.close();
		next.close();
	}

	@Test
	void whatTheNextProcessSettlesItsOwnSuccessorDoesNotFind() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		append(spool, 0, 60);
		Path second = copy(this.temp.resolve("a"));
		FileSpool next = open(second);
		RecordPreparation preparation = new RecordPreparation(SUBJECTS);
		for (int i = 0; i < 40; i++) {
			next.settled(preparation.restore(next.restore(), 0));
		}
		append(next, 60, 70);
		FileSpool last = open(copy(second));
		List<String> expected = new ArrayList<>();
		for (int i = 40; i < 70; i++) {
			expected.add("id-" + i);
		}
		assertThat(ids(last)).isEqualTo(expected);
	}

	@Test
	void orderIsKeptAlthoughTheClockIsSetBack() throws Exception {
		Path directory = Files.createDirectories(this.temp.resolve("a"));
		long later = (System.currentTimeMillis() + 3_600_000) * 1000;
		SpoolSegment left = SpoolSegment.create(directory.resolve("ffffffff-89ab-cdef-0123-456789abcdef-0.spool"),
				SEGMENT_BYTES);
		left.begin(later);
		left.append(false, "logs.orders.info".getBytes(StandardCharsets.UTF_8), "id-0".getBytes(StandardCharsets.UTF_8),
				"{}".getBytes(StandardCharsets.UTF_8));
		append(open(directory), 1, 3);
		assertThat(ids(open(copy(directory)))).containsExactly("id-0", "id-1", "id-2");
	}

	@Test
	void recordsThatWereSentAreRestoredAsSuch() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		List<Outgoing> kept = append(spool, 0, 2);
		spool.sending(kept.get(1), 99);
		FileSpool next = open(copy(this.temp.resolve("a")));
		RecordPreparation preparation = new RecordPreparation(new Subjects("other.prefix"));
		Outgoing unsent = preparation.restore(next.restore(), 0);
		Outgoing sent = preparation.restore(next.restore(), 0);
		assertThat(unsent.isAmbiguous()).isFalse();
		assertThat(unsent.subject()).isEqualTo("other.prefix.logs.orders.info");
		assertThat(unsent.signal()).isEqualTo(Signal.LOGS);
		assertThat(sent.isAmbiguous()).isTrue();
		assertThat(sent.isRemembered(0, Long.MAX_VALUE)).isFalse();
		assertThat(sent.floorSequence()).isEqualTo(99);
		sent.cleared();
		assertThat(sent.isAmbiguous()).isFalse();
	}

	@Test
	void lowestSequenceIsKeptAtWhichARecordWasSent() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		Outgoing sent = append(spool, 0, 1).get(0);
		spool.sending(sent, 3_000);
		spool.sending(sent, 3_500);
		spool.sending(sent, 7);
		spool.sending(sent, 8);
		assertThat(open(copy(this.temp.resolve("a"))).restore().floorSequence()).isEqualTo(7);
	}

	@Test
	void cleanCloseLeavesNothing() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		append(spool, 0, 100).forEach(spool::settled);
		assertThat(files(this.temp.resolve("a"))).hasSizeGreaterThan(2);
		spool.close();
		assertThat(files(this.temp.resolve("a"))).isEmpty();
	}

	@Test
	void closeLeavesWhatIsNotSettledToTheNext() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		List<Outgoing> kept = append(spool, 0, 100);
		kept.subList(1, 100).forEach(spool::settled);
		assertThat(spool.keeps(kept.get(0))).isTrue();
		assertThat(spool.keeps(kept.get(1))).isFalse();
		spool.close();
		assertThat(files(this.temp.resolve("a"))).hasSize(2);
		FileSpool next = open(this.temp.resolve("a"));
		RecordPreparation preparation = new RecordPreparation(SUBJECTS);
		Outgoing restored = preparation.restore(next.restore(), 0);
		assertThat(restored.headers().id()).isEqualTo("id-0");
		assertThat(next.hasRestorable()).isFalse();
		next.settled(restored);
		next.close();
		assertThat(files(this.temp.resolve("a"))).isEmpty();
	}

	@Test
	void segmentsAreUsedAgainAndTheBoundIsKept() {
		FileSpool spool = open(this.temp.resolve("a"));
		for (int i = 0; i < 10_000; i++) {
			append(spool, i, i + 1).forEach(spool::settled);
		}
		assertThat(spool.stats().skipped()).isZero();
		assertThat(spool.stats().usedBytes()).isEqualTo(SEGMENT_BYTES);
		List<Outgoing> kept = append(spool, 0, 100_000);
		assertThat(spool.stats().usedBytes()).isEqualTo(spool.stats().capacityBytes());
		long skipped = spool.stats().skipped();
		assertThat(skipped).isPositive();
		assertThat(kept.stream().filter(spool::keeps).count()).isEqualTo(100_000 - skipped);
		kept.forEach(spool::settled);
		append(spool, 0, 100);
		assertThat(spool.stats().skipped()).isEqualTo(skipped);
		assertThat(spool.stats().failure()).isNull();
		spool.close();
	}

	@Test
	void recordLargerThanASegmentIsCountedAndLeftOut() {
		FileSpool spool = open(this.temp.resolve("a"));
		Outgoing large = outgoing("large", "x".repeat(SEGMENT_BYTES));
		spool.append(large);
		assertThat(spool.keeps(large)).isFalse();
		assertThat(spool.stats().skipped()).isOne();
		assertThat(spool.stats().failure()).isNull();
		spool.settled(large);
		spool.close();
	}

	@Test
	void filesOfALivingPublisherAreLeftAlone() throws Exception {
		FileSpool living = open(this.temp.resolve("a"));
		append(living, 0, 10);
		FileSpool next = open(this.temp.resolve("a"));
		assertThat(next.hasRestorable()).isFalse();
		next.close();
		FileSpool third = open(this.temp.resolve("a"));
		assertThat(third.hasRestorable()).isFalse();
		third.close();
		living.close();
		FileSpool last = open(this.temp.resolve("a"));
		assertThat(ids(last)).hasSize(10);
		last.close();
	}

	@Test
	void lockThatIsHeldBesideUsInThisProcessIsNotLostByLooking() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		append(spool, 0, 10);
		Path copy = copy(this.temp.resolve("a"));
		Path lock = files(copy).stream().filter((file) -> file.toString().endsWith(".lock")).findFirst().orElseThrow();
		try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
			assertThat(channel.tryLock()).isNotNull();
			FileSpool next = open(copy);
			assertThat(next.hasRestorable()).isFalse();
			assertThat(next.stats().failure()).isNull();
			next.close();
		}
		FileSpool last = open(copy);
		assertThat(ids(last)).hasSize(10);
		last.close();
		spool.close();
	}

	@RepeatedTest(20)
	void ofSeveralThatStartAtOnceOneTakesEachRecord() throws Exception {
		for (int i = 0; i < 5; i++) {
			FileSpool dead = open(this.temp.resolve("dead-" + i));
			append(dead, i * 10, i * 10 + 10);
			copy(this.temp.resolve("dead-" + i), this.temp.resolve("a"));
		}
		int threads = 4;
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<List<String>>> found = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			found.add(executor.submit(() -> {
				FileSpool spool = new FileSpool(settings(this.temp.resolve("a")), SUBJECTS, SEGMENT_BYTES);
				start.await();
				spool.open();
				List<String> ids = ids(spool);
				assertThat(spool.stats().failure()).isNull();
				return ids;
			}));
		}
		start.countDown();
		List<String> all = new ArrayList<>();
		for (Future<List<String>> ids : found) {
			all.addAll(ids.get());
		}
		executor.shutdown();
		assertThat(all).hasSize(50).doesNotHaveDuplicates();
	}

	@Test
	void foreignEmptyAndUnreadableFilesStayAndStopNothing() throws Exception {
		Path directory = Files.createDirectories(this.temp.resolve("a"));
		String id = "01234567-89ab-cdef-0123-456789abcdef";
		Files.writeString(directory.resolve(id + "-0.spool"), "not ours");
		Files.createDirectory(directory.resolve(id + "-1.spool"));
		Files.writeString(directory.resolve("notes.txt"), "not ours either");
		Files.createFile(directory.resolve("fedcba98-89ab-cdef-0123-456789abcdef-0.spool"));
		Files.createFile(directory.resolve("00000000-89ab-cdef-0123-456789abcdef.lock"));
		FileSpool spool = open(directory);
		assertThat(spool.stats().failure()).isNull();
		assertThat(spool.hasRestorable()).isFalse();
		append(spool, 0, 10).forEach(spool::settled);
		assertThat(spool.stats().skipped()).isZero();
		spool.close();
		assertThat(files(directory)).extracting((file) -> file.getFileName().toString())
			.containsExactlyInAnyOrder(id + "-0.spool", id + "-1.spool", "notes.txt");
	}

	@Test
	void segmentsWhoseLockIsGoneAreTakenOver() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		append(spool, 0, 10);
		Path copy = copy(this.temp.resolve("a"));
		for (Path file : files(copy)) {
			if (file.toString().endsWith(".lock")) {
				Files.delete(file);
			}
		}
		FileSpool next = open(copy);
		assertThat(ids(next)).hasSize(10);
		next.close();
		spool.close();
	}

	@Test
	void directoryThatCanNotBeMadeIsToldAndNothingIsThrown() throws Exception {
		Path file = Files.writeString(this.temp.resolve("file"), "in the way");
		FileSpool spool = open(file.resolve("spool"));
		assertThat(spool.stats().failure()).contains(file.toString());
		Outgoing outgoing = outgoing("id", "{}");
		spool.append(outgoing);
		spool.sending(outgoing, 1);
		spool.settled(outgoing);
		assertThat(spool.keeps(outgoing)).isFalse();
		assertThat(spool.stats().skipped()).isOne();
		assertThat(spool.restore()).isNull();
		spool.close();
	}

	@Test
	void failureLaterOnLeavesWhatIsKeptMarked() throws Exception {
		Path directory = this.temp.resolve("a");
		FileSpool spool = open(directory);
		List<Outgoing> kept = append(spool, 0, 5);
		String id = files(directory).get(0).getFileName().toString().substring(0, 36);
		for (int i = 1; i < 10; i++) {
			Files.writeString(directory.resolve(id + "-" + i + ".spool"), "in the way");
		}
		kept.addAll(append(spool, 5, 100));
		assertThat(spool.stats().failure()).contains(directory.toString());
		assertThat(spool.stats().skipped()).isPositive();
		spool.settled(kept.get(0));
		FileSpool next = open(copy(directory));
		assertThat(ids(next)).contains("id-1").doesNotContain("id-0");
		spool.close();
	}

	@Test
	void onlyTheOwnerCanRead() throws Exception {
		FileSpool spool = open(this.temp.resolve("a"));
		append(spool, 0, 1);
		for (Path file : files(this.temp.resolve("a"))) {
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		}
		spool.close();
	}

	@Test
	void boundThatIsTooSmallIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SpoolSettings(this.temp, 1024))
			.withMessageContaining("telemetry.nats.publisher.spool.max-bytes is 1024: must be at least 8388608");
	}

	private static SpoolSettings settings(Path directory) {
		return new SpoolSettings(directory, 8L * 1024 * 1024);
	}

	private static FileSpool open(Path directory) {
		FileSpool spool = new FileSpool(settings(directory), SUBJECTS, SEGMENT_BYTES);
		spool.open();
		return spool;
	}

	private static List<Outgoing> append(FileSpool spool, int from, int to) {
		List<Outgoing> kept = new ArrayList<>();
		for (int i = from; i < to; i++) {
			Outgoing outgoing = outgoing("id-" + i, "{\"message\":\"record " + i + "\"}");
			spool.append(outgoing);
			kept.add(outgoing);
		}
		return kept;
	}

	private static Outgoing outgoing(String id, String body) {
		return new Outgoing(Signal.LOGS, false, 0, 0, "telemetry.logs.orders.info", new MessageIdHeaders(id),
				body.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> ids(FileSpool spool) {
		List<String> ids = new ArrayList<>();
		while (spool.hasRestorable()) {
			ids.add(spool.restore().id());
		}
		return ids;
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.sorted(Comparator.naturalOrder()).toList();
		}
	}

	private Path copy(Path directory) throws IOException {
		return copy(directory, this.temp.resolve("copy-" + this.copies++));
	}

	static Path copy(Path directory, Path to) throws IOException {
		Files.createDirectories(to);
		for (Path file : files(directory)) {
			Path copy = to.resolve(file.getFileName());
			if (file.toString().endsWith(".lock")) {
				// Reading it would give up the lock.
				Files.createFile(copy);
			}
			else {
				Files.copy(file, copy);
			}
		}
		return to;
	}

}
