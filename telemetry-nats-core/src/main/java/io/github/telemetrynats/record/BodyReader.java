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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a body, or of an object within it, as the types that the contract gives
 * them. Not thread-safe.
 */
final class BodyReader {

	private static final int LONGEST_SHOWN = 80;

	private final String what;

	private final String path;

	private final Map<String, Object> fields;

	private BodyReader(String what, String path, Map<String, Object> fields) {
		this.what = what;
		this.path = path;
		this.fields = fields;
	}

	/**
	 * Read the fields of a body.
	 * @param what what it should be, for the text of exceptions
	 * @param fields its fields
	 * @return the reader
	 */
	static BodyReader of(String what, Map<String, Object> fields) {
		return new BodyReader(what, "", fields);
	}

	String text(String field) {
		String text = optionalText(field);
		if (text == null) {
			throw mismatch(field, "a string");
		}
		return text;
	}

	String text(String field, String defaultValue) {
		String text = optionalText(field);
		return (text != null) ? text : defaultValue;
	}

	@Nullable String optionalText(String field) {
		Object value = this.fields.get(field);
		if (value != null && !(value instanceof String)) {
			throw mismatch(field, "a string");
		}
		return (String) value;
	}

	Instant time(String field) {
		Instant time = optionalTime(field);
		if (time == null) {
			throw mismatch(field, "a time as in RFC 3339");
		}
		return time;
	}

	@Nullable Instant optionalTime(String field) {
		String text = optionalText(field);
		try {
			return (text != null) ? Rfc3339.parse(text) : null;
		}
		catch (DateTimeException ex) {
			throw mismatch(field, "a time as in RFC 3339");
		}
	}

	double number(String field) {
		Double number = optionalNumber(field);
		if (number == null) {
			throw mismatch(field, "a number");
		}
		return number;
	}

	@Nullable Double optionalNumber(String field) {
		Object value = this.fields.get(field);
		if (value == null) {
			return null;
		}
		if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
			throw mismatch(field, "a number");
		}
		return number.doubleValue();
	}

	long count(String field) {
		if (!(this.fields.get(field) instanceof Number number)
				|| number.doubleValue() != Math.rint(number.doubleValue())) {
			throw mismatch(field, "a whole number");
		}
		return number.longValue();
	}

	/**
	 * Read a bucket's bound.
	 * @param field the field
	 * @return the bound, or infinity for {@code "+Inf"}
	 */
	double bound(String field) {
		if ("+Inf".equals(this.fields.get(field))) {
			return Double.POSITIVE_INFINITY;
		}
		if (!(this.fields.get(field) instanceof Number)) {
			throw mismatch(field, "a number or \"+Inf\"");
		}
		return number(field);
	}

	<E extends Enum<E>> E constant(String field, E[] constants, Function<E, String> token) {
		String text = text(field);
		List<String> tokens = new ArrayList<>();
		for (E constant : constants) {
			if (token.apply(constant).equalsIgnoreCase(text)) {
				return constant;
			}
			tokens.add(token.apply(constant));
		}
		throw mismatch(field, "one of " + String.join(", ", tokens));
	}

	Map<String, Object> map(String field) {
		return object(field).fields;
	}

	Map<String, String> texts(String field) {
		BodyReader object = object(field);
		Map<String, String> texts = new LinkedHashMap<>();
		object.fields.forEach((name, value) -> {
			if (value instanceof Map || value instanceof List) {
				throw object.mismatch(name, "a string");
			}
			texts.put(name, String.valueOf(value));
		});
		return texts;
	}

	/**
	 * Read an object.
	 * @param field the field
	 * @return the object, or an empty one if it is not there
	 */
	BodyReader object(String field) {
		Object value = this.fields.getOrDefault(field, Map.of());
		if (!(value instanceof Map)) {
			throw mismatch(field, "an object");
		}
		return new BodyReader(this.what, path(field), cast(value));
	}

	/**
	 * Read an array of objects.
	 * @param field the field
	 * @return the objects, none if it is not there
	 */
	List<BodyReader> objects(String field) {
		Object value = this.fields.getOrDefault(field, List.of());
		if (!(value instanceof List<?> elements)) {
			throw mismatch(field, "an array of objects");
		}
		List<BodyReader> objects = new ArrayList<>(elements.size());
		for (Object element : elements) {
			if (!(element instanceof Map)) {
				throw mismatch(field, "an array of objects");
			}
			objects.add(new BodyReader(this.what, path(field) + '[' + objects.size() + ']', cast(element)));
		}
		return objects;
	}

	Iterable<String> names() {
		return this.fields.keySet();
	}

	boolean has(String field) {
		return this.fields.containsKey(field);
	}

	RecordDecodingException mismatch(String field, String expected) {
		Object value = this.fields.get(field);
		String actual = (value != null) ? "is " + shown(value) : "is not there";
		return new RecordDecodingException(
				"The body is not %s: '%s' must be %s, but %s".formatted(this.what, path(field), expected, actual),
				path(field), null);
	}

	private String path(String field) {
		return this.path.isEmpty() ? field : this.path + '.' + field;
	}

	private static String shown(Object value) {
		if (value instanceof Map) {
			return "an object";
		}
		if (value instanceof List) {
			return "an array";
		}
		String text = String.valueOf(value);
		String start = (text.length() > LONGEST_SHOWN) ? text.substring(0, LONGEST_SHOWN) + TextWriter.ELLIPSIS : text;
		return (value instanceof String) ? '"' + start + '"' : start;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> cast(Object object) {
		return (Map<String, Object>) object;
	}

}
