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

package io.github.telemetrynats.record;

import java.time.Instant;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WellFormedReader}, and for the long texts that it is there for.
 */
class WellFormedReaderTests {

	private static final String PAIR = Character.toString(0x1F600);

	private static final char HIGH = PAIR.charAt(0);

	private static final char LOW = PAIR.charAt(1);

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 7, 64, 4_000 })
	void piecesAreTheTextWithUnpairedSurrogatesReplacedWhereverTheyEnd(int pieceLength) {
		Random random = new Random(pieceLength);
		for (int i = 0; i < 500; i++) {
			String text = text(random, random.nextInt(300));
			assertThat(readAll(text, pieceLength)).isEqualTo(TextWriter.wellFormed(text));
		}
	}

	@Test
	void emptyTextEndsAtOnce() {
		assertThat(new WellFormedReader("").read(new char[8], 0, 8)).isEqualTo(-1);
	}

	@Test
	void longTextsAreWrittenAsShortOnesAre() {
		Random random = new Random(1);
		RecordEncoder encoder = new RecordEncoder();
		for (int i = 0; i < 20; i++) {
			String text = text(random, 33_000 + random.nextInt(20_000));
			LogRecord log = new LogRecord(Origin.of("test"), LogLevel.INFO, text, Instant.EPOCH, Map.of(), "", null,
					null, null, null);
			LogRecord read = (LogRecord) new RecordDecoder().decode(Signal.LOGS, encoder.encode(log, 1024 * 1024));
			assertThat(read.message()).isEqualTo(TextWriter.wellFormed(text));
		}
	}

	private static String readAll(String text, int pieceLength) {
		WellFormedReader reader = new WellFormedReader(text);
		char[] piece = new char[pieceLength + 1];
		StringBuilder all = new StringBuilder();
		for (int count = reader.read(piece, 1, pieceLength); count > 0; count = reader.read(piece, 1, pieceLength)) {
			assertThat(count).isLessThanOrEqualTo(pieceLength);
			all.append(piece, 1, count);
		}
		return all.toString();
	}

	private static String text(Random random, int length) {
		StringBuilder text = new StringBuilder();
		while (text.length() < length) {
			switch (random.nextInt(8)) {
				case 0 -> text.append(HIGH);
				case 1 -> text.append(LOW);
				case 2, 3 -> text.append(PAIR);
				case 4 -> text.append("\n\t\"\\\u0001");
				case 5 -> text.append('\u00e4');
				default -> text.append('x');
			}
		}
		return text.toString();
	}

}
