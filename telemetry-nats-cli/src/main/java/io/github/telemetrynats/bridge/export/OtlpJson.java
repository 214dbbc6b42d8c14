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

package io.github.telemetrynats.bridge.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

/**
 * Writes messages as JSON in OpenTelemetry's variant of the mapping of protobuf: ids are
 * hex digits, constants are numbers (OpenTelemetry protocol specification, section JSON
 * Protobuf Encoding).
 */
final class OtlpJson {

	private static final JsonFactory JSON = new JsonFactory();

	private OtlpJson() {
	}

	static byte[] write(Message message) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			object(message, json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void object(Message message, JsonGenerator json) throws IOException {
		json.writeStartObject();
		for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
			FieldDescriptor field = entry.getKey();
			json.writeFieldName(field.getJsonName());
			if (entry.getValue() instanceof List<?> list) {
				json.writeStartArray();
				for (Object element : list) {
					value(field, element, json);
				}
				json.writeEndArray();
			}
			else {
				value(field, entry.getValue(), json);
			}
		}
		json.writeEndObject();
	}

	private static void value(FieldDescriptor field, Object value, JsonGenerator json) throws IOException {
		if (value instanceof Message message) {
			object(message, json);
		}
		else if (value instanceof EnumValueDescriptor constant) {
			json.writeNumber(constant.getNumber());
		}
		else if (value instanceof ByteString bytes) {
			json.writeString(field.getJsonName().endsWith("Id") ? HexFormat.of().formatHex(bytes.toByteArray())
					: Base64.getEncoder().encodeToString(bytes.toByteArray()));
		}
		else if (value instanceof Long number) {
			// 64 bits do not fit into the numbers of JSON
			json.writeString(isSigned(field) ? Long.toString(number) : Long.toUnsignedString(number));
		}
		else if (value instanceof Integer number) {
			json.writeNumber(isSigned(field) ? number : Integer.toUnsignedLong(number));
		}
		else if (value instanceof Double number) {
			json.writeNumber(number);
		}
		else if (value instanceof Boolean truth) {
			json.writeBoolean(truth);
		}
		else {
			json.writeString(value.toString());
		}
	}

	private static boolean isSigned(FieldDescriptor field) {
		return switch (field.getType()) {
			case FIXED64, UINT64, FIXED32, UINT32 -> false;
			default -> true;
		};
	}

}
