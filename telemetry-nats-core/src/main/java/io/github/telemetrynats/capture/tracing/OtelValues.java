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

package io.github.telemetrynats.capture.tracing;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Unwraps OpenTelemetry's extended attribute values ({@link Value}, since 1.59) into what
 * a record may hold: strings, booleans, numbers, or lists of them.
 */
final class OtelValues {

	private OtelValues() {
	}

	/**
	 * Return the value as a record holds it.
	 * @param value an attribute's value
	 * @return the value, or {@code null} if it is empty
	 */
	static @Nullable Object plain(@Nullable Object value) {
		if (!(value instanceof Value<?> extended)) {
			return AttributeValues.copyOf(value);
		}
		return switch (extended.getType()) {
			case STRING, BOOLEAN, LONG, DOUBLE -> extended.getValue();
			case EMPTY -> null;
			case ARRAY -> list(extended);
			// Neither has a counterpart in the contract: JSON and Base64 as text
			case KEY_VALUE_LIST, BYTES -> extended.asString();
		};
	}

	private static Object list(Value<?> array) {
		List<Object> plain = new ArrayList<>();
		for (Object element : (List<?>) array.getValue()) {
			Value<?> value = (Value<?>) element;
			Object item = (value.getType() == ValueType.ARRAY) ? value.asString() : plain(value);
			if (item != null) {
				plain.add(item);
			}
		}
		return plain;
	}

}
