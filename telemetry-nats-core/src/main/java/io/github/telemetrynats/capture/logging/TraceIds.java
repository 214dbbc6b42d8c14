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

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The ids of the span that was current on the logging thread, as tracers put them into
 * the MDC under Spring Boot's names. Only ids as of W3C Trace Context, section 3.2.2, are
 * taken; anything else under these names is a field like any other.
 *
 * @param traceId 32 lower-case hex digits, or {@code null}
 * @param spanId 16 lower-case hex digits, or {@code null}
 */
record TraceIds(@Nullable String traceId, @Nullable String spanId) {

	private static final String TRACE_ID = "traceId";

	private static final String SPAN_ID = "spanId";

	private static final TraceIds NONE = new TraceIds(null, null);

	static TraceIds of(Map<String, String> mdc) {
		String traceId = id(mdc.get(TRACE_ID), 32);
		return (traceId != null) ? new TraceIds(traceId, id(mdc.get(SPAN_ID), 16)) : NONE;
	}

	static void copy(Map<String, String> from, Map<String, String> to) {
		for (String key : new String[] { TRACE_ID, SPAN_ID }) {
			String value = from.get(key);
			if (value != null) {
				to.put(key, value);
			}
		}
	}

	/**
	 * Return whether an MDC entry is one of these ids.
	 * @param key its key
	 * @param value its value
	 * @return whether it need not be repeated
	 */
	boolean has(String key, String value) {
		return (TRACE_ID.equals(key) && value.equalsIgnoreCase(this.traceId))
				|| (SPAN_ID.equals(key) && value.equalsIgnoreCase(this.spanId));
	}

	private static @Nullable String id(@Nullable String value, int length) {
		if (value == null || value.length() != length) {
			return null;
		}
		boolean zero = true;
		boolean lower = true;
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			boolean upperDigit = c >= 'A' && c <= 'F';
			if (!upperDigit && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
				return null;
			}
			zero &= c == '0';
			lower &= !upperDigit;
		}
		if (zero) {
			return null;
		}
		return lower ? value : value.toLowerCase(Locale.ROOT);
	}

}
