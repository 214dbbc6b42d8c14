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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.query.Fields;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Csv;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Shows records as comma-separated values.
 */
final class RecordCsv implements RecordPrinter {

	private static final List<String> COLUMNS = List.of("seq", "stored", "time", "subject", "signal", "service",
			"instance", "level", "message", "name", "kind", "status", "duration", "type", "value", "unit", "error",
			"trace_id", "span_id", "parent_id", "attributes", "problem");

	private final Terminal terminal;

	RecordCsv(Terminal terminal) {
		this.terminal = terminal;
	}

	@Override
	public void begin() {
		this.terminal.output().write(Csv.line(COLUMNS));
	}

	@Override
	public void print(Entry entry) {
		TelemetryRecord record = entry.record();
		List<@Nullable Object> values = new ArrayList<>(COLUMNS.size());
		for (String column : COLUMNS) {
			values.add(switch (column) {
				case "stored" -> entry.stored();
				case "message" -> (record != null) ? Fields.field(entry, column) : entry.text();
				case "attributes" -> (record != null) ? record.attributes() : null;
				default -> Fields.field(entry, column);
			});
		}
		this.terminal.output().write(Csv.line(values, this.terminal.interactive()));
	}

}
