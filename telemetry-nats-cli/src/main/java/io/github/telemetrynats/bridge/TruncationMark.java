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

package io.github.telemetrynats.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Finds the mark of a record that was cut because the server takes no larger ones
 * (contract, section 3).
 */
final class TruncationMark {

	private static final JsonFactory JSON = new JsonFactory();

	private static final String FIELD = "truncated";

	private static final byte[] QUOTED = ('"' + FIELD + '"').getBytes(StandardCharsets.US_ASCII);

	private TruncationMark() {
	}

	// Whether a record says that it was cut
	static boolean isOn(byte[] json) {
		// Nearly always the word is not there, and nothing need be parsed a second time
		return contains(json) && isTopLevel(json);
	}

	private static boolean contains(byte[] json) {
		for (int i = json.length - QUOTED.length; i >= 0; i--) {
			if (json[i] == '"' && matches(json, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean matches(byte[] json, int start) {
		for (int i = 1; i < QUOTED.length; i++) {
			if (json[start + i] != QUOTED[i]) {
				return false;
			}
		}
		return true;
	}

	private static boolean isTopLevel(byte[] json) {
		try (JsonParser parser = JSON.createParser(json)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				boolean mark = parser.currentName().equals(FIELD);
				JsonToken value = parser.nextToken();
				if (mark) {
					return value == JsonToken.VALUE_TRUE;
				}
				parser.skipChildren();
			}
			return false;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
