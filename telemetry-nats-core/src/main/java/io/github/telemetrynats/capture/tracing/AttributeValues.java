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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Attribute values as a record holds them: strings, booleans, numbers, or lists of them
 * that nobody changes any more.
 */
final class AttributeValues {

	private AttributeValues() {
	}

	static Map<String, Object> copyOf(Map<String, ?> attributes) {
		Map<String, Object> copy = new LinkedHashMap<>();
		attributes.forEach((key, value) -> {
			Object held = copyOf(value);
			if (held != null) {
				copy.put(key, held);
			}
		});
		return copy;
	}

	static @Nullable Object copyOf(@Nullable Object value) {
		if (value == null || value instanceof String || value instanceof Boolean || value instanceof Number) {
			return value;
		}
		if (value instanceof List<?> list) {
			List<Object> copy = new ArrayList<>(list.size());
			// A list's owner may be changing it: toArray gets along with that, an
			// iterator not
			for (Object element : list.toArray()) {
				Object held = (element instanceof List<?>) ? element.toString() : copyOf(element);
				if (held != null) {
					copy.add(held);
				}
			}
			return copy;
		}
		return value.toString();
	}

}
