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

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contents that want to break the encoder.
 */
class HostileContentsTests {

	@Test
	void controlCharactersAreEscaped() {
		assertThat(TestRecords.json(TestRecords.log("\u0000\u001b\b\t\n\f\r\"\\\u007f</a>\u2028", Map.of())))
			.contains("\"message\":\"\\u0000\\u001B\\b\\t\\n\\f\\r\\\"\\\\\u007f</a>\u2028\"");
	}

	@Test
	void otherAlphabetsAreWrittenAsTheyAre() {
		assertThat(TestRecords.fields("служба 服务", "🚀".repeat(5_000)))
			.isEqualTo("{\"служба 服务\":\"" + "🚀".repeat(5_000) + "\"}");
	}

	@Test
	void unpairedSurrogatesAreReplacedWhereverTheyAre() {
		assertThat(TestRecords.fields("k\ud83d", "\ude80🚀\ud83d")).isEqualTo("{\"k\ufffd\":\"\ufffd🚀\ufffd\"}");
		assertThat(TestRecords.json(TestRecords.span("\ud83dname", "x\ude80", "\ud83d"))).doesNotContain("?", "\\u");
	}

	@Test
	void whatFailsWhileItIsReadIsReplacedByATextThatSaysSo() {
		assertThat(TestRecords.fields("a", new RandomRecords.ToStringFails(), "b", 1))
			.isEqualTo("{\"a\":\"(toString() failed: java.lang.IllegalStateException)\",\"b\":1}");
		assertThat(TestRecords.fields("a", new RunsForEver()))
			.contains("(toString() failed: java.lang.StackOverflowError)");
		assertThat(TestRecords.fields("a", new ReturnsNull())).isEqualTo("{\"a\":\"null\"}");
		assertThat(TestRecords.fields("map", new EntriesFail(0), "after", new EntriesFail(1)))
			.isEqualTo("{\"map\":{\"(unreadable)\":\"(entrySet() failed: java.lang.IllegalStateException)\"},"
					+ "\"after\":{\"key0\":0,\"(unreadable)\":\"(entrySet() failed: java.lang.IllegalStateException)\"}}");
		assertThat(TestRecords.fields("list", new ElementsFail()))
			.isEqualTo("{\"list\":[0,\"(iterator() failed: java.lang.AssertionError)\"]}");
		assertThat(TestRecords.json(TestRecords.log(new EntriesFail(1)))).contains("\"key0\":0,\"(unreadable)\"");
	}

	@Test
	void nullWhereNoneMayBeIsTheDocumentedException() {
		SpanRecord broken = TestRecords.span((String) null, Map.of());
		RecordEncoder encoder = new RecordEncoder();
		assertThatExceptionOfType(RecordEncodingException.class).isThrownBy(() -> encoder.encode(broken, 1024))
			.withMessageContaining("spans")
			.withCauseInstanceOf(NullPointerException.class);
		assertThat(encoder.encode(TestRecords.log(), TestRecords.MAX))
			.isEqualTo(new RecordEncoder().encode(TestRecords.log(), TestRecords.MAX));
	}

	@Test
	@Timeout(60)
	void mapThatAnotherThreadChangesBreaksNothing() throws Exception {
		Map<String, Object> shared = new HashMap<>();
		AtomicBoolean done = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				shared.put("key" + i % 300, i);
				shared.remove("key" + (i + 150) % 300);
			}
		});
		writer.start();
		try {
			RecordEncoder encoder = new RecordEncoder();
			ObjectMapper mapper = new ObjectMapper();
			boolean met = false;
			for (int i = 0; i < 200 || (!met && i < 100_000); i++) {
				byte[] json = encoder.encode(TestRecords.log(Map.of("nested", shared)), 4096);
				met |= mapper.readTree(json).path("fields").path("nested").has(EntryReader.UNREADABLE);
			}
			assertThat(met).as("met " + ConcurrentModificationException.class).isTrue();
		}
		finally {
			done.set(true);
			writer.join();
		}
	}

	@Test
	@Timeout(60)
	void structuresThatUnfoldWithoutEndAreBounded() {
		Object laughs = "ha";
		for (int i = 0; i < 8; i++) {
			laughs = Collections.nCopies(1_000, laughs);
		}
		for (TelemetryRecord record : new TelemetryRecord[] { TestRecords.log(Map.of("laughs", laughs)),
				TestRecords.span("s", Map.of("laughs", laughs)),
				TestRecords.log(Map.of("nulls", Collections.nCopies(Integer.MAX_VALUE, null))),
				TestRecords.log(Map.of("nulls", Collections.nCopies(1_000_000, Collections.nCopies(1_000_000, null)))),
				TestRecords.log(new Endless()) }) {
			assertThat(TestRecords.json(record, TestRecords.MAX)).hasSizeLessThanOrEqualTo(TestRecords.MAX)
				.contains("\"truncated\":true");
		}
	}

	@Test
	void stackTraceOfTwoMegabytesIsCutAndTheRestIsWhole() {
		String trace = "\tat com.acme.Engine.run(Engine.java:42)\n".repeat(52_000);
		Map<String, Object> fields = TestRecords.map("exception.type", "java.io.IOException", "exception.stacktrace",
				trace, "run_id", "abc123", "note", "x".repeat(10_000));
		String json = TestRecords.json(TestRecords.log("failed", fields));
		LogRecord read = (LogRecord) new RecordDecoder().decode(json.getBytes(StandardCharsets.UTF_8));
		assertThat(json.length()).isBetween(TestRecords.MAX - 100, TestRecords.MAX);
		assertThat(json).endsWith(",\"truncated\":true}");
		assertThat((String) read.fields().get("exception.stacktrace")).endsWith("…")
			.startsWith(trace.substring(0, 900_000));
		assertThat((Object) read.fields().get("note")).isEqualTo("x".repeat(10_000));
		assertThat((Object) read.fields().get("run_id")).isEqualTo("abc123");
		assertThat(read.message()).isEqualTo("failed");
	}

	@Test
	void manyAttributesAreLeftOutFromTheEndButNeverTheException() {
		Map<String, Object> fields = new LinkedHashMap<>();
		for (int i = 0; i < 100_000; i++) {
			fields.put("mdc.key." + i, "value " + i);
		}
		fields.put("exception.type", "java.io.IOException");
		fields.put("exception.stacktrace", "trace ".repeat(100_000));
		for (int maxBytes : new int[] { 1024, 8192, TestRecords.MAX }) {
			String json = TestRecords.json(TestRecords.log("message", fields), maxBytes);
			assertThat(json.length()).isBetween(maxBytes * 3 / 4, maxBytes);
			assertThat(json).contains("\"message\":\"message\"", "\"exception.type\":\"java.io.IOException\"",
					"\"exception.stacktrace\":\"trace", "\"mdc.key.0\":\"value 0\"",
					"\"error\":\"connection refused\"");
		}
	}

	@Test
	void hugeKeysAreLeftOutAndOthersStay() {
		Map<String, Object> fields = TestRecords.map("k".repeat(2_000_000), 1, "small", 2);
		assertThat(TestRecords.json(TestRecords.log(fields))).contains("\"fields\":{\"small\":2}",
				"\"truncated\":true");
	}

	@Test
	void longNamesAreCutOnlyIfNothingElseHelps() {
		SpanRecord span = TestRecords.span("s".repeat(3_000), (String) null);
		assertThat(TestRecords.json(span, 4096)).contains("s".repeat(3_000));
		assertThat(TestRecords.json(span, 1024)).contains("\"service\":\"sss", "…\"", "\"truncated\":true");
	}

	@Test
	void recordWhoseIdsDoNotFitIsTooLarge() {
		assertThatExceptionOfType(RecordTooLargeException.class)
			.isThrownBy(() -> TestRecords.json(TestRecords.span("1".repeat(5_000), "2", ""), 4096))
			.withMessageContaining("spans")
			.withMessageContaining("4096 bytes");
		assertThatExceptionOfType(RecordTooLargeException.class)
			.isThrownBy(() -> TestRecords.json(TestRecords.log(), 50));
	}

	@Test
	void numbersInMessagesAreTheSameInEveryLanguage() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
		try {
			assertThat("%d".formatted(50)).isNotEqualTo("50");
			assertThatExceptionOfType(RecordTooLargeException.class)
				.isThrownBy(() -> TestRecords.json(TestRecords.log(), 50))
				.withMessageContaining("50 bytes");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void smallRecordFitsIntoASmallLimit() {
		assertThat(TestRecords.json(TestRecords.metric(), 200)).doesNotContain("truncated");
	}

	@Test
	void worstRecordFitsIntoTheSmallestLimit() {
		String worst = "\u0000🚀".repeat(10_000);
		Map<String, Object> attributes = new LinkedHashMap<>();
		List<SpanRecord.Event> events = new ArrayList<>();
		List<SpanRecord.Link> links = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			attributes.put(i + worst, List.of(worst, worst));
			events.add(new SpanRecord.Event(worst, Rfc3339.MAX, attributes));
			links.add(new SpanRecord.Link("a", "b", attributes));
		}
		Origin origin = new Origin(worst, worst, attributes);
		SpanRecord span = new SpanRecord(origin, "1", "2", "3", worst, SpanKind.PRODUCER, Rfc3339.MIN, Rfc3339.MAX,
				true, attributes, events, links, worst, worst, worst);
		MetricPoint metric = new MetricPoint(origin, worst, MetricPoint.Type.HISTOGRAM, -Double.MIN_NORMAL,
				Map.of(worst, worst), Rfc3339.MAX, Rfc3339.MAX, worst, worst,
				new MetricPoint.Distribution(Long.MIN_VALUE, -Double.MIN_NORMAL, -Double.MIN_NORMAL,
						Collections.nCopies(1_000, new MetricPoint.Bucket(Double.MIN_NORMAL, Long.MIN_VALUE)),
						Collections.nCopies(1_000, new MetricPoint.Quantile(Double.MIN_NORMAL, Double.MIN_NORMAL))));
		LogRecord log = new LogRecord(origin, LogLevel.ERROR, worst, Rfc3339.MAX, attributes, worst, "1", "2", worst,
				worst);
		for (TelemetryRecord record : new TelemetryRecord[] { span, metric, log }) {
			byte[] json = new RecordEncoder().encode(record, RecordEncoder.MIN_BYTES);
			assertThat(json).hasSizeLessThanOrEqualTo(RecordEncoder.MIN_BYTES);
			assertThat(new RecordDecoder().decode(json).signal()).isEqualTo(record.signal());
		}
	}

	private static final class RunsForEver {

		@Override
		public String toString() {
			return new RunsForEver() + "";
		}

	}

	private static final class ReturnsNull {

		@Override
		@SuppressWarnings("ToStringReturnsNull")
		public String toString() {
			return null;
		}

	}

	private static class EntriesFail extends AbstractMap<String, Object> {

		private final int after;

		EntriesFail(int after) {
			this.after = after;
		}

		@Override
		public Set<Entry<String, Object>> entrySet() {
			return new AbstractSet<>() {

				@Override
				public Iterator<Entry<String, Object>> iterator() {
					return new Iterator<>() {

						private int index;

						@Override
						public boolean hasNext() {
							return true;
						}

						@Override
						public Entry<String, Object> next() {
							if (this.index == EntriesFail.this.after) {
								throw new IllegalStateException();
							}
							return Map.entry("key" + this.index, this.index++);
						}

					};
				}

				@Override
				public int size() {
					return Integer.MAX_VALUE;
				}

			};
		}

	}

	private static final class Endless extends EntriesFail {

		Endless() {
			super(-1);
		}

		@Override
		public Object get(Object key) {
			return null;
		}

	}

	private static final class ElementsFail extends AbstractList<Object> {

		@Override
		public Object get(int index) {
			if (index > 0) {
				throw new AssertionError();
			}
			return index;
		}

		@Override
		public int size() {
			return 2;
		}

	}

}
