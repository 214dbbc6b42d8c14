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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import org.jspecify.annotations.Nullable;

/**
 * Values, times and ids in OpenTelemetry's terms.
 */
final class OtlpValues {

	static final int TRACE_ID_BYTES = 16;

	static final int SPAN_ID_BYTES = 8;

	private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

	private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

	/** Later than that, nanoseconds since 1970 have more than 64 bits. */
	private static final long MAX_SECONDS = 18_446_744_073L;

	private static final long NANOS = 1_000_000_000L;

	private OtlpValues() {
	}

	static List<KeyValue> attributes(Map<String, ?> values) {
		List<KeyValue> attributes = new ArrayList<>(values.size());
		for (Map.Entry<String, ?> entry : values.entrySet()) {
			attributes.add(attribute(entry.getKey(), entry.getValue()));
		}
		return attributes;
	}

	static KeyValue attribute(String key, @Nullable Object value) {
		return KeyValue.newBuilder().setKey(text(key)).setValue(value(value)).build();
	}

	static AnyValue value(@Nullable Object value) {
		AnyValue.Builder any = AnyValue.newBuilder();
		if (value instanceof String text) {
			any.setStringValue(text(text));
		}
		else if (value instanceof Boolean truth) {
			any.setBoolValue(truth);
		}
		else if (value instanceof Number number) {
			number(number, any);
		}
		else if (value instanceof List<?> list) {
			ArrayValue.Builder array = ArrayValue.newBuilder();
			list.forEach((element) -> array.addValues(value(element)));
			any.setArrayValue(array);
		}
		else if (value instanceof Map<?, ?> map) {
			KeyValueList.Builder entries = KeyValueList.newBuilder();
			map.forEach((key, element) -> entries.addValues(attribute(String.valueOf(key), element)));
			any.setKvlistValue(entries);
		}
		else if (value != null) {
			any.setStringValue(text(value.toString()));
		}
		return any.build();
	}

	private static void number(Number number, AnyValue.Builder any) {
		if (isTooLarge(number)) {
			any.setStringValue(number.toString());
		}
		else if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
			any.setDoubleValue(number.doubleValue());
		}
		else {
			any.setIntValue(number.longValue());
		}
	}

	private static boolean isTooLarge(Number number) {
		if (number instanceof BigInteger integer) {
			return integer.compareTo(MAX_LONG) > 0 || integer.compareTo(MIN_LONG) < 0;
		}
		return number instanceof BigDecimal decimal && !Double.isFinite(decimal.doubleValue());
	}

	// Return a text that can be written as UTF-8: half of a surrogate pair becomes the
	// replacement
	// character. (protobuf would log a warning for each.)
	static String text(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return wellFormed(text);
			}
		}
		return text;
	}

	private static String wellFormed(String text) {
		StringBuilder result = new StringBuilder(text.length());
		text.codePoints()
			.map((point) -> (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) ? 0xFFFD : point)
			.forEach(result::appendCodePoint);
		return result.toString();
	}

	// Return nanoseconds since 1970 as an unsigned number: 0, which stands for unknown,
	// for earlier
	// times
	static long nanos(Instant time) {
		if (time.getEpochSecond() < 0) {
			return 0;
		}
		return (time.getEpochSecond() >= MAX_SECONDS) ? -1 : time.getEpochSecond() * NANOS + time.getNano();
	}

	// Return an id, or null if the text is none: not hex digits, too long, or nothing but
	// zeros
	static @Nullable ByteString id(@Nullable String hex, int bytes) {
		if (hex == null || hex.isEmpty() || hex.length() > bytes * 2) {
			return null;
		}
		byte[] id = new byte[bytes];
		int digit = bytes * 2 - hex.length();
		int seen = 0;
		for (int i = 0; i < hex.length(); i++, digit++) {
			char c = hex.charAt(i);
			if (!HexFormat.isHexDigit(c)) {
				return null;
			}
			int value = HexFormat.fromHexDigit(c);
			seen |= value;
			id[digit / 2] |= (byte) ((digit % 2 == 0) ? value << 4 : value);
		}
		return (seen == 0) ? null : ByteString.copyFrom(id);
	}

}
