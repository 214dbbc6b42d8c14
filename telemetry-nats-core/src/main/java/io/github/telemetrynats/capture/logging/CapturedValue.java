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

package io.github.telemetrynats.capture.logging;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Makes of any object something that does not change any more, on the thread that logs
 * it: text, booleans and finite numbers stay, maps, collections and arrays are copied
 * within bounds, everything else becomes text now. Never throws.
 */
final class CapturedValue {

	private static final int MAX_DEPTH = 4;

	private static final int MAX_ELEMENTS = 256;

	private static final String CUT = "…";

	private int elements;

	private CapturedValue() {
	}

	static @Nullable Object of(@Nullable Object value) {
		if (value == null || value instanceof String || value instanceof Boolean) {
			return value;
		}
		try {
			Object simple = number(value);
			return (simple != null) ? simple : new CapturedValue().copy(value, 0);
		}
		catch (Throwable ex) {
			return "[FAILED " + ex.getClass().getName() + ']';
		}
	}

	/**
	 * Return the text of an object.
	 * @param value the object
	 * @return its text, empty if there is none
	 */
	static String text(@Nullable Object value) {
		try {
			String text = (value != null) ? value.toString() : null;
			return (text != null) ? text : "";
		}
		catch (Throwable ex) {
			return "[FAILED toString()]";
		}
	}

	private static @Nullable Object number(Object value) {
		if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
			return value;
		}
		if (value instanceof Double || value instanceof Float) {
			// Kept as text, since JSON has no number for it
			return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
		}
		// Subclasses could do anything
		if (value.getClass() == BigDecimal.class || value.getClass() == BigInteger.class) {
			return value;
		}
		if (value instanceof AtomicInteger || value instanceof AtomicLong || value instanceof LongAdder
				|| value instanceof LongAccumulator) {
			return ((Number) value).longValue();
		}
		if (value instanceof DoubleAdder || value instanceof DoubleAccumulator) {
			return number(((Number) value).doubleValue());
		}
		return (value instanceof AtomicBoolean flag) ? flag.get() : null;
	}

	private @Nullable Object copy(@Nullable Object value, int depth) {
		if (value == null || value instanceof String || value instanceof Boolean) {
			return value;
		}
		Object simple = number(value);
		if (simple != null) {
			return simple;
		}
		boolean nested = value instanceof Map || value instanceof Collection || value.getClass().isArray();
		if (!nested) {
			return text(value);
		}
		if (depth >= MAX_DEPTH) {
			return CUT;
		}
		if (value instanceof Map<?, ?> map) {
			return copyMap(map, depth);
		}
		return (value instanceof Collection<?> collection) ? copyCollection(collection, depth)
				: copyArray(value, depth);
	}

	private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
		Map<String, Object> copy = new LinkedHashMap<>();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (!roomForOne()) {
				copy.put(CUT, CUT);
				break;
			}
			String key = CapturedFields.key(text(entry.getKey()));
			Object value = copy(entry.getValue(), depth + 1);
			if (!key.isEmpty() && value != null) {
				copy.put(key, value);
			}
		}
		return copy;
	}

	private List<Object> copyCollection(Collection<?> collection, int depth) {
		List<Object> copy = new ArrayList<>();
		for (Object element : collection) {
			if (!add(copy, element, depth)) {
				break;
			}
		}
		return copy;
	}

	private List<Object> copyArray(Object array, int depth) {
		List<Object> copy = new ArrayList<>();
		int length = Array.getLength(array);
		for (int i = 0; i < length; i++) {
			if (!add(copy, Array.get(array, i), depth)) {
				break;
			}
		}
		return copy;
	}

	private boolean add(List<Object> copy, @Nullable Object element, int depth) {
		if (!roomForOne()) {
			copy.add(CUT);
			return false;
		}
		Object value = copy(element, depth + 1);
		if (value != null) {
			copy.add(value);
		}
		return true;
	}

	private boolean roomForOne() {
		return this.elements++ < MAX_ELEMENTS;
	}

}
