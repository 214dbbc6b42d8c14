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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An object of a record, whose fields are asked for by what they must be. What they are
 * not becomes a violation.
 */
final class RecordFields {

	private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");

	private final ObjectNode json;

	private final String path;

	private final List<String> violations;

	RecordFields(ObjectNode json, String path, List<String> violations) {
		this.json = json;
		this.path = path;
		this.violations = violations;
	}

	ObjectNode json() {
		return this.json;
	}

	void violation(String text) {
		this.violations.add(text);
	}

	private void wrong(String name, String expectation) {
		this.violations.add(this.path + name + " is " + Excerpt.shorten(this.json.path(name).toString()) + ", expected "
				+ expectation);
	}

	boolean has(String name) {
		return this.json.has(name);
	}

	/**
	 * Return a field that must be there.
	 * @param name the field's name
	 * @return its value, or {@code null} if it is missing, which is a violation
	 */
	@Nullable JsonNode mandatory(String name) {
		JsonNode value = this.json.get(name);
		if (value == null) {
			this.violations.add(this.path + name + " is missing");
		}
		return value;
	}

	@Nullable String text(String name) {
		JsonNode value = mandatory(name);
		if (value != null && !value.isTextual()) {
			wrong(name, "a string");
			return null;
		}
		return (value != null) ? value.textValue() : null;
	}

	@Nullable String nonEmptyText(String name) {
		String value = text(name);
		if (value != null && value.isEmpty()) {
			wrong(name, "a text that is not empty");
		}
		return value;
	}

	void optionalText(String name) {
		if (has(name)) {
			nonEmptyText(name);
		}
	}

	void oneOf(String name, String... values) {
		String value = text(name);
		if (value != null && !Arrays.asList(values).contains(value)) {
			wrong(name, "one of " + String.join(", ", values));
		}
	}

	void hex(String name, int digits) {
		String value = text(name);
		if (value != null && !value.matches("[0-9a-f]{" + digits + "}")) {
			wrong(name, digits + " lower-case hex digits");
		}
	}

	void optionalBoolean(String name) {
		if (has(name) && !this.json.path(name).isBoolean()) {
			wrong(name, "a boolean");
		}
	}

	@Nullable Instant time(String name) {
		String value = text(name);
		if (value == null) {
			return null;
		}
		try {
			if (TIME.matcher(value).matches()) {
				return Instant.parse(value);
			}
		}
		catch (DateTimeException ex) {
			// Said below, like any other text that is no time
		}
		wrong(name, "a time of RFC 3339 in UTC with a Z");
		return null;
	}

	@Nullable Double number(String name) {
		JsonNode value = mandatory(name);
		if (value != null && !value.isNumber()) {
			wrong(name, "a number");
			return null;
		}
		return (value != null) ? value.doubleValue() : null;
	}

	@Nullable Double optionalNumber(String name) {
		return has(name) ? number(name) : null;
	}

	@Nullable Long wholeNumber(String name) {
		JsonNode value = mandatory(name);
		if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
			wrong(name, "a whole number");
			return null;
		}
		return (value != null) ? value.longValue() : null;
	}

	@Nullable ObjectNode object(String name) {
		JsonNode value = mandatory(name);
		if (value instanceof ObjectNode object) {
			return object;
		}
		if (value != null) {
			wrong(name, "an object");
		}
		return null;
	}

	/**
	 * Check an object of attributes: strings, booleans, numbers or arrays of them.
	 * @param name the field's name
	 */
	void values(String name) {
		ObjectNode object = object(name);
		if (object != null) {
			for (Map.Entry<String, JsonNode> property : object.properties()) {
				JsonNode value = property.getValue();
				boolean simple = value.isValueNode();
				for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
					simple = element.isValueNode();
					if (!simple) {
						break;
					}
				}
				if (!simple && !(value.isArray() && value.isEmpty())) {
					wrong(name, "strings, booleans, numbers and arrays of them as values");
				}
			}
		}
	}

	void optionalValues(String name) {
		if (has(name)) {
			values(name);
			requireSomeIfOptional(name);
		}
	}

	/**
	 * Check an array of objects.
	 * @param name the field's name
	 * @param element checks one of them
	 */
	void objects(String name, Consumer<RecordFields> element) {
		JsonNode array = mandatory(name);
		if (array != null && !array.isArray()) {
			wrong(name, "an array");
		}
		else if (array != null) {
			for (int index = 0; index < array.size(); index++) {
				if (array.get(index) instanceof ObjectNode object) {
					element.accept(new RecordFields(object, this.path + name + '[' + index + "].", this.violations));
				}
				else {
					wrong(name, "an array of objects");
				}
			}
		}
	}

	void optionalObjects(String name, Consumer<RecordFields> element) {
		if (has(name)) {
			objects(name, element);
			requireSomeIfOptional(name);
		}
	}

	void requireSomeIfOptional(String name) {
		if (this.json.path(name).isContainerNode() && this.json.path(name).isEmpty()) {
			wrong(name, "to be left out when it has no value");
		}
	}

	void requireThat(boolean condition, String name, String expectation) {
		if (!condition) {
			wrong(name, expectation);
		}
	}

}
