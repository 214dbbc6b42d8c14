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

package io.github.telemetrynats.cli.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * One line of an export. The body is taken out byte by byte.
 */
final class ExportedLine {

	private static final JsonFactory FACTORY = new JsonFactoryBuilder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.build();

	private final String subject;

	private final @Nullable String messageId;

	private final byte[] body;

	private ExportedLine(String subject, @Nullable String messageId, byte[] body) {
		this.subject = subject;
		this.messageId = messageId;
		this.body = body;
	}

	static byte @Nullable [] read(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(512);
		int b = input.read();
		if (b < 0) {
			return null;
		}
		while (b >= 0 && b != '\n') {
			line.write(b);
			b = input.read();
		}
		return line.toByteArray();
	}

	static ExportedLine parse(byte[] line, long number) {
		String subject = null;
		String messageId = null;
		byte[] body = null;
		try (JsonParser parser = FACTORY.createParser(line)) {
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				while (parser.nextToken() == JsonToken.FIELD_NAME) {
					String field = parser.currentName();
					parser.nextToken();
					switch (field) {
						case "subject" -> subject = parser.getText();
						case "msg_id" -> messageId = parser.getText();
						case "raw" -> body = (body != null) ? body : parser.getText().getBytes(StandardCharsets.UTF_8);
						case "raw_base64" -> body = parser.getBinaryValue();
						case "record" -> {
							int start = (int) parser.currentTokenLocation().getByteOffset();
							parser.skipChildren();
							body = Arrays.copyOfRange(line, start, (int) parser.currentLocation().getByteOffset());
						}
						default -> parser.skipChildren();
					}
				}
			}
		}
		catch (JsonProcessingException ex) {
			throw CommandFailure.usage("Line " + number + " is not JSON: " + ex.getOriginalMessage());
		}
		catch (IOException ex) {
			throw CommandFailure.usage("Line " + number + " cannot be read: " + ex.getMessage());
		}
		if (subject == null || body == null) {
			throw CommandFailure.usage("Line " + number + " is not of an export: it has no 'subject' or no 'record'");
		}
		return new ExportedLine(subject, messageId, body);
	}

	String subject() {
		return this.subject;
	}

	@Nullable String messageId() {
		return this.messageId;
	}

	byte[] body() {
		return this.body;
	}

}
