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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The attributes that may name a span's run, in order of preference (contract, section
 * 2).
 *
 * @param keys attribute names
 */
record RunIdKeys(List<String> keys) {

	RunIdKeys {
		keys = List.copyOf(keys);
	}

	/**
	 * Return the first of the attributes that is there and not blank.
	 * @param attributes a span's attributes
	 * @return the run id, or {@code null}
	 */
	@Nullable String find(Map<String, ?> attributes) {
		for (String key : this.keys) {
			Object value = attributes.get(key);
			if (value != null && isWritten(value)) {
				String runId = value.toString();
				if (!runId.isBlank()) {
					return runId;
				}
			}
		}
		return null;
	}

	// An array names no single run, and a number that isn't finite is not in the record
	private static boolean isWritten(Object value) {
		if (value instanceof Number number) {
			return Double.isFinite(number.doubleValue());
		}
		return value instanceof CharSequence || value instanceof Boolean;
	}

}
