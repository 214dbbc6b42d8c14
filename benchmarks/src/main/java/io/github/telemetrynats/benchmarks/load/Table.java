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

package io.github.telemetrynats.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Results as a table in Markdown. Not safe for use by several threads.
 */
public final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Create a table without rows.
	 * @param heads the heads of its columns
	 */
	public Table(String... heads) {
		this.rows.add(List.of(heads));
		this.rows.add(Arrays.stream(heads).map((head) -> "---").toList());
	}

	/**
	 * Add a row.
	 * @param cells its cells
	 * @return this table
	 */
	public Table row(Object... cells) {
		this.rows.add(Arrays.stream(cells).map(String::valueOf).toList());
		return this;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (List<String> row : this.rows) {
			text.append("| ").append(String.join(" | ", row)).append(" |\n");
		}
		return text.toString();
	}

}
