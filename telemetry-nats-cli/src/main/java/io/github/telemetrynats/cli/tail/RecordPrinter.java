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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Terminal;

/**
 * Shows one record after the other.
 */
interface RecordPrinter {

	static RecordPrinter create(Terminal terminal, @Nullable Pattern highlight, boolean stack) {
		return switch (terminal.format()) {
			case JSONL -> new RecordJson(terminal.output(), false);
			case JSON -> new RecordJson(terminal.output(), true);
			case CSV -> new RecordCsv(terminal);
			default -> new RecordText(terminal, highlight, stack);
		};
	}

	default void begin() {
	}

	void print(Entry entry);

	default void end() {
	}

}
