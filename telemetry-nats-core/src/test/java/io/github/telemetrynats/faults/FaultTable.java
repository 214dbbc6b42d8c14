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

package io.github.telemetrynats.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what became of the records under each fault in {@code target/faults.md}.
 */
final class FaultTable {

	private static final Path FILE = Path.of("target", "faults.md");

	private static final String HEAD = """
			| fault | nats-server | rounds | records | missing | duplicates | maybe-duplicate | recovered |
			|---|---|---|---|---|---|---|---|
			""";

	private static final List<String> rows = new ArrayList<>();

	private FaultTable() {
	}

	/**
	 * Add a row and write the table.
	 * @param fault what went wrong
	 * @param version of which nats-server
	 * @param comparison what became of the records
	 * @throws IOException if the file can't be written
	 */
	static synchronized void add(String fault, String version, Comparison comparison) throws IOException {
		rows.add("| %s | %s | %d | %,d | %d | %d | %d | %,d |".formatted(fault, version, comparison.rounds(),
				comparison.records(), comparison.missing(), comparison.duplicates(), comparison.maybeDuplicate(),
				comparison.recovered()));
		rows.sort(null);
		Files.createDirectories(FILE.toAbsolutePath().getParent());
		Files.writeString(FILE, HEAD + String.join("\n", rows) + "\n");
	}

}
