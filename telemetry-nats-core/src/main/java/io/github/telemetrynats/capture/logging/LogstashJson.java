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

import java.io.StringWriter;
import java.util.Map;

import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets structured arguments and markers that have no readable value write themselves as
 * JSON: objects whose properties become fields, raw JSON, an application's own. Needs
 * Jackson 3, which logstash-logback-encoder 9 brings along.
 */
final class LogstashJson {

	private static final int MAX_CHARACTERS = 256 * 1024;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private LogstashJson() {
	}

	static Map<?, ?> read(Object structured) {
		StringWriter text = new BoundedWriter();
		try (JsonGenerator generator = MAPPER.createGenerator(text)) {
			generator.writeStartObject();
			if (structured instanceof StructuredArgument argument) {
				argument.writeTo(generator);
			}
			else if (structured instanceof LogstashMarker marker) {
				marker.writeTo(generator);
			}
			generator.writeEndObject();
		}
		return MAPPER.readValue(text.toString(), Map.class);
	}

	private static final class BoundedWriter extends StringWriter {

		@Override
		public void write(char[] characters, int offset, int length) {
			super.write(characters, offset, length);
			check();
		}

		@Override
		public void write(String text, int offset, int length) {
			super.write(text, offset, length);
			check();
		}

		private void check() {
			if (getBuffer().length() > MAX_CHARACTERS) {
				throw new IllegalStateException("Structured argument is larger than " + MAX_CHARACTERS + " characters");
			}
		}

	}

}
