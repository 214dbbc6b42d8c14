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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.publisher.SpoolSegment.ForeignFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpoolSegment}.
 */
class SpoolSegmentTests {

	private static final int BYTES = 4096;

	@TempDir
	private Path directory;

	private Path file;

	private SpoolSegment segment;

	@BeforeEach
	void setUp() throws IOException {
		this.file = this.directory.resolve("a.spool");
		this.segment = SpoolSegment.create(this.file, BYTES);
		this.segment.begin(7);
	}

	@Test
	void recordsAreReadAsTheyWereWritten() throws IOException {
		append("logs.a.info", "id-1", "{}", false);
		int sent = append("spans.ä.run", "id-2", "{\"message\":\"ü\"}", true);
		this.segment.sending(sent, 42);
		this.segment.sending(sent, 43);
		SpoolSegment opened = open();
		assertThat(opened.generation()).isEqualTo(7);
		assertThat(opened.unread()).isEqualTo(2);
		SpooledRecord first = opened.read();
		assertThat(first.subject()).isEqualTo("logs.a.info");
		assertThat(first.id()).isEqualTo("id-1");
		assertThat(first.important()).isFalse();
		assertThat(first.sent()).isFalse();
		SpooledRecord second = opened.read();
		assertThat(second.subject()).isEqualTo("spans.ä.run");
		assertThat(second.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"message\":\"ü\"}");
		assertThat(second.important()).isTrue();
		assertThat(second.sent()).isTrue();
		assertThat(second.floorSequence()).isEqualTo(42);
		assertThat(opened.unread()).isZero();
	}

	@Test
	void settledRecordsAreNotReadAgain() throws IOException {
		int first = append("logs.a.info", "id-1", "{}", false);
		append("logs.a.info", "id-2", "{}", false);
		int third = append("logs.a.info", "id-3", "{}", false);
		this.segment.settled(first);
		this.segment.settled(third);
		assertThat(this.segment.unsettled()).isOne();
		assertThat(ids(open())).containsExactly("id-2");
	}

	@Test
	void recordThatIsTornAtAnyByteEndsTheSegment() throws IOException {
		append("logs.a.info", "id-1", "{\"message\":\"whole\"}", false);
		int last = append("logs.a.info", "id-2", "{\"message\":\"torn\"}", false);
		int end = append("logs.a.info", "id-3", "{}", false);
		byte[] whole = Files.readAllBytes(this.file);
		Arrays.fill(whole, end, whole.length, (byte) 0);
		int length = ByteBuffer.wrap(whole).getInt(last + 32);
		for (byte garbage : new byte[] { 0, 1, (byte) 0xFF }) {
			for (int torn = last; torn < last + length; torn++) {
				byte[] bytes = whole.clone();
				Arrays.fill(bytes, torn, bytes.length, garbage);
				Path copy = Files.write(this.directory.resolve("torn.spool"), bytes);
				assertThat(ids(SpoolSegment.open(copy))).as("torn at byte %d, %d behind it", torn - last, garbage)
					.containsExactly("id-1");
			}
		}
		assertThat(ids(open(whole))).containsExactly("id-1", "id-2");
	}

	@Test
	void fileThatIsCutOffAtAnyByteGivesWhatIsWhole() throws IOException {
		append("logs.a.info", "id-1", "{}", false);
		int second = append("logs.a.info", "id-2", "{}", false);
		byte[] whole = Files.readAllBytes(this.file);
		int end = second + ByteBuffer.wrap(whole).getInt(second + 32);
		for (int length = second; length < end; length++) {
			assertThat(ids(open(Arrays.copyOf(whole, length)))).as("%d bytes", length).containsExactly("id-1");
		}
		assertThat(ids(open(Arrays.copyOf(whole, end)))).containsExactly("id-1", "id-2");
	}

	@Test
	void lostStateCountsAsSent() throws IOException {
		int at = append("logs.a.info", "id-1", "{}", false);
		byte[] bytes = Files.readAllBytes(this.file);
		bytes[at + 16] = 0;
		assertThat(open(bytes).read().sent()).isTrue();
	}

	@Test
	void newGenerationHidesWhatIsLeftOfTheOld() throws IOException {
		for (int i = 0; i < 10; i++) {
			this.segment.settled(append("logs.a.info", "old-" + i, "{}", false));
		}
		this.segment.begin(8);
		assertThat(ids(open())).isEmpty();
		append("logs.a.info", "new-0", "{}", false);
		assertThat(ids(open())).containsExactly("new-0");
		assertThat(open().generation()).isEqualTo(8);
	}

	@Test
	void recordThatDoesNotFitIsRefusedAndASmallerOneIsTaken() throws IOException {
		int room = BYTES - SpoolSegment.HEADER_BYTES - RecordLayout.CONTENTS - "logs.a.info".length() - "id-1".length();
		assertThat(append("logs.a.info", "id-1", "x".repeat(room + 1), false)).isEqualTo(-1);
		assertThat(append("logs.a.info", "id-1", "x".repeat(room), false)).isPositive();
		assertThat(append("logs.a.info", "id-2", "", false)).isEqualTo(-1);
		assertThat(ids(open())).containsExactly("id-1");
	}

	@Test
	void emptyAndUnfinishedFilesHoldNothing() throws IOException {
		assertThat(SpoolSegment.open(Files.createFile(this.directory.resolve("empty.spool")))).isNull();
		SpoolSegment.create(this.directory.resolve("unfinished.spool"), BYTES);
		assertThat(SpoolSegment.open(this.directory.resolve("unfinished.spool"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 31, 32, 33, 5000 })
	void foreignFileIsToldApart(int length) throws IOException {
		Path foreign = Files.writeString(this.directory.resolve("foreign.spool"), "x".repeat(length));
		assertThatExceptionOfType(ForeignFileException.class).isThrownBy(() -> SpoolSegment.open(foreign))
			.withMessageContaining("foreign.spool");
	}

	@Test
	void otherVersionIsToldApart() throws IOException {
		append("logs.a.info", "id-1", "{}", false);
		byte[] bytes = Files.readAllBytes(this.file);
		ByteBuffer.wrap(bytes).putInt(8, 2);
		assertThatExceptionOfType(ForeignFileException.class).isThrownBy(() -> open(bytes))
			.withMessageContaining("version 2, not 1");
	}

	private int append(String subject, String id, String body, boolean important) {
		return this.segment.append(important, subject.getBytes(StandardCharsets.UTF_8),
				id.getBytes(StandardCharsets.ISO_8859_1), body.getBytes(StandardCharsets.UTF_8));
	}

	private SpoolSegment open() throws IOException {
		return SpoolSegment.open(this.file);
	}

	private SpoolSegment open(byte[] bytes) throws IOException {
		return SpoolSegment.open(Files.write(this.directory.resolve("copy.spool"), bytes));
	}

	private static List<String> ids(SpoolSegment segment) {
		List<String> ids = new ArrayList<>();
		while (segment.unread() > 0) {
			ids.add(segment.read().id());
		}
		return ids;
	}

}
