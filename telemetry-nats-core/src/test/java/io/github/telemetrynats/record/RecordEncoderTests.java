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
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordEncoderTests {

	@Test
	void spanIsWrittenAsInTheContract() {
		assertThat(TestRecords.json(TestRecords.span())).isEqualTo("""
				{"trace_id":"a1b2c3d4e5f60718293a4b5c6d7e8f90","span_id":"f6e5d4c3b2a10987",\
				"parent_id":"1a2b3c4d5e6f7081","name":"worker.executeTask","service":"worker","kind":"server",\
				"start_time":"2024-01-15T10:30:00Z","end_time":"2024-01-15T10:30:01.234Z","duration_ms":1234,\
				"status":"ok","attributes":{"run_id":"abc123","step_id":"build"},"events":[],"error":""}""");
	}

	@Test
	void metricPointIsWrittenAsInTheContract() {
		assertThat(TestRecords.json(TestRecords.metric())).isEqualTo("""
				{"name":"step.duration_ms","type":"histogram","value":1234.0,"tags":{"task_type":"build"},\
				"service":"worker","timestamp":"2024-01-15T10:30:01Z"}""");
	}

	@Test
	void logRecordIsWrittenAsInTheContract() {
		assertThat(TestRecords.json(TestRecords.log())).isEqualTo("""
				{"level":"error","message":"task handler returned error, will retry","service":"engine",\
				"timestamp":"2024-01-15T10:30:01Z","fields":{"run_id":"abc123","task_type":"build"},\
				"error":"connection refused"}""");
	}

	@Test
	void spanWithEverythingIsWrittenInTheOrderOfTheTable() {
		SpanRecord span = new SpanRecord(new Origin("worker", "host-1", Map.of("service.version", "1.2")), "ab", "cd",
				"", "", SpanKind.CLIENT, TestRecords.START, TestRecords.END, true, Map.of(),
				List.of(new SpanRecord.Event("", TestRecords.TIME, Map.of()),
						new SpanRecord.Event("retry", TestRecords.TIME, Map.of("n", 1))),
				List.of(new SpanRecord.Link("EF", "12", Map.of()), new SpanRecord.Link("1", "2", Map.of("a", true))),
				"boom", "db", null);
		assertThat(TestRecords.json(span)).isEqualTo("""
				{"trace_id":"000000000000000000000000000000ab","span_id":"00000000000000cd","parent_id":"",\
				"name":"unnamed","service":"worker","kind":"client","start_time":"2024-01-15T10:30:00Z",\
				"end_time":"2024-01-15T10:30:01.234Z","duration_ms":1234,"status":"error","attributes":{},\
				"events":[{"name":"unnamed","time":"2024-01-15T10:30:01Z"},\
				{"name":"retry","time":"2024-01-15T10:30:01Z","attributes":{"n":1}}],"error":"boom",\
				"links":[{"trace_id":"000000000000000000000000000000ef","span_id":"0000000000000012",\
				"attributes":{}},\
				{"trace_id":"00000000000000000000000000000001","span_id":"0000000000000002",\
				"attributes":{"a":true}}],"remote_service":"db","instance":"host-1",\
				"resource":{"service.version":"1.2"}}""");
	}

	@Test
	void optionalFieldsAreLeftOutWhenNothingInThemCanBeWritten() {
		Map<String, Object> nothing = new LinkedHashMap<>();
		nothing.put("null", null);
		nothing.put("nan", Double.NaN);
		nothing.put("", "value");
		SpanRecord span = new SpanRecord(new Origin("worker", "host-1", nothing), "ab", "cd", "", "n", SpanKind.CLIENT,
				TestRecords.START, TestRecords.END, false, nothing,
				List.of(new SpanRecord.Event("e", TestRecords.TIME, nothing)),
				List.of(new SpanRecord.Link("EF", "12", nothing)), "", "db", null);
		assertThat(TestRecords.json(span)).endsWith("""
				"attributes":{},"events":[{"name":"e","time":"2024-01-15T10:30:01Z"}],"error":"",\
				"links":[{"trace_id":"000000000000000000000000000000ef","span_id":"0000000000000012",\
				"attributes":{}}],"remote_service":"db","instance":"host-1"}""");
		MetricPoint metric = new MetricPoint(new Origin("worker", null, nothing), "m", MetricPoint.Type.HISTOGRAM, 2,
				Map.of(), TestRecords.TIME, TestRecords.START, null, null,
				new MetricPoint.Distribution(1, 2, 2.0, List.of(new MetricPoint.Bucket(Double.NaN, 1)),
						List.of(new MetricPoint.Quantile(0.5, Double.NaN))));
		assertThat(TestRecords.json(metric)).endsWith("""
				"count":1,"sum":2.0,"max":2.0}""");
	}

	@Test
	void optionalFieldsAreLeftOutWhenThereIsNoRoomForAnythingInThem() {
		Map<String, Object> resource = Map.of("k".repeat(3_000), "v");
		SpanRecord span = new SpanRecord(new Origin("worker", "host-1", resource), "ab", "cd", "", "n", SpanKind.CLIENT,
				TestRecords.START, TestRecords.END, false, Map.of(), List.of(),
				List.of(new SpanRecord.Link("EF", "12", Map.of("k".repeat(3_000), "v"))), "", "db", null);
		assertThat(new String(new RecordEncoder().encode(span, RecordEncoder.MIN_BYTES), StandardCharsets.UTF_8))
			.doesNotContain("[]}")
			.doesNotContain("\"links\":[]")
			.doesNotContain("resource");
	}

	@Test
	void keysThatAreDifferentStayDifferent() {
		Map<Object, Object> keys = new LinkedHashMap<>();
		keys.put("\uD800", 1);
		keys.put("\uD801", 2);
		keys.put("\uFFFD", 3);
		keys.put("\uFFFD_1", 4);
		keys.put(5, 5);
		keys.put("5", 6);
		keys.put(5L, 7);
		LogRecord log = new LogRecord(Origin.of("engine"), LogLevel.INFO, "m", TestRecords.TIME,
				Map.of("map", keys, "sorted", new TreeMap<>(Map.of(1, 2))), "", null, null, null, null);
		assertThat(TestRecords.json(log)).contains("""
				"map":{"\uFFFD_2":1,"\uFFFD_3":2,"\uFFFD":3,"\uFFFD_1":4,"5_4":5,"5":6,"5_5":7}""")
			.contains("\"sorted\":{\"1\":2}");
	}

	@Test
	void quantilesAreWrittenWithoutExponents() {
		MetricPoint metric = new MetricPoint(Origin.of("worker"), "m", MetricPoint.Type.HISTOGRAM, 2, Map.of(),
				TestRecords.TIME, TestRecords.START, null, null,
				new MetricPoint.Distribution(1, 2, 2.0, List.of(),
						List.of(new MetricPoint.Quantile(0, 1), new MetricPoint.Quantile(1e-5, 1),
								new MetricPoint.Quantile(0.00025, 1), new MetricPoint.Quantile(1, 2))));
		assertThat(TestRecords.json(metric)).endsWith("""
				"quantiles":{"0.0":1.0,"0.00001":1.0,"0.00025":1.0,"1.0":2.0}}""");
	}

	@Test
	void metricPointWithEverythingIsWrittenInTheOrderOfTheTable() {
		MetricPoint.Distribution distribution = new MetricPoint.Distribution(4, 10.5, 7.25,
				List.of(new MetricPoint.Bucket(100, 3), new MetricPoint.Bucket(0.5, 0),
						new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1)),
				List.of(new MetricPoint.Quantile(0.5, 12), new MetricPoint.Quantile(0.99, 80.1)));
		MetricPoint metric = new MetricPoint(new Origin("worker", "host-1", Map.of("a", 1)), "",
				MetricPoint.Type.COUNTER, 2, Map.of(), TestRecords.TIME, TestRecords.START, "ms", "How long",
				distribution);
		assertThat(TestRecords.json(metric)).isEqualTo("""
				{"name":"unnamed","type":"counter","value":2.0,"tags":{},"service":"worker",\
				"timestamp":"2024-01-15T10:30:01Z","start_time":"2024-01-15T10:30:00Z","unit":"ms",\
				"description":"How long","count":4,"sum":10.5,"max":7.25,\
				"buckets":[{"le":100,"count":3},{"le":0.5,"count":0},{"le":"+Inf","count":1}],\
				"quantiles":{"0.5":12.0,"0.99":80.1},"instance":"host-1","resource":{"a":1}}""");
	}

	@Test
	void logRecordWithEverythingIsWrittenInTheOrderOfTheTable() {
		LogRecord log = new LogRecord(new Origin("engine", "i", Map.of("a", List.of("b"))), LogLevel.WARN, "m",
				TestRecords.TIME, Map.of(), "", "AB", "1", "com.acme.Engine", "main");
		assertThat(TestRecords.json(log)).isEqualTo("""
				{"level":"warn","message":"m","service":"engine","timestamp":"2024-01-15T10:30:01Z","fields":{},\
				"error":"","trace_id":"000000000000000000000000000000ab","span_id":"0000000000000001",\
				"logger":"com.acme.Engine","thread":"main","instance":"i","resource":{"a":["b"]}}""");
	}

	@Test
	void emptyOptionalTextsAreLeftOut() {
		LogRecord log = new LogRecord(new Origin("engine", "", Map.of()), LogLevel.INFO, "m", TestRecords.TIME,
				Map.of(), "", "", "", "", "");
		assertThat(TestRecords.json(log)).isEqualTo("""
				{"level":"info","message":"m","service":"engine","timestamp":"2024-01-15T10:30:01Z","fields":{},\
				"error":""}""");
	}

	@Test
	void notFiniteNumbersOfADistributionAreLeftOut() {
		MetricPoint.Distribution distribution = new MetricPoint.Distribution(1, Double.NaN, Double.POSITIVE_INFINITY,
				List.of(new MetricPoint.Bucket(Double.NaN, 1), new MetricPoint.Bucket(1, 1)),
				List.of(new MetricPoint.Quantile(Double.NaN, 1), new MetricPoint.Quantile(0.5, Double.NaN),
						new MetricPoint.Quantile(1, 2)));
		assertThat(TestRecords.json(TestRecords.metric("m", 1, distribution)))
			.endsWith(",\"count\":1,\"buckets\":[{\"le\":1,\"count\":1}],\"quantiles\":{\"1.0\":2.0}}");
	}

	@Test
	void metricWithoutAFiniteValueIsRefused() {
		for (double value : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }) {
			assertThatExceptionOfType(RecordEncodingException.class)
				.isThrownBy(() -> TestRecords.json(TestRecords.metric("free.memory", value)))
				.withMessageContaining("free.memory")
				.withMessageContaining(String.valueOf(value));
		}
	}

	@Test
	void emptyMessageBecomesTheExceptionsTypeOrADash() {
		assertThat(TestRecords.json(TestRecords.log("", Map.of("exception.type", "java.io.IOException"))))
			.contains("\"message\":\"java.io.IOException\"");
		assertThat(TestRecords.json(TestRecords.log("", Map.of()))).contains("\"message\":\"-\"");
	}

	@ParameterizedTest
	@CsvSource({ "2024-01-15T10:30:00Z,2024-01-15T10:30:00.001999999Z,1",
			"2024-01-15T10:30:00.9995Z,2024-01-15T10:30:01.0004Z,0", "2024-01-15T10:30:01Z,2024-01-15T10:30:00Z,-1000",
			"2024-01-15T10:30:01Z,2024-01-15T10:30:00.9999Z,-1" })
	void durationIsRoundedDown(Instant start, Instant end, long millis) {
		assertThat(TestRecords.json(TestRecords.span(start, end))).contains("\"duration_ms\":" + millis + ",");
	}

	@Test
	void durationOfTimesBeyondRfc3339IsThatOfTheTimesWritten() {
		assertThat(TestRecords.json(TestRecords.span(Instant.MIN, Instant.MAX))).contains("""
				"start_time":"0000-01-01T00:00:00Z","end_time":"9999-12-31T23:59:59.999999999Z",\
				"duration_ms":315569519999999""");
	}

	@Test
	void typesOfAttributesAreKept() {
		assertThat(TestRecords.attributes("s", "x", "b", true, "i", 1, "l", Long.MIN_VALUE, "d", 0.1, "f", 0.1f, "e",
				"", "arr", new int[] { 1, 2 }, "list", List.of("a", "b")))
			.isEqualTo("{\"s\":\"x\",\"b\":true,\"i\":1,\"l\":-9223372036854775808,\"d\":0.1,\"f\":0.1,\"e\":\"\","
					+ "\"arr\":[1,2],\"list\":[\"a\",\"b\"]}");
	}

	@Test
	void numbersOfAllTypesAreWrittenExactly() {
		DoubleAdder adder = new DoubleAdder();
		adder.add(1.5);
		assertThat(TestRecords.fields("a", new AtomicLong(5), "b", new AtomicInteger(6), "c", adder, "d", (byte) 1, "e",
				(short) 2, "f", new BigInteger("123456789012345678901234567890"), "g", new BigDecimal("1.10"), "h",
				2e-3, "i", Double.parseDouble("2e23"), "j", 1e21, "k", -0.0, "l", Double.MIN_VALUE, "m",
				Float.MAX_VALUE))
			.isEqualTo("{\"a\":5,\"b\":6,\"c\":1.5,\"d\":1,\"e\":2,\"f\":123456789012345678901234567890,\"g\":1.10,"
					+ "\"h\":0.002,\"i\":2.0E23,\"j\":1.0E21,\"k\":-0.0,\"l\":4.9E-324,\"m\":3.4028235E38}");
	}

	@Test
	void numbersThatNoDoubleHoldsBecomeTexts() {
		assertThat(TestRecords.fields("a", new BigDecimal("1E+400"), "b", BigInteger.TEN.pow(310)))
			.isEqualTo("{\"a\":\"1E+400\",\"b\":\"1" + "0".repeat(310) + "\"}");
	}

	@Test
	void valuesThatAreNoneAreLeftOut() {
		assertThat(TestRecords.fields("a", null, "b", Double.NaN, "c", Float.NEGATIVE_INFINITY, "", "x", "d", 1, "list",
				Arrays.asList(1, null, Double.NaN, 2), "map", TestRecords.map("x", null, "y", 1)))
			.isEqualTo("{\"d\":1,\"list\":[1,2],\"map\":{\"y\":1}}");
	}

	@Test
	void arraysOfAllTypesAreWritten() {
		assertThat(TestRecords.fields("a", new long[] { 1 }, "b", new double[] { 1, Double.NaN }, "c",
				new boolean[] { true }, "d", new byte[] { -1 }, "e", new short[] { 3 }, "f", new float[] { 0.5f }, "g",
				new char[] { 'x', 'y' }, "h", new Object[] { "s", 1, null }, "i", new int[][] { { 1 }, {} }))
			.isEqualTo("{\"a\":[1],\"b\":[1.0],\"c\":[true],\"d\":[-1],\"e\":[3],\"f\":[0.5],\"g\":\"xy\","
					+ "\"h\":[\"s\",1],\"i\":[[1],[]]}");
	}

	@Test
	void otherObjectsBecomeTheirText() {
		assertThat(TestRecords.fields("a", TimeUnit.DAYS, "b", 'c', "c", CharBuffer.wrap("sb"), "d", Instant.EPOCH))
			.isEqualTo("{\"a\":\"DAYS\",\"b\":\"c\",\"c\":\"sb\",\"d\":\"1970-01-01T00:00:00Z\"}");
	}

	@Test
	void nestedMapsAreObjectsInALogAndJsonTextsInASpan() {
		Map<String, Object> nested = TestRecords.map("x", List.of(1, Map.of("y", "z")));
		assertThat(TestRecords.fields("a", nested)).isEqualTo("{\"a\":{\"x\":[1,{\"y\":\"z\"}]}}");
		assertThat(TestRecords.attributes("a", nested, "b", List.of("s", List.of(1, 2))))
			.isEqualTo("{\"a\":\"{\\\"x\\\":[1,{\\\"y\\\":\\\"z\\\"}]}\",\"b\":[\"s\",\"[1,2]\"]}");
	}

	@Test
	void cyclesAndDepthAreBounded() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		Map<String, Object> a = new HashMap<>();
		a.put("b", TestRecords.map("a", a));
		assertThat(TestRecords.fields("list", list, "a", a))
			.isEqualTo("{\"list\":[\"(cycle)\"],\"a\":{\"b\":{\"a\":\"(cycle)\"}}}");
		assertThat(TestRecords.attributes("a", a)).isEqualTo("{\"a\":\"{\\\"b\\\":{\\\"a\\\":\\\"(cycle)\\\"}}\"}");
		Object deep = "end";
		for (int i = 0; i < 10_000; i++) {
			deep = List.of(deep);
		}
		assertThat(TestRecords.fields("deep", deep)).isEqualTo("{\"deep\":[[[[[[[[\"…\"]]]]]]]]}");
	}

}
