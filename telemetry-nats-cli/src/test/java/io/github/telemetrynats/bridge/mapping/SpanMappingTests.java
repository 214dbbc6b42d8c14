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

package io.github.telemetrynats.bridge.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpanMapping}.
 */
class SpanMappingTests {

	private static final String TRACE = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

	private static final String SPAN = "f6e5d4c3b2a10987";

	private static final String PARENT = "1a2b3c4d5e6f7081";

	@Test
	void idsNameAndTimesAreKeptToTheNanosecond() {
		Span span = map(record(Map.of()));
		assertThat(span.getTraceId()).isEqualTo(bytes(TRACE));
		assertThat(span.getSpanId()).isEqualTo(bytes(SPAN));
		assertThat(span.getParentSpanId()).isEqualTo(bytes(PARENT));
		assertThat(span.getName()).isEqualTo("worker.executeTask");
		assertThat(span.getStartTimeUnixNano()).isEqualTo(1_705_314_600_000_000_001L);
		assertThat(span.getEndTimeUnixNano()).isEqualTo(1_705_314_601_234_567_891L);
		assertThat(span.getStatus()).isEqualTo(Status.getDefaultInstance());
	}

	@Test
	void aRootSpanHasNoParent() {
		assertThat(map(record(TRACE, SPAN, "", SpanKind.SERVER, false, "")).getParentSpanId()).isEmpty();
	}

	@Test
	void aShortTraceIdIsPadded() {
		assertThat(map(record("f6e5d4c3b2a10987", SPAN, "", SpanKind.SERVER, false, "")).getTraceId())
			.isEqualTo(bytes("0000000000000000f6e5d4c3b2a10987"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "xyz", "0000", "a1b2c3d4e5f60718293a4b5c6d7e8f9000" })
	void aSpanWithoutATraceIdCannotBeMapped(String traceId) {
		assertThatExceptionOfType(UnmappableRecordException.class)
			.isThrownBy(() -> map(record(traceId, SPAN, "", SpanKind.SERVER, false, "")))
			.withMessageContaining("trace_id");
	}

	@ParameterizedTest
	@EnumSource(SpanKind.class)
	void everyKindHasItsEquivalent(SpanKind kind) {
		assertThat(map(record(TRACE, SPAN, "", kind, false, "")).getKind().name()).isEqualTo("SPAN_KIND_" + kind);
	}

	@Test
	void aFailedSpanHasTheErrorAsTextOfItsStatus() {
		Status status = map(record(TRACE, SPAN, "", SpanKind.CLIENT, true, "connection refused")).getStatus();
		assertThat(status.getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(status.getMessage()).isEqualTo("connection refused");
	}

	/** Fault 9: arrays and maps become empty texts. */
	@Test
	void typesOfAttributesAreKept() {
		Map<String, Object> attributes = new LinkedHashMap<>();
		attributes.put("text", "x");
		attributes.put("truth", true);
		attributes.put("whole", 42L);
		attributes.put("broken", 1.5);
		attributes.put("huge", BigInteger.ONE.shiftLeft(64));
		attributes.put("precise", new BigDecimal("0.12345678901234567890"));
		attributes.put("list", Arrays.asList("a", 1L, 2.5, false, null));
		attributes.put("map", Map.of("nested", Map.of("deep", List.of(1L))));
		Map<String, AnyValue> values = values(map(record(attributes)).getAttributesList());
		assertThat(values.get("text").getStringValue()).isEqualTo("x");
		assertThat(values.get("truth").getBoolValue()).isTrue();
		assertThat(values.get("whole").getIntValue()).isEqualTo(42);
		assertThat(values.get("broken").getDoubleValue()).isEqualTo(1.5);
		assertThat(values.get("huge").getStringValue()).isEqualTo("18446744073709551616");
		assertThat(values.get("precise").getDoubleValue()).isEqualTo(0.12345678901234568);
		assertThat(values.get("list").getArrayValue().getValuesList()).extracting(AnyValue::getValueCase)
			.containsExactly(AnyValue.ValueCase.STRING_VALUE, AnyValue.ValueCase.INT_VALUE,
					AnyValue.ValueCase.DOUBLE_VALUE, AnyValue.ValueCase.BOOL_VALUE, AnyValue.ValueCase.VALUE_NOT_SET);
		AnyValue nested = values(values.get("map").getKvlistValue().getValuesList()).get("nested");
		assertThat(
				values(nested.getKvlistValue().getValuesList()).get("deep").getArrayValue().getValues(0).getIntValue())
			.isOne();
	}

	@Test
	void halfASurrogatePairIsReplaced() {
		Map<String, AnyValue> values = values(
				map(record(Map.of("a\ud83d", "x\ude80\ud83d\ude80"))).getAttributesList());
		assertThat(values.get("a\ufffd").getStringValue()).isEqualTo("x\ufffd\ud83d\ude80");
	}

	@Test
	void eventsAndLinksAreKept() {
		Span span = map(record(Map.of()));
		assertThat(span.getEvents(0).getName()).isEqualTo("retry");
		assertThat(span.getEvents(0).getTimeUnixNano()).isEqualTo(1_705_314_600_500_000_000L);
		assertThat(span.getEvents(0).getAttributesList()).containsExactly(OtlpValues.attribute("attempt", 2L));
		assertThat(span.getLinks(0).getTraceId()).isEqualTo(bytes(TRACE));
		assertThat(span.getLinks(0).getSpanId()).isEqualTo(bytes(PARENT));
		assertThat(span.getLinks(0).getAttributesList()).containsExactly(OtlpValues.attribute("why", "batch"));
		assertThat(span.getLinksList()).hasSize(1);
		assertThat(span.getDroppedLinksCount()).as("links without an id").isOne();
	}

	@Test
	void thePeerIsAnAttributeUnlessThereIsOne() {
		assertThat(values(map(record(Map.of())).getAttributesList()).get("peer.service").getStringValue())
			.isEqualTo("orders");
		assertThat(map(record(Map.of("peer.service", "mine"))).getAttributesList())
			.containsExactly(OtlpValues.attribute("peer.service", "mine"));
	}

	@Test
	void timesBeforeAndAfterWhatTheProtocolCanSayAreCut() {
		assertThat(OtlpValues.nanos(Instant.parse("1969-12-31T23:59:59Z"))).isZero();
		assertThat(OtlpValues.nanos(Instant.parse("9999-12-31T23:59:59Z"))).isEqualTo(-1);
		assertThat(Long.toUnsignedString(OtlpValues.nanos(Instant.parse("2500-01-01T00:00:00Z"))))
			.isEqualTo("16725225600000000000");
	}

	private static Span map(SpanRecord span) {
		return (Span) SpanMapping.map(span).elements().get(0);
	}

	private static Map<String, AnyValue> values(List<KeyValue> attributes) {
		Map<String, AnyValue> values = new LinkedHashMap<>();
		attributes.forEach((attribute) -> values.put(attribute.getKey(), attribute.getValue()));
		return values;
	}

	private static ByteString bytes(String hex) {
		return ByteString.copyFrom(HexFormat.of().parseHex(hex));
	}

	private static SpanRecord record(Map<String, ?> attributes) {
		return new SpanRecord(Origin.of("worker"), TRACE, SPAN, PARENT, "worker.executeTask", SpanKind.SERVER,
				Instant.parse("2024-01-15T10:30:00.000000001Z"), Instant.parse("2024-01-15T10:30:01.234567891Z"), false,
				attributes,
				List.of(new SpanRecord.Event("retry", Instant.parse("2024-01-15T10:30:00.5Z"), Map.of("attempt", 2L))),
				List.of(new SpanRecord.Link(TRACE, PARENT, Map.of("why", "batch")),
						new SpanRecord.Link("none", PARENT, Map.of())),
				"", "orders", null);
	}

	private static SpanRecord record(String traceId, String spanId, String parentId, SpanKind kind, boolean failed,
			String error) {
		return new SpanRecord(Origin.of("worker"), traceId, spanId, parentId, "n", kind, Instant.EPOCH, Instant.EPOCH,
				failed, Map.of(), List.of(), List.of(), error, null, null);
	}

}
