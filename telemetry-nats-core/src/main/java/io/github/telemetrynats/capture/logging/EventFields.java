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

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Reads what an event carries besides its message: the MDC, markers, structured arguments
 * and key-value pairs, each winning over the one before. What cannot be read is left out.
 */
final class EventFields {

	private static final int MAX_MARKERS = 64;

	private static final boolean LOGSTASH = isPresent("net.logstash.logback.argument.StructuredArgument");

	private EventFields() {
	}

	static boolean isPresent(String className) {
		try {
			Class.forName(className, false, EventFields.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	static Map<String, String> mdc(ILoggingEvent event) {
		try {
			// Logback's own adapter hands out a copy that it never changes
			Map<String, String> mdc = event.getMDCPropertyMap();
			return (mdc != null) ? mdc : Map.of();
		}
		catch (Throwable ex) {
			return Map.of();
		}
	}

	/**
	 * Return only as much of an MDC as a record may have, so that an endless one is
	 * neither kept nor searched through.
	 * @param mdc the MDC
	 * @param settings what to take
	 * @param fields is told how many entries were not looked at
	 * @return a copy
	 */
	static Map<String, String> beginning(Map<String, String> mdc, LogCaptureSettings settings, CapturedFields fields) {
		Map<String, String> copy = new HashMap<>();
		int seen = 0;
		for (Map.Entry<String, String> entry : mdc.entrySet()) {
			if (copy.size() >= settings.maxFields() || seen >= settings.maxFields() * 4) {
				break;
			}
			seen++;
			if (settings.takesMdcKey(entry.getKey())) {
				copy.put(entry.getKey(), entry.getValue());
			}
		}
		fields.drop(mdc.size() - seen);
		TraceIds.copy(mdc, copy);
		return copy;
	}

	static @Nullable CapturedFields of(ILoggingEvent event, LogCaptureSettings settings) {
		CapturedFields fields = null;
		List<Marker> markers = event.getMarkerList();
		if (markers != null && !markers.isEmpty()) {
			fields = new CapturedFields(settings);
			readMarkers(markers, fields);
		}
		@Nullable Object[] arguments = event.getArgumentArray();
		if (LOGSTASH && arguments != null) {
			fields = readArguments(arguments, fields, settings);
		}
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		if (pairs != null && !pairs.isEmpty()) {
			fields = (fields != null) ? fields : new CapturedFields(settings, pairs.size());
			readPairs(pairs, fields);
		}
		return fields;
	}

	private static @Nullable CapturedFields readArguments(@Nullable Object[] arguments, @Nullable CapturedFields into,
			LogCaptureSettings settings) {
		CapturedFields fields = into;
		for (Object argument : arguments) {
			if (argument != null && LogstashFields.isArgument(argument)) {
				fields = (fields != null) ? fields : new CapturedFields(settings);
				LogstashFields.read(argument, fields);
			}
		}
		return fields;
	}

	private static void readPairs(List<KeyValuePair> pairs, CapturedFields fields) {
		try {
			int size = pairs.size();
			for (int i = 0; i < size; i++) {
				if (fields.isFull()) {
					fields.drop(size - i);
					return;
				}
				KeyValuePair pair = pairs.get(i);
				if (pair != null) {
					fields.add(pair.key, pair.value);
				}
			}
		}
		catch (RuntimeException ex) {
			// The list was changed meanwhile: what was read stays
			fields.drop(1);
		}
	}

	private static void readMarkers(List<Marker> markers, CapturedFields fields) {
		try {
			for (Marker marker : markers) {
				if (marker.hasReferences()) {
					readReferences(marker, fields);
				}
				else {
					readMarker(marker, fields);
				}
			}
		}
		catch (RuntimeException ex) {
			fields.drop(1);
		}
	}

	/**
	 * Read a marker and those that it refers to, which may lead back to it.
	 * @param first the marker
	 * @param fields where to put what was read
	 */
	static void readReferences(Marker first, CapturedFields fields) {
		Set<Marker> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Marker> open = new ArrayDeque<>();
		open.add(first);
		while (!open.isEmpty()) {
			Marker marker = open.remove();
			if (!seen.add(marker)) {
				continue;
			}
			if (seen.size() > MAX_MARKERS) {
				fields.drop(1);
				return;
			}
			readMarker(marker, fields);
			Iterator<Marker> references = marker.iterator();
			while (references.hasNext() && open.size() < MAX_MARKERS) {
				open.add(references.next());
			}
		}
	}

	private static void readMarker(Marker marker, CapturedFields fields) {
		if (LOGSTASH && LogstashFields.isMarker(marker)) {
			LogstashFields.read(marker, fields);
		}
		else {
			fields.addMarker(marker.getName());
		}
	}

}
