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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import com.fasterxml.jackson.core.io.NumberOutput;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsonWriter}.
 */
class JsonWriterTests {

	private final EncodeBuffer buffer = new EncodeBuffer();

	private final JsonWriter json = new JsonWriter(this.buffer);

	@Test
	void doubleIsWrittenInAsFewDigitsAsIdentifyIt() {
		Random random = new Random(7);
		for (int i = 0; i < 200_000; i++) {
			double shortened = new BigDecimal(random.nextDouble()).movePointRight(random.nextInt(9) - 1)
				.setScale(random.nextInt(9), RoundingMode.HALF_UP)
				.doubleValue();
			assertThat(written(shortened)).isEqualTo(NumberOutput.toString(shortened, true));
			assertThat(written(-shortened)).isEqualTo(NumberOutput.toString(-shortened, true));
			double any = Double.longBitsToDouble(random.nextLong());
			assertThat(written(any)).isEqualTo(NumberOutput.toString(any, true));
		}
	}

	@Test
	void doubleAtTheEdgeOfExponentsIsWrittenLikeAnyOther() {
		for (double edge : new double[] { 0.0, -0.0, 1e-3, 9.99999e-4, 1e7, 9_999_999.999999, 9_999_999.9999999, 1e-6,
				0.1 + 0.2, 1 / 3d, Double.MIN_VALUE, Double.MAX_VALUE, Math.nextDown(1e7), Math.nextUp(1e-3),
				Math.nextDown(1e-3) }) {
			assertThat(written(edge)).isEqualTo(NumberOutput.toString(edge, true));
		}
	}

	@Test
	void textOfManyPiecesIsWrittenAsOne() {
		for (int length : new int[] { 0, 1, 1_023, 1_024, 1_025, 5_000 }) {
			String text = "a".repeat(length) + "🚀\"\u0001ü€".repeat(700);
			this.buffer.start(Integer.MAX_VALUE, false);
			this.json.reset();
			this.json.text(text.toCharArray(), text.length());
			assertThat(utf8()).isEqualTo('"' + text.replace("\"", "\\\"").replace("\u0001", "\\u0001") + '"');
		}
	}

	@Test
	void sizeIsTheSameWhetherBytesAreKeptOrCounted() {
		String text = "größer \\ \n".repeat(1_000);
		this.buffer.start(Integer.MAX_VALUE, false);
		this.json.reset();
		this.json.text(text.toCharArray(), text.length());
		int size = this.buffer.size();
		this.buffer.start(Integer.MAX_VALUE, true);
		this.json.reset();
		this.json.text(text.toCharArray(), text.length());
		assertThat(this.buffer.size()).isEqualTo(size);
	}

	private String written(double value) {
		this.buffer.start(Integer.MAX_VALUE, false);
		this.json.reset();
		this.json.number(value);
		return utf8();
	}

	private String utf8() {
		return new String(this.buffer.toByteArray(), StandardCharsets.UTF_8);
	}

}
