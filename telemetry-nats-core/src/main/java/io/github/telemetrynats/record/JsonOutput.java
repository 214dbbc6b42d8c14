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

/**
 * Writes one record after the other as JSON into a buffer: the writer of JSON, and what
 * writes texts and values with it. Must be thrown away once it has failed.
 */
final class JsonOutput {

	private final EncodeBuffer buffer;

	private final JsonWriter json;

	private final TextWriter texts;

	private final ValueWriter values;

	private boolean keepEmpty;

	private int optionalStart;

	private int optionalContent;

	JsonOutput() {
		this(new EncodeBuffer());
	}

	JsonOutput(EncodeBuffer buffer) {
		this.buffer = buffer;
		this.json = new JsonWriter(buffer);
		this.texts = new TextWriter(this.json);
		this.values = new ValueWriter(this.json, this.texts);
	}

	EncodeBuffer buffer() {
		return this.buffer;
	}

	JsonWriter json() {
		return this.json;
	}

	TextWriter texts() {
		return this.texts;
	}

	ValueWriter values() {
		return this.values;
	}

	/**
	 * Start a record.
	 * @param pass what is done with it
	 */
	void start(Pass pass) {
		// Only the next pass knows for which entries there is room
		this.keepEmpty = pass.bare() && pass.counting();
		this.json.reset();
	}

	/**
	 * Begin an object that is left out if nothing is written into it, in an object that
	 * has a field already. Within it there is no other one like it.
	 * @param name the name of its field
	 */
	void startOptionalObject(String name) {
		this.optionalStart = position();
		this.json.object(name);
		this.optionalContent = position();
	}

	/**
	 * Begin an array that is left out if nothing is written into it, in an object that
	 * has a field already. Within it there is no other one like it.
	 * @param name the name of its field
	 */
	void startOptionalArray(String name) {
		this.optionalStart = position();
		this.json.array(name);
		this.optionalContent = position();
	}

	/**
	 * End the object or array that was begun last.
	 */
	void endOptional() {
		boolean empty = position() == this.optionalContent;
		this.json.end();
		if (empty && !this.keepEmpty) {
			truncate(this.optionalStart);
		}
	}

	/**
	 * Return how many bytes of the record were written.
	 * @return bytes
	 */
	int position() {
		return this.buffer.size();
	}

	/**
	 * Take back what was written last. The writer must be in the container that it was in
	 * at the position, and must write nothing but its end, unless the container had an
	 * entry before the position.
	 * @param position where to go back to
	 */
	void truncate(int position) {
		this.buffer.truncate(position);
	}

}
