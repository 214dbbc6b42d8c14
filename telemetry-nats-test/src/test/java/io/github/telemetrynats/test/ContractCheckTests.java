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

package io.github.telemetrynats.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContractCheckTests {

	private static final String NUID = "abcdefghijklmnopqrstuv";

	private static final String SPAN_SUBJECT = "telemetry.spans.worker.abc123";

	private static final String SPAN_ID = "a1b2c3d4e5f60718293a4b5c6d7e8f90.f6e5d4c3b2a10987";

	private static final String SPAN = """
			{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987","parent_id":"1a2b3c4d5e6f7081",\
			"name":"worker.executeTask","service":"worker","kind":"server",\
			"start_time":"2024-01-15T10:30:00Z","end_time":"2024-01-15T10:30:01.234Z","duration_ms":1234,\
			"status":"ok","attributes":{"run_id":"abc123","step_id":"build","n":1,"b":true,"a":["x",2]},\
			"events":[{"name":"e","time":"2024-01-15T10:30:00.5Z","attributes":{"k":1}}],"error":"",\
			"links":[{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987","attributes":{}}],\
			"remote_service":"db","instance":"host-1","resource":{"service.version":"1"}}""";

	private static final String POINT_SUBJECT = "telemetry.metrics.worker.step.duration_ms";

	private static final String POINT = """
			{"name":"step.duration_ms","type":"histogram","value":2.5,"tags":{"task_type":"build"},\
			"service":"worker","timestamp":"2024-01-15T10:30:01Z","start_time":"2024-01-15T10:30:00Z","unit":"ms",\
			"description":"How long","count":2,"sum":5.0,"max":3,\
			"buckets":[{"le":1,"count":0},{"le":2.5,"count":1},{"le":"+Inf","count":1}],\
			"quantiles":{"0.5":2.0,"0.99":3}}""";

	private static final String LOG_SUBJECT = "telemetry.logs.engine.error";

	private static final String LOG = """
			{"level":"error","message":"failed","service":"engine","timestamp":"2024-01-15T10:30:01Z",\
			"fields":{"run_id":"abc123","nested":{"a":[1]},"exception.type":"X","exception.stacktrace":"X at"},\
			"error":"connection refused","trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987",\
			"logger":"a.B","thread":"main"}""";

	private final ContractCheck check = new ContractCheck();

	@Test
	void examplesOfTheContractAreRight() {
		assertThat(checkSpan(SPAN)).isEmpty();
		assertThat(checkPoint(POINT)).isEmpty();
		assertThat(checkLog(LOG)).isEmpty();
		assertThat(checkSpan("""
				{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987",
				 "parent_id":"1a2b3c4d5e6f7081",
				 "name":"worker.executeTask","service":"worker","kind":"server",
				 "start_time":"2024-01-15T10:30:00Z","end_time":"2024-01-15T10:30:01.234Z","duration_ms":1234,
				 "status":"ok","attributes":{"run_id":"abc123","step_id":"build"},"events":[],"error":""}"""))
			.isEmpty();
		assertThat(checkPoint("""
				{"name":"step.duration_ms","type":"histogram","value":1234.0,"tags":{"task_type":"build"},
				 "service":"worker","timestamp":"2024-01-15T10:30:01Z"}""")).isEmpty();
	}

	@Test
	void unknownFieldsAreLetThrough() {
		assertThat(checkSpan(SPAN.replace("\"kind\"", "\"new\":{\"a\":[]},\"kind\""))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"trace_id":"a1      | "trace_id":"A1      | trace_id is
			"trace_id":"a1      | "trace_id":"        | trace_id is
			"span_id":"f6       | "span_id":"f6f      | span_id is
			"parent_id":"1a     | "parent_id":"xx     | parent_id is
			"parent_id"         | "x"                 | parent_id is missing
			"worker.executeTask" | ""                 | name is
			"worker.executeTask" | 1                  | name is
			"name":"worker      | "x":"worker         | name is missing
			"service":"worker"  | "service":""        | service is
			"service":"worker", | ``                  | service is missing
			"server"            | "SERVER"            | kind is
			10:30:00Z"          | 10:30:00+00:00"     | start_time is
			10:30:00Z"          | 10:30:00"           | start_time is
			10:30:00Z"          | 10:61:00Z"          | start_time is
			T10:30:00Z"         | t10:30:00z"         | start_time is
			"2024-01-15T10:30:00Z" | 1705314600       | start_time is
			01.234Z             | 01.235Z             | duration_ms is
			01.234Z             | 01.233999999Z       | duration_ms is
			:1234,              | :1234.0,            | duration_ms is
			:1234,              | :"1234",            | duration_ms is
			"duration_ms"       | "x"                 | duration_ms is missing
			"ok"                | "unset"             | status is
			"error":""          | "error":"no"        | status is
			"error":""          | "error":null        | error is null
			"error":""          | "x":""              | error is missing
			"n":1               | "n":null            | attributes.n is null
			"n":1               | "":1                | attributes has an empty key
			"n":1               | "n":{"a":1}         | attributes is
			["x",2]             | ["x",[2]]           | attributes is
			["x",2]             | ["x",null]          | attributes.a[1] is null
			"n":1               | "b":1               | no valid JSON
			"n":1               | "n":1e400           | not finite
			"n":1               | "n":NaN             | no valid JSON
			"n":1               | "n":"\\ud800"       | half a surrogate pair
			"e","time"          | "","time"           | events[0].name is
			0.5Z"               | 0.5"                | events[0].time is
			,"attributes":{"k":1} | ,"attributes":{}  | events[0].attributes is
			{"k":1}             | []                  | events[0].attributes is
			"events":[          | "events":[7,        | events is
			,"attributes":{}}   | }                   | links[0].attributes is missing
			"links":[{"trace_id":"a | "links":[{"trace_id":"b4 | links[0].trace_id is
			"db"                | ""                  | remote_service is
			"host-1"            | 1                   | instance is
			{"service.version":"1"} | {}              | resource is
			{"service.version":"1"} | {"a":{"b":1}}   | resource is
			"name":             | "truncated":1,"name": | truncated is
			"name":             | "name":"x","name":  | no valid JSON
			"abc123"            | "other"             | subject is
			"abc123"            | " "                 | subject is
			"service":"worker"  | "service":"other"   | subject is
			"f6e5d4c3b2a10987", | "f6e5d4c3b2a10988", | Nats-Msg-Id is
			""")
	void wrongSpanIsFound(String right, String wrong, String violation) {
		assertFinds(SPAN, right, wrong, violation, checkSpan(replaceFirst(SPAN, right, wrong)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"step.duration_ms"  | ""                  | name is
			"name"              | "x"                 | name is missing
			"histogram"         | "timer"             | type is
			2.5,"tags"          | "2.5","tags"        | value is
			"value"             | "x"                 | value is missing
			"tags"              | "x"                 | tags is missing
			"build"             | 1                   | tags is
			"task_type"         | ""                  | tags has an empty key
			"service":"worker", | ``                  | service is missing
			10:30:01Z           | 10:30:01.1234567891Z | timestamp is
			10:30:01Z           | 10:29:59Z           | start_time is
			"start_time":"2024-01-15T10:30:00Z", | `` | start_time is missing
			"histogram"         | "counter"           | count is
			"histogram"         | "gauge"             | max is
			"ms",               | "",                 | unit is
			"How long"          | null                | description is
			"count":2,          | "count":2.0,        | count is
			"count":2,          | "count":-2,         | count is
			"sum":5.0           | "sum":"5.0"         | sum is
			"sum":5.0           | "sum":6.0           | value is
			"max":3             | "max":2             | max is
			"le":1,             | "le":"+Inf",        | buckets[0].le is
			"le":1,             | "le":3,             | buckets is
			{"le":1,"count":0}  | {"le":1}            | buckets[0].count is missing
			{"le":1,"count":0}  | {"le":1,"count":-1} | buckets[0].count is
			{"le":1,"count":0}  | {"le":1,"count":1}  | buckets is
			{"le":1,"count":0}  | 5                   | buckets is
			"0.5":              | "half":             | quantiles is
			"0.5":2.0           | "0.5":"2"           | quantiles is
			{"0.5":2.0,"0.99":3} | {}                 | quantiles is
			step.duration_ms    | step.duration       | subject is
			""")
	void wrongMetricPointIsFound(String right, String wrong, String violation) {
		assertFinds(POINT, right, wrong, violation, checkPoint(replaceFirst(POINT, right, wrong)));
	}

	@Test
	void wrongCounterIsFound() {
		String counter = """
				{"name":"step.duration_ms","type":"counter","value":1,"tags":{},"service":"worker",\
				"timestamp":"2024-01-15T10:30:01Z","start_time":"2024-01-15T10:30:00Z"}""";
		assertThat(checkPoint(counter)).isEmpty();
		assertThat(checkPoint(counter.replace(":1,", ":-1,"))).singleElement().asString().startsWith("value is");
		// A single increment belongs to no window
		assertThat(checkPoint(counter.replace("start_time", "x"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"level":"error"     | "level":"ERROR"     | level is
			"level":"error"     | "level":"info"      | subject is
			"level"             | "x"                 | level is missing
			"failed"            | ""                  | message is
			"message"           | "x"                 | message is missing
			"2024               | "24                 | timestamp is
			"fields"            | "x"                 | fields is missing
			"fields":{          | "fields":[],"x":{   | fields is
			{"a":[1]}           | {"":1}              | fields.nested has an empty key
			{"a":[1]}           | {"a":[null]}        | fields.nested.a[0] is null
			"exception.type":"X", | ``                | exception.type
			"exception.stacktrace":"X at" | "exception.stacktrace":"" | exception.stacktrace
			"error":"connection refused", | ``        | error is missing
			"trace_id":"a1      | "trace_id":"        | trace_id is
			"span_id":"f6e5d4c3b2a10987" | "span_id":"" | span_id is
			"a.B"               | ""                  | logger is
			"main"              | 1                   | thread is
			""")
	void wrongLogRecordIsFound(String right, String wrong, String violation) {
		assertFinds(LOG, right, wrong, violation, checkLog(replaceFirst(LOG, right, wrong)));
	}

	@Test
	void whatIsNotOneJsonObjectIsFound() {
		assertThat(checkLog(LOG + "\n")).singleElement().asString().contains("before or after");
		assertThat(checkLog(' ' + LOG)).singleElement().asString().contains("before or after");
		assertThat(checkLog(LOG + LOG)).singleElement().asString().contains("no valid JSON");
		assertThat(checkLog("[]")).anyMatch((violation) -> violation.contains("no JSON object"));
		assertThat(checkLog("")).isNotEmpty();
		byte[] latin1 = LOG.replace("failed", "\u00e4").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(this.check.check(message(1, LOG_SUBJECT, NUID + ".1", latin1)))
			.containsExactly("payload is not UTF-8");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
			abcdefghijklmnopqrstuv.0
			abcdefghijklmnopqrstuv.01
			abcdefghijklmnopqrstuv
			abcdefghijklmnopqrst.1
			abcdefghijklmnopqrstu-.1
			abcdefghijklmnopqrstuv.1.2
			""")
	void wrongMessageIdOfLogIsFound(String id) {
		assertThat(this.check.check(message(1, LOG_SUBJECT, id, LOG.getBytes(StandardCharsets.UTF_8)))).singleElement()
			.asString()
			.startsWith("Nats-Msg-Id is");
	}

	@Test
	void missingAndSecondMessageIdIsFound() {
		byte[] data = LOG.getBytes(StandardCharsets.UTF_8);
		assertThat(this.check.check(StoredMessage.of(1, LOG_SUBJECT, Map.of(), data, Instant.EPOCH))).singleElement()
			.asString()
			.contains("there are 0");
		assertThat(this.check.check(StoredMessage.of(1, LOG_SUBJECT,
				Map.of("Nats-Msg-Id", List.of(NUID + ".1", NUID + ".2")), data, Instant.EPOCH)))
			.singleElement()
			.asString()
			.contains("there are 2");
	}

	@Test
	void subjectsAreMadeSafeTokenByToken() {
		String point = "{\"name\":\"%s\",\"type\":\"gauge\",\"value\":1,\"tags\":{},\"service\":\"%s\","
				+ "\"timestamp\":\"2024-01-15T10:30:01Z\"}";
		assertThat(checkAt("telemetry.metrics.a_b_c_d_e.a.b_c._", point.formatted("a..b c.>.", "a b.c*d>e"))).isEmpty();
		assertThat(checkAt("telemetry.metrics._.a_", point.formatted("a\\u0000", "\\u00a0"))).isEmpty();
		assertThat(checkAt("telemetry.metrics.\u00fcn\u00ef.unnamed", point.formatted("..", "\u00fcn\u00ef")))
			.isEmpty();
		assertThat(checkAt("telemetry.metrics." + "x".repeat(128) + ".a", point.formatted("a", "x".repeat(129))))
			.isEmpty();
		assertThat(checkAt("telemetry.metrics." + "x".repeat(129) + ".a", point.formatted("a", "x".repeat(129))))
			.isNotEmpty();
		String emoji = "\ud83d\ude00";
		String wide = "x" + emoji.repeat(128);
		assertThat(checkAt("telemetry.metrics.x" + emoji.repeat(127) + ".a", point.formatted("a", wide))).isEmpty();
		assertThat(checkAt("telemetry.metrics.x" + emoji.repeat(63) + ".a", point.formatted("a", wide))).isEmpty();
		assertThat(checkAt("telemetry.metrics.x" + emoji.repeat(64) + ".a", point.formatted("a", wide))).isNotEmpty();
		assertThat(checkAt("telemetry.metrics.a.a..b", point.formatted("a..b", "a"))).isNotEmpty();
		assertThat(checkAt("telemetry.metric.a.a", point.formatted("a", "a"))).isNotEmpty();
		assertThat(checkAt("other.metrics.a.a", point.formatted("a", "a"))).isNotEmpty();
		assertThat(this.check.withSubjectPrefix("other")
			.check(message(1, "other.metrics.a.a", NUID + ".1",
					point.formatted("a", "a").getBytes(StandardCharsets.UTF_8))))
			.isEmpty();
	}

	@Test
	void runIdIsTheFirstAttributeThatIsNotBlank() {
		String span = SPAN.replace("\"run_id\":\"abc123\"", "\"run_id\":\" \",\"job\":7");
		assertThat(checkSpanAt("telemetry.spans.worker.no-run", this.check, span)).isEmpty();
		assertThat(checkSpanAt("telemetry.spans.worker.7", this.check.withRunIdKeys("run_id", "job"), span)).isEmpty();
	}

	@Test
	void subjectOfTruncatedRecordMayHaveTheWholeName() {
		String point = POINT.replace("\"count\":2,", "\"count\":2,\"truncated\":true,");
		assertThat(checkPoint(point.replace("step.duration_ms", "step.dur"))).isEmpty();
		assertThat(checkPoint(point.replace("\"worker\"", "\"work\""))).isNotEmpty();
	}

	@Test
	void duplicatesAreFound() {
		List<StoredMessage> messages = List.of(log(1, 1), log(2, 2), log(3, 1));
		assertThat(this.check.duplicates(messages)).singleElement().asString().contains(NUID + ".1", "[1, 3]");
		assertThat(this.check.checkAll(messages)).hasSize(1);
		assertThat(this.check.duplicates(messages.subList(0, 2))).isEmpty();
	}

	@Test
	void gapsAreFound() {
		assertThat(this.check.gaps(List.of(log(1, 1), log(2, 3), log(3, 2)))).isEmpty();
		assertThat(this.check.gaps(List.of(log(1, 1), log(2, 4)))).singleElement().asString().contains("2 to 3");
		assertThat(this.check.gaps(List.of(log(1, 2)))).singleElement().asString().endsWith("no record 1");
		assertThat(this.check.gaps(List.of(log(7, 2), log(8, 3)))).isEmpty();
		assertThat(this.check.checkAll(List.of(log(1, 2)))).hasSize(1);
	}

	@Test
	void windowsMeet() {
		assertThat(windows("00", "10", "10", "20", "20", "27")).isEmpty();
		assertThat(windows("00", "03", "10", "20")).isEmpty();
		assertThat(windows("00", "10", "20", "30")).isEmpty();
		assertThat(windows("00", "10", "09", "20")).singleElement().asString().contains("overlap");
		assertThat(windows("00", "10", "11", "20")).singleElement().asString().contains("gap");
		assertThat(this.check.uninterruptedWindows(points("00", "10", "20", "30"))).singleElement()
			.asString()
			.contains("gap");
		assertThat(this.check.uninterruptedWindows(points("10", "20", "00", "10"))).isEmpty();
		List<StoredMessage> otherTags = new ArrayList<>(points("00", "10"));
		otherTags.add(message(9, POINT_SUBJECT, NUID + ".9",
				POINT.replace("build", "test").getBytes(StandardCharsets.UTF_8)));
		assertThat(this.check.windows(otherTags)).isEmpty();
	}

	private List<String> windows(String... seconds) {
		return this.check.checkAll(points(seconds));
	}

	private static List<StoredMessage> points(String... seconds) {
		List<StoredMessage> points = new ArrayList<>();
		for (int index = 0; index < seconds.length; index += 2) {
			int sequence = index / 2 + 1;
			String point = POINT.replace("10:30:01Z", "10:30:" + seconds[index + 1] + "Z")
				.replace("10:30:00Z", "10:30:" + seconds[index] + "Z");
			points.add(message(sequence, POINT_SUBJECT, NUID + '.' + sequence, point.getBytes(StandardCharsets.UTF_8)));
		}
		return points;
	}

	private static StoredMessage log(long sequence, int id) {
		return message(sequence, LOG_SUBJECT, NUID + '.' + id, LOG.getBytes(StandardCharsets.UTF_8));
	}

	private static String replaceFirst(String json, String right, String wrong) {
		int index = json.indexOf(right);
		assertThat(index).as("%s in %s", right, json).isNotNegative();
		return json.substring(0, index) + wrong + json.substring(index + right.length());
	}

	private static void assertFinds(String json, String right, String wrong, String violation, List<String> found) {
		assertThat(found).as("%s instead of %s in %s", wrong, right, json)
			.anyMatch((text) -> text.contains(violation))
			.hasSizeLessThanOrEqualTo(5);
	}

	private List<String> checkSpan(String json) {
		return checkSpanAt(SPAN_SUBJECT, this.check, json);
	}

	private static List<String> checkSpanAt(String subject, ContractCheck check, String json) {
		return check.check(message(1, subject, SPAN_ID, json.getBytes(StandardCharsets.UTF_8)));
	}

	private List<String> checkPoint(String json) {
		return checkAt(POINT_SUBJECT, json);
	}

	private List<String> checkLog(String json) {
		return checkAt(LOG_SUBJECT, json);
	}

	private List<String> checkAt(String subject, String json) {
		return this.check.check(message(1, subject, NUID + ".1", json.getBytes(StandardCharsets.UTF_8)));
	}

	private static StoredMessage message(long sequence, String subject, String id, byte[] data) {
		return StoredMessage.of(sequence, subject, Map.of("Nats-Msg-Id", List.of(id)), data, Instant.EPOCH);
	}

}
