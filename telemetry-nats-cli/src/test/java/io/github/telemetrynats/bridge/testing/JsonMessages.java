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

package io.github.telemetrynats.bridge.testing;

import java.io.IOException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

/**
 * Reads messages from OpenTelemetry's JSON, and refuses what it does not allow: fields
 * that are unknown, constants by their names, ids that are no hex digits, 64 bits as
 * numbers.
 */
final class JsonMessages {

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private JsonMessages() {
	}

	static void read(byte[] json, Message.Builder message) throws IOException {
		read(MAPPER.readTree(json), message);
	}

	private static void read(JsonNode object, Message.Builder message) {
		require(object.isObject(), object);
		object.properties().forEach((entry) -> {
			FieldDescriptor field = message.getDescriptorForType()
				.getFields()
				.stream()
				.filter((each) -> each.getJsonName().equals(entry.getKey()))
				.findFirst()
				.orElseThrow(() -> new AssertionError("Unknown: " + entry.getKey()));
			if (field.isRepeated()) {
				require(entry.getValue().isArray(), entry.getValue());
				entry.getValue().forEach((element) -> message.addRepeatedField(field, value(field, element, message)));
			}
			else {
				message.setField(field, value(field, entry.getValue(), message));
			}
		});
	}

	private static Object value(FieldDescriptor field, JsonNode value, Message.Builder parent) {
		return switch (field.getJavaType()) {
			case MESSAGE -> {
				Message.Builder message = parent.newBuilderForField(field);
				read(value, message);
				yield message.build();
			}
			case ENUM -> {
				require(value.isInt(), value);
				yield field.getEnumType().findValueByNumber(value.intValue());
			}
			case BYTE_STRING -> ByteString.copyFrom(HexFormat.of().parseHex(text(value)));
			case LONG ->
				(field.getType() == FieldDescriptor.Type.FIXED64 || field.getType() == FieldDescriptor.Type.UINT64)
						? Long.parseUnsignedLong(text(value)) : Long.parseLong(text(value));
			case INT -> {
				require(value.isInt(), value);
				yield value.intValue();
			}
			case DOUBLE -> value.isTextual() ? Double.valueOf(value.textValue()) : value.doubleValue();
			case BOOLEAN -> {
				require(value.isBoolean(), value);
				yield value.booleanValue();
			}
			default -> text(value);
		};
	}

	private static String text(JsonNode value) {
		require(value.isTextual(), value);
		return value.textValue();
	}

	private static void require(boolean condition, JsonNode value) {
		if (!condition) {
			throw new AssertionError("Not as the protocol has it: " + value);
		}
	}

}
