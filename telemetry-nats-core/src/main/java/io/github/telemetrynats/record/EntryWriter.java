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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.SerializableString;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a record has any number of, attributes and the like, and in a bare record
 * no more of them than the budget allows. Not thread-safe.
 */
final class EntryWriter {

	/** Keys that are longer than this many characters are left out of a bare record. */
	static final int LONGEST_BARE_KEY = 256;

	/** What a bare record has before all others. */
	private static final List<String> FIRST = List.of("exception.type", "exception.message", "exception.stacktrace");

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
	void map(SerializableString name, Map<?, ?> map) throws IOException {
		this.output.generator().writeFieldName(name);
		this.output.generator().writeStartObject();
		entries(map);
		this.output.generator().writeEndObject();
	}

	/**
	 * Write a map as a field, which is left out if nothing in it can be written.
	 * @param name the field's name
	 * @param map names and values
	 */
	void optionalMap(SerializableString name, Map<?, ?> map) throws IOException {
		if (!map.isEmpty()) {
			this.output.startOptionalObject(name);
			entries(map);
			this.output.endOptional();
		}
	}

	private void entries(Map<?, ?> map) throws IOException {
		boolean room = true;
		if (this.pass.bare()) {
			for (String key : FIRST) {
				room = room && entry(key, valueOf(map, key));
			}
		}
		EntryReader entries = new EntryReader(map);
		while (room && entries.next()) {
			Object value = entries.value();
			room = entry(entries.key(), (this.pass.bare() && !isKept(entries.key())) ? null : value);
		}
	}

	private boolean entry(String key, @Nullable Object value) throws IOException {
		if (!begin()) {
			return false;
		}
		if (value != null) {
			this.output.texts().fieldName(key);
			this.output.values().value(value);
		}
		return end();
	}

	private static boolean isKept(String key) {
		return key.length() <= LONGEST_BARE_KEY && !FIRST.contains(key);
	}

	private static @Nullable Object valueOf(Map<?, ?> map, String key) {
		try {
			return Values.simplify(map.get(key));
		}
		catch (Throwable ex) {
			return Values.failure("get()", ex);
		}
	}

}
