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

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.EntryJson;
import io.github.telemetrynats.cli.terminal.Output;
import io.github.telemetrynats.cli.terminal.Report;

/**
 * Shows records as JSON, an object a line or all in one document.
 */
final class RecordJson implements RecordPrinter {

	private final Output output;

	private final EntryJson writer;

	private final boolean document;

	private boolean more;

	RecordJson(Output output, boolean document) {
		this.output = output;
		this.writer = new EntryJson(output);
		this.document = document;
	}

	@Override
	public void begin() {
		if (this.document) {
			this.output.write("{\"schema\":" + Report.SCHEMA + ",\"records\":[\n");
		}
	}

	@Override
	public void print(Entry entry) {
		if (this.document && this.more) {
			this.output.write(",");
		}
		this.more = true;
		this.writer.write(entry);
	}

	@Override
	public void end() {
		if (this.document) {
			this.output.write("]}\n");
		}
	}

}
