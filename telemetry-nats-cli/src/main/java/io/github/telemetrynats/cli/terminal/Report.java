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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Rows of an answer in the shape that was asked for. The names of a row's fields are the
 * same in JSON and in CSV, and stay. Not safe for use by several threads.
 */
public final class Report {

	/** Raised when a field is renamed, removed or given another meaning. */
	public static final int SCHEMA = 1;

	private final Terminal terminal;

	private final String kind;

	private final List<String> fields;

	private final List<Map<String, Object>> rows = new ArrayList<>();

	/**
	 * Start a report.
	 * @param terminal where it goes
	 * @param kind what the rows are, such as {@code traces}
	 * @param fields the names of a row's fields, the columns of CSV
	 */
	public Report(Terminal terminal, String kind, String... fields) {
		this.terminal = terminal;
		this.kind = kind;
		this.fields = List.of(fields);
	}

	/**
	 * Add a row.
	 * @param values the values of the fields, in their order; {@code null} where there is
	 * none
	 */
	public void row(@Nullable Object... values) {
		if (values.length != this.fields.size()) {
			throw new IllegalArgumentException(
					this.kind + " has " + this.fields.size() + " fields, not " + values.length);
		}
		Map<String, Object> row = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			Object value = values[i];
			if (value != null) {
				row.put(this.fields.get(i), value);
			}
		}
		this.rows.add(row);
	}

	/**
	 * Return how many rows there are.
	 * @return the number of rows
	 */
	public int size() {
		return this.rows.size();
	}

	/**
	 * Look at each row.
	 * @param sink takes the fields that have a value
	 */
	public void forEach(Consumer<Map<String, Object>> sink) {
		this.rows.forEach(sink);
	}

	/**
	 * Write all rows, unless the format is text.
	 * @return whether they were written
	 */
	public boolean write() {
		Output output = this.terminal.output();
		switch (this.terminal.format()) {
			case JSON -> {
				Map<String, Object> document = new LinkedHashMap<>();
				document.put("schema", SCHEMA);
				document.put(this.kind, this.rows);
				output.write(Json.of(document) + '\n');
			}
			case JSONL -> this.rows.forEach((row) -> {
				Map<String, Object> line = new LinkedHashMap<>();
				line.put("schema", SCHEMA);
				line.putAll(row);
				output.write(Json.of(line) + '\n');
			});
			case CSV -> {
				output.write(Csv.line(this.fields));
				this.rows.forEach((row) -> output.write(Csv.line(values(row), this.terminal.interactive())));
			}
			default -> {
				return false;
			}
		}
		output.flush();
		return true;
	}

	private List<@Nullable Object> values(Map<String, Object> row) {
		List<@Nullable Object> values = new ArrayList<>();
		for (String field : this.fields) {
			values.add(row.get(field));
		}
		return values;
	}

}
