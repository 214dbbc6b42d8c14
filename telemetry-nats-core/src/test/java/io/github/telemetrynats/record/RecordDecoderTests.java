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
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordDecoderTests {

	private static final String LOG = """
			{"level":"error","message":"task handler returned error, will retry","service":"engine",
			 "timestamp":"2024-01-15T10:30:01Z","fields":{"run_id":"abc123","task_type":"build"},
			 "error":"connection refused"}
			""";

	private final RecordDecoder decoder = new RecordDecoder();

	@Test
	void examplesOfTheContractAreRead() {
		assertThat(this.decoder.decode(utf8("""
				{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987",
				 "parent_id":"1a2b3c4d5e6f7081","name":"worker.executeTask","service":"worker","kind":"server",
				 "start_time":"2024-01-15T10:30:00Z","end_time":"2024-01-15T10:30:01.234Z","duration_ms":1234,
				 "status":"ok","attributes":{"run_id":"abc123","step_id":"build"},"events":[],"error":""}
				"""))).isEqualTo(withoutRunId());
		assertThat(this.decoder.decode(utf8("""
				{"name":"step.duration_ms","type":"histogram","value":1234.0,"tags":{"task_type":"build"},
				 "service":"worker","timestamp":"2024-01-15T10:30:01Z"}
				"""))).isEqualTo(TestRecords.metric());
		assertThat(this.decoder.decode(utf8(LOG))).isEqualTo(TestRecords.log());
	}

	@Test
	void subjectTellsTheSignalAndTheRunId() {
		byte[] json = new RecordEncoder().encode(TestRecords.span(), TestRecords.MAX);
		assertThat(this.decoder.decode("telemetry.spans.worker.abc123", json)).isEqualTo(TestRecords.span());
		assertThat(this.decoder.decode("telemetry.spans.worker.no-run", json)).isEqualTo(withoutRunId());
		assertThat(new RecordDecoder(new Subjects("a.b")).decode("a.b.spans.worker.abc123", json))
			.isEqualTo(TestRecords.span());
		assertThatExceptionOfType(RecordDecodingException.class)
			.isThrownBy(() -> this.decoder.decode("a.b.spans.worker.abc123", json))
			.withMessage("The subject must be one of telemetry.> for spans, metrics or logs, but is "
					+ "'a.b.spans.worker.abc123'");
	}

	@Test
	void whatOtherProgramsWriteIsTaken() {
		SpanRecord span = (SpanRecord) this.decoder.decode(Signal.SPANS, utf8("""
				{"trace_id":"a","span_id":"b","name":"n","service":"s","start_time":"2024-01-15T11:30:00+01:00",
				 "end_time":"2024-01-15T10:30:01Z","status":"ERROR","attributes":null,"events":null,
				 "future":{"field":[1,{"x":null}]}}
				"""));
		assertThat(span.failed()).isTrue();
		assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
		assertThat(span.parentId()).isEmpty();
		assertThat(span.startTime()).isEqualTo(TestRecords.START);
		assertThat(span.attributes()).isEmpty();
		LogRecord log = (LogRecord) this.decoder.decode(Signal.LOGS, utf8("""
				{"level":"WARN","message":"","service":"s","timestamp":"2024-01-15T10:30:01Z","fields":{"x":null}}
				"""));
		assertThat(log.level()).isEqualTo(LogLevel.WARN);
		assertThat(log.error()).isEmpty();
		assertThat(log.fields()).isEmpty();
		MetricPoint metric = (MetricPoint) this.decoder.decode(Signal.METRICS, utf8("""
				{"name":"n","type":"counter","value":3,"service":"s","timestamp":"2024-01-15T10:30:01Z",
				 "tags":{"status":200,"ok":true},"count":2}
				"""));
		assertThat(metric.tags()).isEqualTo(Map.of("status", "200", "ok", "true"));
		assertThat(metric.distribution()).isEqualTo(new MetricPoint.Distribution(2, 6, null, List.of(), List.of()));
	}

	@Test
	void bucketsAndQuantilesAreRead() {
		MetricPoint metric = (MetricPoint) this.decoder.decode(utf8("""
				{"name":"n","type":"histogram","value":3.5,"tags":{},"service":"s","timestamp":"2024-01-15T10:30:01Z",
				 "start_time":"2024-01-15T10:30:00Z","unit":"ms","description":"d","count":4,"sum":10,"max":7.25,
				 "buckets":[{"le":0.5,"count":1},{"le":100,"count":2},{"le":"+Inf","count":1}],
				 "quantiles":{"0.5":12.0,"0.99":80.1},"instance":"i","resource":{"a":"b"}}
				"""));
		assertThat(metric).isEqualTo(new MetricPoint(new Origin("s", "i", Map.of("a", "b")), "n",
				MetricPoint.Type.HISTOGRAM, 3.5, Map.of(), TestRecords.TIME, TestRecords.START, "ms", "d",
				new MetricPoint.Distribution(4, 10, 7.25,
						List.of(new MetricPoint.Bucket(0.5, 1), new MetricPoint.Bucket(100, 2),
								new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1)),
						List.of(new MetricPoint.Quantile(0.5, 12), new MetricPoint.Quantile(0.99, 80.1)))));
	}

	@Test
	void typesOfAttributesAreKept() {
		LogRecord log = (LogRecord) this.decoder.decode(utf8(LOG.replace("\"run_id\":\"abc123\"", """
				"s":"x","b":true,"i":1,"big":123456789012345678901234567890,"d":1.0,"exact":0.12345678901234567890123,
				"huge":1e400,"list":[1,"a",[false]],"map":{"k":2.5}""")));
		assertThat(log.fields()).isEqualTo(
				TestRecords.map("s", "x", "b", true, "i", 1L, "big", new BigInteger("123456789012345678901234567890"),
						"d", 1.0, "exact", new BigDecimal("0.12345678901234567890123"), "huge", new BigDecimal("1e400"),
						"list", List.of(1L, "a", List.of(false)), "map", Map.of("k", 2.5), "task_type", "build"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					"level":"error"                    | "level":"fatal" | level | one of trace, debug, info, warn, error, but is "fatal"
					"timestamp":"2024-01-15T10:30:01Z" | "timestamp":"yesterday" | timestamp | a time as in RFC 3339, but is "yesterday"
					"timestamp":"2024-01-15T10:30:01Z" | "time":1 | timestamp | a time as in RFC 3339, but is not there
					"timestamp":"2024-01-15T10:30:01Z" | "timestamp":1705314601 | timestamp | a string, but is 1705314601
					"service":"engine"                 | "service":{} | service | a string, but is an object
					"service":"engine"                 | "x":1 | service | a string, but is not there
					"error":"connection refused"       | "error":[] | error | a string, but is an array
					"error":"connection refused"       | "fields":1 | fields | an object, but is 1
					""")
	void fieldThatDoesNotFitIsNamed(String original, String replacement, String field, String reason) {
		assertThatExceptionOfType(RecordDecodingException.class)
			.isThrownBy(() -> this.decoder.decode(Signal.LOGS, utf8(LOG.replace(original, replacement))))
			.withMessage("The body is not a log record: '" + field + "' must be " + reason)
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(field));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"events":[{"name":"n"}]                       | events[0].time
			"events":[{"name":"n","time":"2024-01-15T10:30:00Z"},{"time":1}] | events[1].name
			"events":[1]                                  | events
			"events":{}                                   | events
			"links":[{"trace_id":"a"}]                    | links[0].span_id
			"kind":"other"                                | kind
			"attributes":[]                               | attributes
			""")
	void pathOfANestedFieldIsTold(String field, String path) {
		assertThatExceptionOfType(RecordDecodingException.class).isThrownBy(() -> this.decoder.decode(utf8("""
				{"trace_id":"a","span_id":"b","name":"n","service":"s","start_time":"2024-01-15T10:30:00Z",
				 "end_time":"2024-01-15T10:30:01Z",%s}""".formatted(field))))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(path))
			.withMessageStartingWith("The body is not a span: '" + path + "' must be ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"value":"1"                                           | value
			"value":1e999                                         | value
			"value":1,"count":1.5                                 | count
			"value":1,"count":1,"buckets":[{"le":"x","count":1}]  | buckets[0].le
			"value":1,"count":1,"buckets":[{"le":1}]              | buckets[0].count
			"value":1,"count":1,"quantiles":{"median":1}          | quantiles.median
			"value":1,"tags":{"a":[]}                             | tags.a
			""")
	void metricThatDoesNotFitIsRefused(String fields, String path) {
		assertThatExceptionOfType(RecordDecodingException.class).isThrownBy(() -> this.decoder.decode(utf8("""
				{"name":"n","type":"gauge","service":"s","timestamp":"2024-01-15T10:30:01Z",%s}""".formatted(fields))))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(path));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			~~            | The body must be a JSON object, but is empty
			[1]           | The body must be a JSON object, but starts with START_ARRAY
			{} {}         | The body must be one JSON object, but goes on after it
			{"a":         | The body is not JSON: Unexpected end-of-input
			{"a":nul}     | The body is not JSON: Unrecognized token
			hello         | The body is not JSON: Unrecognized token
			{}            | The body is neither a span (with 'trace_id' and 'span_id'), a metric point
			{"a":1}       | The body is neither a span
			""")
	void bodyThatIsNoRecordIsRefused(String body, String message) {
		assertThatExceptionOfType(RecordDecodingException.class).isThrownBy(() -> this.decoder.decode(utf8(body)))
			.withMessageStartingWith(message)
			.satisfies((ex) -> assertThat(ex.field()).isNull());
	}

	@Test
	void bytesThatAreNotUtf8AreRefused() {
		byte[] body = utf8(LOG);
		body[12] = (byte) 0xC3;
		assertThatExceptionOfType(RecordDecodingException.class).isThrownBy(() -> this.decoder.decode(body))
			.withMessageStartingWith("The body is not JSON");
		assertThatExceptionOfType(RecordDecodingException.class)
			.isThrownBy(() -> this.decoder.decode(utf8("{\"a\":" + "[".repeat(100_000))));
	}

	@Test
	void longValueIsShownInPart() {
		assertThatExceptionOfType(RecordDecodingException.class)
			.isThrownBy(() -> this.decoder.decode(utf8(LOG.replace("\"error\",", "\"" + "x".repeat(1_000) + "\","))))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(250).endsWith("x…\""));
	}

	@Test
	void yearZeroIsRead() {
		LogRecord log = (LogRecord) this.decoder
			.decode(utf8(LOG.replace("2024-01-15T10:30:01Z", "0000-02-29T00:00:00.000000001Z")));
		assertThat(log.timestamp()).isEqualTo(Instant.parse("0000-02-29T00:00:00.000000001Z"));
	}

	private static SpanRecord withoutRunId() {
		return TestRecords.span("worker", (String) null);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
