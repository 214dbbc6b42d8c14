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

package io.github.telemetrynats.test;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every record, whatever is in it (contract, section 3): UTF-8, one JSON
 * object and nothing around it, finite numbers, no nulls, no empty keys, no key twice.
 */
final class RecordSyntax {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final List<String> violations;

	RecordSyntax(List<String> violations) {
		this.violations = violations;
	}

	@Nullable ObjectNode parse(byte[] data) {
		String text;
		try {
			text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
		}
		catch (CharacterCodingException ex) {
			this.violations.add("payload is not UTF-8");
			return null;
		}
		if (!text.startsWith("{") || !text.endsWith("}")) {
			this.violations.add("payload has something before or after its one JSON object");
		}
		try {
			JsonNode json = JSON.readTree(text);
			if (json instanceof ObjectNode object) {
				walk("", object);
				return object;
			}
			this.violations.add("payload is no JSON object");
		}
		catch (JsonProcessingException ex) {
			this.violations.add("payload is no valid JSON: " + ex.getOriginalMessage());
		}
		return null;
	}

	private void walk(String path, JsonNode node) {
		if (node.isNull()) {
			this.violations.add(path + " is null");
		}
		else if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
			this.violations.add(path + " is not finite as a double");
		}
		else if (node.isTextual()) {
			requireWholeCharacters(path, node.textValue());
		}
		else if (node.isArray()) {
			for (int index = 0; index < node.size(); index++) {
				walk(path + '[' + index + ']', node.get(index));
			}
		}
		node.properties().forEach((property) -> {
			if (property.getKey().isEmpty()) {
				this.violations.add((path.isEmpty() ? "record" : path) + " has an empty key");
			}
			requireWholeCharacters("key of " + path, property.getKey());
			walk(path.isEmpty() ? property.getKey() : path + '.' + property.getKey(), property.getValue());
		});
	}

	private void requireWholeCharacters(String path, String text) {
		// An escaped half of a surrogate pair has no form in UTF-8; readers fail on it or
		// alter it
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			this.violations.add(path + " has half a surrogate pair");
		}
	}

}
