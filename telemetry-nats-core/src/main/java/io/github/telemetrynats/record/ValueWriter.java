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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the free-form parts of a record: attributes, tags, fields. Whatever it is given,
 * cyclic, endless, failing or changed by another thread, what it writes is valid JSON.
 * Not thread-safe.
 */
final class ValueWriter {

	/** Containers within containers are written down to here. */
	static final int MAX_DEPTH = 8;

	/** How many elements of a nested container are kept in a record that is cut short. */
	static final int SHORT_CONTAINER = 16;

	/** How many values may be looked at in any case, even if none of them is written. */
	private static final int MIN_VISITS = 65_536;

	private static final String ELLIPSIS = String.valueOf(TextWriter.ELLIPSIS);

	private final JsonGenerator generator;

	private final TextWriter texts;

	private final @Nullable Object[] path = new Object[MAX_DEPTH];

	private int depth;

	private boolean flat;

	private Pass pass = Pass.whole(0);

	private int visitsLeft;

	ValueWriter(JsonGenerator generator, TextWriter texts) {
		this.generator = generator;
		this.texts = texts;
	}

	/**
	 * Start a record.
	 * @param pass whether containers are cut short, so that each value is of bounded size
	 * @param flat whether only arrays of plain values are written as such, and other
	 * containers as their JSON in a text
	 */
	void start(Pass pass, boolean flat) {
		this.pass = pass;
		this.flat = flat;
		this.depth = 0;
		this.visitsLeft = Math.max(MIN_VISITS, pass.maxBytes());
	}

	/**
	 * Count a value that was looked at: values that are left out take time, too.
	 * @return whether to go on
	 */
	boolean visit() {
		if (--this.visitsLeft < 0 && !this.pass.bare()) {
			throw new EncodeBuffer.LimitExceededException();
		}
		return this.visitsLeft >= 0;
	}

	/**
	 * Write what {@link Values#simplify} returned.
	 * @param value a string, a boolean, a finite number or a container
	 */
	void value(Object value) throws IOException {
		if (value instanceof String text) {
			this.texts.text(text);
		}
		else if (value instanceof Boolean bool) {
			this.generator.writeBoolean(bool);
		}
		else if (value instanceof Number number) {
			number(number);
		}
		else {
			container(value);
		}
	}

	private void number(Number number) throws IOException {
		if (number instanceof Double) {
			this.generator.writeNumber(number.doubleValue());
		}
		else if (number instanceof Float) {
			this.generator.writeNumber(number.floatValue());
		}
		else if (number instanceof BigDecimal decimal) {
			this.generator.writeNumber(decimal);
		}
		else if (number instanceof BigInteger integer) {
			this.generator.writeNumber(integer);
		}
		else {
			this.generator.writeNumber(number.longValue());
		}
	}

	private void container(Object container) throws IOException {
		if (this.flat && (this.depth > 0 || container instanceof Map)) {
			this.texts.text(json(container));
			return;
		}
		if (this.depth == MAX_DEPTH || (this.pass.bare() && this.depth == 2)) {
			this.texts.text(ELLIPSIS);
			return;
		}
		for (int i = 0; i < this.depth; i++) {
			if (this.path[i] == container) {
				this.texts.text("(cycle)");
				return;
			}
		}
		this.path[this.depth++] = container;
		if (container instanceof Map<?, ?> map) {
			object(map);
		}
		else {
			array(container);
		}
		this.path[--this.depth] = null;
	}

	/**
	 * Write a map as an object.
	 * @param map names and values
	 */
	void object(Map<?, ?> map) throws IOException {
		this.generator.writeStartObject();
		entries(map);
		this.generator.writeEndObject();
	}

	/**
	 * Write what is in a map into the current object.
	 * @param map names and values
	 */
	void entries(Map<?, ?> map) throws IOException {
		EntryReader entries = new EntryReader(map);
		for (int count = 0; visit() && entries.next() && !(this.pass.bare() && count == SHORT_CONTAINER);) {
			Object value = entries.value();
			if (value != null) {
				this.texts.fieldName(entries.key());
				value(value);
				count++;
			}
		}
	}

	private void array(Object container) throws IOException {
		this.generator.writeStartArray();
		ElementReader elements = new ElementReader(container);
		for (int count = 0; visit() && elements.next() && !(this.pass.bare() && count == SHORT_CONTAINER);) {
			Object value = elements.value();
			if (value != null) {
				value(value);
				count++;
			}
		}
		this.generator.writeEndArray();
	}

	/**
	 * Return a container as JSON. Counts as many visits as that has characters: nested
	 * containers that are too large one after the other must come to an end, too.
	 * @param container a map, a collection or an array
	 * @return the JSON, or an ellipsis if it is too large for any record
	 */
	private String json(Object container) {
		try {
			String json = NestedJson.text(container, this.pass.maxBytes());
			this.visitsLeft -= json.length();
			return json;
		}
		catch (EncodeBuffer.LimitExceededException ex) {
			this.visitsLeft = 0;
			if (!this.pass.truncated()) {
				throw ex;
			}
			return ELLIPSIS;
		}
	}

}
