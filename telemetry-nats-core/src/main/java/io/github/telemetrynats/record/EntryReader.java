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

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a map that may be anything: one that fails, or that another thread
 * changes meanwhile, ends with an entry that says so. Keys that are different in the map
 * and would be the same as JSON are told apart by a number. Not thread-safe.
 */
final class EntryReader {

	/** The key of the text that says why the rest of a map is not there. */
	static final String UNREADABLE = "(unreadable)";

	private final Map<?, ?> map;

	private @Nullable Iterator<? extends Map.Entry<?, ?>> entries;

	private String key = "";

	private @Nullable Object value;

	private boolean failed;

	private @Nullable Set<String> changedKeys;

	private int collisions;

	EntryReader(Map<?, ?> map) {
		this.map = map;
	}

	/**
	 * Go to the next entry.
	 * @return whether there is one
	 */
	boolean next() {
		if (this.failed) {
			return false;
		}
		try {
			if (this.entries == null) {
				this.entries = this.map.entrySet().iterator();
			}
			if (!this.entries.hasNext()) {
				return false;
			}
			Map.Entry<?, ?> entry = this.entries.next();
			Object name = entry.getKey();
			this.key = (name != null) ? key(name) : "";
			this.value = this.key.isEmpty() ? null : Values.simplify(entry.getValue());
		}
		catch (Throwable ex) {
			this.failed = true;
			this.key = UNREADABLE;
			this.value = Values.failure("entrySet()", ex);
		}
		return true;
	}

	private String key(Object name) {
		String key = TextWriter.wellFormed(String.valueOf(name.toString()));
		if (name.equals(key)) {
			return key;
		}
		Set<String> changed = this.changedKeys;
		if (changed == null) {
			changed = new HashSet<>();
			this.changedKeys = changed;
		}
		String unique = key;
		while (holds(unique) || !changed.add(unique)) {
			unique = key + '_' + ++this.collisions;
		}
		return unique;
	}

	private boolean holds(String key) {
		try {
			return this.map.containsKey(key);
		}
		catch (ClassCastException ex) {
			// A sorted map of other keys than texts
			return false;
		}
	}

	/**
	 * Return the entry's key.
	 * @return the key, not empty if there is a value
	 */
	String key() {
		return this.key;
	}

	/**
	 * Return the entry's value.
	 * @return what {@link Values#simplify} made of it, or {@code null} if the entry must
	 * be left out
	 */
	@Nullable Object value() {
		return this.value;
	}

}
