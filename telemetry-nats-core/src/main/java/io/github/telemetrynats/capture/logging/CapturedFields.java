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

package io.github.telemetrynats.capture.logging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The key-value pairs, structured arguments and markers of one event, in the order in
 * which they become fields. Filled on the thread that logs, read on the publisher's.
 */
final class CapturedFields {

	private static final int MAX_KEY_LENGTH = 1_024;

	private static final int USUAL_FIELDS = 4;

	private static final String MARKERS = "logback.marker";

	private final LogCaptureSettings settings;

	private @Nullable Object[] pairs;

	private int length;

	private @Nullable List<String> markers;

	private int dropped;

	private long characters;

	CapturedFields(LogCaptureSettings settings) {
		this(settings, USUAL_FIELDS);
	}

	/**
	 * Create an empty one.
	 * @param settings what to take
	 * @param fields how many fields will probably come
	 */
	CapturedFields(LogCaptureSettings settings, int fields) {
		this.settings = settings;
		this.pairs = new Object[Math.max(1, Math.min(fields, settings.maxFields())) * 2];
	}

	/**
	 * Add a field, unless its key is empty or excluded.
	 * @param key the key
	 * @param value anything
	 */
	void add(@Nullable String key, @Nullable Object value) {
		if (key == null || key.isEmpty() || value == null || !this.settings.takesKeyValue(key)) {
			return;
		}
		if (isFull()) {
			this.dropped++;
			return;
		}
		if (this.length == this.pairs.length) {
			this.pairs = Arrays.copyOf(this.pairs, this.length * 2);
		}
		Object captured = CapturedValue.of(value);
		this.pairs[this.length++] = key(key);
		this.pairs[this.length++] = captured;
		this.characters += key.length() + ((captured instanceof String text) ? text.length() : 0);
	}

	/**
	 * Add the name of a marker.
	 * @param name the name
	 */
	void addMarker(@Nullable String name) {
		if (name == null || name.isEmpty() || !this.settings.takesKeyValue(MARKERS)) {
			return;
		}
		List<String> names = this.markers;
		if (names == null) {
			names = new ArrayList<>(2);
			this.markers = names;
		}
		if (!names.contains(name)) {
			names.add(name);
		}
	}

	boolean isFull() {
		return this.length / 2 >= this.settings.maxFields();
	}

	void drop(int fields) {
		this.dropped += fields;
	}

	void forEach(BiConsumer<String, Object> consumer) {
		if (this.markers != null) {
			consumer.accept(MARKERS, this.markers);
		}
		for (int i = 0; i < this.length; i += 2) {
			Object key = this.pairs[i];
			Object value = this.pairs[i + 1];
			if (key != null && value != null) {
				consumer.accept((String) key, value);
			}
		}
	}

	int dropped() {
		return this.dropped;
	}

	long characters() {
		return this.characters;
	}

	/**
	 * Return a key, cut if it is longer than any key should be.
	 * @param key the key
	 * @return the key or its beginning
	 */
	static String key(String key) {
		return (key.length() <= MAX_KEY_LENGTH) ? key : key.substring(0, MAX_KEY_LENGTH) + '…';
	}

}
