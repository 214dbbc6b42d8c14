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

package io.github.telemetrynats.cli.tail;

/**
 * Shortens the names of loggers.
 */
final class Loggers {

	private Loggers() {
	}

	/**
	 * Cut all but the last part of a name to its first letter.
	 * @param name such as {@code com.acme.orders.StockClient}
	 * @return such as {@code c.a.o.StockClient}
	 */
	static String shortened(String name) {
		int last = name.lastIndexOf('.');
		if (last < 0) {
			return name;
		}
		StringBuilder text = new StringBuilder();
		int start = 0;
		while (start <= last) {
			int dot = name.indexOf('.', start);
			if (dot > start) {
				text.append(name.charAt(start)).append('.');
			}
			start = dot + 1;
		}
		return text.append(name, last + 1, name.length()).toString();
	}

}
