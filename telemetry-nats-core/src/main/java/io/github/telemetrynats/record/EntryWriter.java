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

import java.io.IOException;
import java.util.Map;

/**
 * Writes what a record has any number of, attributes and the like, and in a bare record
 * no more of them than the budget allows. Not thread-safe.
 */
final class EntryWriter {

	/** Keys that are longer than this many characters are left out of a bare record. */
	static final int LONGEST_BARE_KEY = 256;

	/** One entry's text gets at most this part of what is left. */
	private static final int SHARE = 4;

	private final JsonOutput output;

	private Pass pass;

	private int budget;

	private int start;

	private int coreLimit;

	EntryWriter(JsonOutput output) {
		this.output = output;
		this.pass = Pass.whole(0);
	}

	void start(Pass pass) {
		this.pass = pass;
		this.budget = pass.budget();
	}

	/**
	 * Begin an entry: a field with its value, or an element of an array.
	 * @return whether there is room for one
	 */
	boolean begin() {
		if (!this.output.values().visit()) {
			return false;
		}
		if (!this.pass.bare()) {
			return true;
		}
		if (this.pass.counting() || this.budget <= 0) {
			return false;
		}
		this.start = this.output.position();
		this.coreLimit = this.output.texts().limit(Math.max(Pass.MIN_TEXT, this.budget / SHARE));
		return true;
	}

	/**
	 * End an entry.
	 * @return whether it fitted; else it was taken back, and its container must end
	 */
	boolean end() throws IOException {
		if (!this.pass.bare()) {
			return true;
		}
		this.output.texts().limit(this.coreLimit);
		int size = this.output.position() - this.start;
		if (size > this.budget) {
			this.output.truncate(this.start);
			return false;
		}
		this.budget -= size;
		return true;
	}

	/**
	 * Write a map as a field. In a bare record the fields that tell about an exception
	 * come first, so that nothing pushes them out.
	 * @param name the field's name
	 * @param map names and values
	 */
	void map(String name, Map<?, ?> map) throws IOException {
		this.output.generator().writeObjectFieldStart(name);
		if (!this.pass.bare()) {
			entries(map, Selection.ALL);
		}
		else if (entries(map, Selection.EXCEPTION)) {
			entries(map, Selection.REST);
		}
		this.output.generator().writeEndObject();
	}

	private boolean entries(Map<?, ?> map, Selection selection) throws IOException {
		EntryReader entries = new EntryReader(map);
		while (begin()) {
			if (!entries.next()) {
				return end();
			}
			Object value = entries.value();
			if (value != null && selection.takes(entries.key())) {
				this.output.texts().fieldName(entries.key());
				this.output.values().value(value);
			}
			if (!end()) {
				return false;
			}
		}
		return false;
	}

	private enum Selection {

		ALL, EXCEPTION, REST;

		boolean takes(String key) {
			return this == ALL
					|| (key.length() <= LONGEST_BARE_KEY && (this == EXCEPTION) == key.startsWith("exception."));
		}

	}

}
