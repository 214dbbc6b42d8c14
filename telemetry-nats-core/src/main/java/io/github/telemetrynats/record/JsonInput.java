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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a message's body. Nulls are left out: a reader cannot tell them from
 * fields that are not there. Safe for use by several threads.
 */
final class JsonInput {

	/** A decimal number of no more characters is the same as a double, digit by digit. */
	private static final int EXACT_DOUBLE_LENGTH = 15;

	// What a body may have is limited by what the server takes; interned names never go
	private static final JsonFactory FACTORY = new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNameLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNestingDepth(500)
			.build())
		.build();

	private JsonInput() {
	}

	/**
	 * Read an object.
	 * @param json the JSON in UTF-8
	 * @return names and values: strings, booleans, {@code Long}, {@code BigInteger},
	 * {@code Double}, {@code BigDecimal}, lists and maps of them
	 */
	static Map<String, Object> read(byte[] json) {
		try (JsonParser parser = FACTORY.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new RecordDecodingException("The body must be a JSON object, but "
						+ ((parser.currentToken() != null) ? "starts with " + parser.currentToken() : "is empty"), null,
						null);
			}
			Map<String, Object> object = object(parser);
			if (parser.nextToken() != null) {
				throw new RecordDecodingException(
						"The body must be one JSON object, but goes on after it with " + parser.currentToken(), null,
						null);
			}
			return object;
		}
		catch (JsonProcessingException ex) {
			throw new RecordDecodingException("The body is not JSON: %s (at byte %s)".formatted(ex.getOriginalMessage(),
					(ex.getLocation() != null) ? ex.getLocation().getByteOffset() : 0), null, ex);
		}
		catch (IOException ex) {
			throw new RecordDecodingException("The body is not JSON in UTF-8: " + ex.getMessage(), null, ex);
		}
	}

	private static Map<String, Object> object(JsonParser parser) throws IOException {
		Map<String, Object> object = new LinkedHashMap<>();
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			Object value = value(parser);
			if (value != null) {
				object.put(name, value);
			}
		}
		return Collections.unmodifiableMap(object);
	}

	private static List<Object> array(JsonParser parser) throws IOException {
		List<Object> array = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Object value = value(parser);
			if (value != null) {
				array.add(value);
			}
		}
		return Collections.unmodifiableList(array);
	}

	private static @Nullable Object value(JsonParser parser) throws IOException {
		return switch (parser.currentToken()) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			case VALUE_STRING -> parser.getText();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NUMBER_INT -> integer(parser);
			case VALUE_NUMBER_FLOAT -> decimal(parser);
			default -> null;
		};
	}

	private static Number integer(JsonParser parser) throws IOException {
		return (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) ? parser.getBigIntegerValue()
				: (Number) parser.getLongValue();
	}

	private static Number decimal(JsonParser parser) throws IOException {
		String text = parser.getText();
		double number = Double.parseDouble(text);
		if (text.length() <= EXACT_DOUBLE_LENGTH && Double.isFinite(number)) {
			return number;
		}
		BigDecimal decimal = new BigDecimal(text);
		return (Double.isFinite(number) && decimal.compareTo(new BigDecimal(NumberOutput.toString(number, true))) == 0)
				? (Number) number : decimal;
	}

}
