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
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/**
 * A generator of JSON that writes one record after the other into a buffer, and what
 * writes texts and values with it. Must be thrown away once the generator has failed.
 */
final class JsonOutput {

	private static final JsonFactory FACTORY = new JsonFactoryBuilder()
		.enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
		.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
		.disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
		.disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
		.rootValueSeparator((String) null)
		.build();

	private final EncodeBuffer buffer;

	private final JsonGenerator generator;

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
		try {
			this.generator = FACTORY.createGenerator(buffer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.texts = new TextWriter(this.generator);
		this.values = new ValueWriter(this.generator, this.texts);
	}

	EncodeBuffer buffer() {
		return this.buffer;
	}

	JsonGenerator generator() {
		return this.generator;
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
	}

	/**
	 * Begin an object that is left out if nothing is written into it, in an object that
	 * has a field already. Within it there is no other one like it.
	 * @param name the name of its field
	 */
	void startOptionalObject(SerializableString name) throws IOException {
		this.optionalStart = position();
		this.generator.writeFieldName(name);
		this.generator.writeStartObject();
		this.optionalContent = position();
	}

	/**
	 * Begin an array that is left out if nothing is written into it, in an object that
	 * has a field already. Within it there is no other one like it.
	 * @param name the name of its field
	 */
	void startOptionalArray(SerializableString name) throws IOException {
		this.optionalStart = position();
		this.generator.writeFieldName(name);
		this.generator.writeStartArray();
		this.optionalContent = position();
	}

	/**
	 * End the object or array that was begun last.
	 */
	void endOptional() throws IOException {
		boolean empty = position() == this.optionalContent;
		if (this.generator.getOutputContext().inArray()) {
			this.generator.writeEndArray();
		}
		else {
			this.generator.writeEndObject();
		}
		if (empty && !this.keepEmpty) {
			truncate(this.optionalStart);
		}
	}

	/**
	 * Return how many bytes of the record were written.
	 * @return bytes, with those that the generator still holds
	 */
	int position() {
		return this.buffer.size() + this.generator.getOutputBuffered();
	}

	/**
	 * Take back what was written last. The generator must be in the container that it was
	 * in at the position, and must write nothing but its end, unless the container had an
	 * entry before the position.
	 * @param position where to go back to
	 */
	void truncate(int position) throws IOException {
		this.generator.flush();
		this.buffer.truncate(position);
	}

}
