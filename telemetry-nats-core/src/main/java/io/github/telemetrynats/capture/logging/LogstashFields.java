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

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;

import net.logstash.logback.argument.DeferredStructuredArgument;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.DeferredLogstashMarker;
import net.logstash.logback.marker.EmptyLogstashMarker;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.MapEntriesAppendingMarker;
import net.logstash.logback.marker.RawJsonAppendingMarker;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structured arguments and markers of logstash-logback-encoder, versions 8 and
 * 9, which must be on the class path. They can only write themselves as JSON, with a
 * generator that is of another package in each version. Values are therefore read where
 * they are, so that they keep their types; the rest is written and read back, which works
 * with version 9 alone.
 */
final class LogstashFields {

	private static final @Nullable Method FIELD_VALUE = method(SingleFieldAppendingMarker.class, "getFieldValue");

	private static final @Nullable Method SUPPLIED_ARGUMENT = method(DeferredStructuredArgument.class,
			"getSuppliedValue");

	private static final @Nullable Method SUPPLIED_MARKER = method(DeferredLogstashMarker.class, "getSuppliedValue");

	private static final @Nullable Field MAP = field(MapEntriesAppendingMarker.class, "map");

	private static final boolean JSON = writesJackson3();

	private LogstashFields() {
	}

	static boolean isArgument(Object argument) {
		return argument instanceof StructuredArgument;
	}

	static boolean isMarker(Object marker) {
		return marker instanceof LogstashMarker;
	}

	static void read(Object structured, CapturedFields fields) {
		try {
			readInside(structured, fields);
		}
		catch (Throwable ex) {
			// Code of the application: its map, supplier or serializer has failed
			fields.drop(1);
		}
	}

	private static void readInside(Object structured, CapturedFields fields) throws ReflectiveOperationException {
		if (structured instanceof EmptyLogstashMarker) {
			return;
		}
		if (structured instanceof SingleFieldAppendingMarker single
				&& !(JSON && structured instanceof RawJsonAppendingMarker)) {
			fields.add(single.getFieldName(),
					(FIELD_VALUE != null) ? FIELD_VALUE.invoke(single) : single.toStringSelf());
		}
		else if (structured instanceof MapEntriesAppendingMarker && MAP != null) {
			if (MAP.get(structured) instanceof Map<?, ?> map) {
				readMap(map, fields);
			}
		}
		else if (structured instanceof DeferredStructuredArgument && SUPPLIED_ARGUMENT != null) {
			readSupplied(SUPPLIED_ARGUMENT, structured, fields);
		}
		else if (structured instanceof DeferredLogstashMarker && SUPPLIED_MARKER != null) {
			readSupplied(SUPPLIED_MARKER, structured, fields);
		}
		else if (JSON) {
			readMap(LogstashJson.read(structured), fields);
		}
		else {
			fields.add(structured.getClass().getSimpleName(), structured);
		}
	}

	private static void readSupplied(Method supplied, Object structured, CapturedFields fields)
			throws IllegalAccessException, InvocationTargetException {
		Object value = supplied.invoke(structured);
		if (value instanceof LogstashMarker marker && marker.hasReferences()) {
			EventFields.readReferences(marker, fields);
		}
		else if (value != null && value != structured) {
			read(value, fields);
		}
	}

	private static void readMap(Map<?, ?> map, CapturedFields fields) {
		int left = map.size();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (fields.isFull()) {
				fields.drop(left);
				return;
			}
			left--;
			fields.add(CapturedValue.text(entry.getKey()), entry.getValue());
		}
	}

	private static boolean writesJackson3() {
		for (Method method : StructuredArgument.class.getMethods()) {
			if (method.getName().equals("writeTo")) {
				return method.getParameterTypes()[0].getName().startsWith("tools.jackson.")
						&& EventFields.isPresent("tools.jackson.databind.json.JsonMapper");
			}
		}
		return false;
	}

	private static @Nullable Method method(Class<?> type, String name) {
		try {
			return accessible(type.getDeclaredMethod(name));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Field field(Class<?> type, String name) {
		try {
			return accessible(type.getDeclaredField(name));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	private static <T extends AccessibleObject> T accessible(T member) {
		member.setAccessible(true);
		return member;
	}

}
