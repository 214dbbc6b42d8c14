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

import java.util.Map;

/**
 * How long the texts among some values are.
 */
final class TextLengths {

	private TextLengths() {
	}

	/**
	 * Add up the texts that are values themselves; those in lists and maps are left out.
	 * @param values names and values
	 * @return a number of characters
	 */
	static long of(Map<String, ?> values) {
		long length = 0;
		for (Object value : values.values()) {
			if (value instanceof CharSequence text) {
				length += text.length();
			}
		}
		return length;
	}

}
