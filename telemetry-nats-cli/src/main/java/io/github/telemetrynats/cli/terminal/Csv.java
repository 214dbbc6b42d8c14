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

package io.github.telemetrynats.cli.terminal;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes lines of comma-separated values (RFC 4180). What is not plain is JSON.
 */
public final class Csv {

	private Csv() {
	}

	/**
	 * Write a line.
	 * @param values the values of the columns
	 * @return the line with its end
	 */
	public static String line(Collection<?> values) {
		return line(values, false);
	}

	/**
	 * Write a line.
	 * @param values the values of the columns
	 * @param safe whether control characters are to be shown as escapes, since a terminal
	 * would obey them
	 * @return the line with its end
	 */
	public static String line(Collection<?> values, boolean safe) {
		StringBuilder line = new StringBuilder();
		for (Object value : values) {
			if (!line.isEmpty()) {
				line.append(',');
			}
			append(line, safe ? Texts.line(text(value)) : text(value));
		}
		return line.append("\r\n").toString();
	}

	private static String text(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		return (value instanceof Map || value instanceof Collection) ? Json.of(value) : value.toString();
	}

	private static void append(StringBuilder line, String text) {
		boolean quoted = text.isEmpty() && line.isEmpty();
		for (int i = 0; i < text.length() && !quoted; i++) {
			char c = text.charAt(i);
			quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
		}
		line.append(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
	}

}
