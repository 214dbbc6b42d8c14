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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Properties that hold for every record, tried with many: always the same ones, or others
 * with {@code -Drecord.seed}.
 */
class RecordPropertyTests {

	private static final int RECORDS = 3_000;

	private static final ObjectMapper MAPPER = new ObjectMapper()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private final long seed = Long.getLong("record.seed", 1);

	private final RecordEncoder encoder = new RecordEncoder();

	private final RecordDecoder decoder = new RecordDecoder();

	@Test
	void recordThatIsWrittenAndReadIsTheSame() {
		RandomRecords records = new RandomRecords(this.seed, false, 12);
		for (int i = 0; i < RECORDS; i++) {
			int index = i;
			TelemetryRecord record = records.next();
			byte[] json = this.encoder.encode(record, TestRecords.MAX);
			assertThat(this.decoder.decode(json)).as(() -> describe(index)).isEqualTo(record);
			assertThat(this.decoder.decode(record.signal(), json)).as(() -> describe(index)).isEqualTo(record);
		}
	}

	@Test
	void uglyRecordIsValidAndReadAsItWasWritten() throws IOException {
		RandomRecords records = new RandomRecords(this.seed, true, 12);
		for (int i = 0; i < RECORDS; i++) {
			int index = i;
			TelemetryRecord record = records.next();
			byte[] json = this.encoder.encode(record, TestRecords.MAX);
			JsonNode body = body(json, index);
			assertThat(body.has("truncated")).as(() -> describe(index)).isFalse();
			assertNothingForbidden(body, index);
			TelemetryRecord read = this.decoder.decode(json);
			assertThat(this.decoder.decode(this.encoder.encode(read, TestRecords.MAX))).as(() -> describe(index))
				.isEqualTo(read);
		}
	}

	@Test
	void recordOfAnySizeFitsIntoAnyLimit() throws IOException {
		Random limits = new Random(this.seed);
		for (boolean ugly : new boolean[] { true, false }) {
			RandomRecords records = new RandomRecords(this.seed, ugly, 32);
			int cut = 0;
			for (int i = 0; i < RECORDS / 2; i++) {
				int index = i;
				TelemetryRecord record = records.next();
				int maxBytes = RecordEncoder.MIN_BYTES + limits.nextInt(1 + limits.nextInt(20_000));
				int whole = this.encoder.encode(record, Integer.MAX_VALUE).length;
				byte[] json = this.encoder.encode(record, maxBytes);
				JsonNode body = body(json, index);
				assertThat(json).as(() -> describe(index)).hasSizeLessThanOrEqualTo(maxBytes);
				assertThat(body.path("truncated").asBoolean()).as(() -> describe(index)).isEqualTo(whole > maxBytes);
				assertNothingForbidden(body, index);
				TelemetryRecord read = this.decoder.decode(json);
				assertThat(read.signal()).as(() -> describe(index)).isEqualTo(record.signal());
				if (record instanceof SpanRecord span) {
					assertThat(MessageIds.of((SpanRecord) read)).as(() -> describe(index))
						.isEqualTo(MessageIds.of(span));
				}
				cut += (whole > maxBytes) ? 1 : 0;
			}
			assertThat(cut).as("records that were too large").isGreaterThan(RECORDS / 50);
		}
	}

	private JsonNode body(byte[] json, int index) throws IOException {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError(describe(index), ex);
		}
		return MAPPER.readTree(json);
	}

	private void assertNothingForbidden(JsonNode node, int index) {
		boolean forbidden = node.isNull() || (node.isNumber() && !Double.isFinite(node.doubleValue()))
				|| (node.isObject() && node.has(""))
				|| (node.isTextual() && !StandardCharsets.UTF_8.newEncoder().canEncode(node.textValue()));
		if (forbidden) {
			fail(describe(index) + " has " + node);
		}
		node.forEach((child) -> assertNothingForbidden(child, index));
	}

	private String describe(int index) {
		return "record %d of -Drecord.seed=%d".formatted(index, this.seed);
	}

}
