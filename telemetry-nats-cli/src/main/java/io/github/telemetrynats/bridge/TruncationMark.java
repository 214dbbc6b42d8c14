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
import java.util.Arrays;

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

	private static final byte[] SHIFTS = shifts();

	private TruncationMark() {
	}

	// Whether a record says that it was cut
	static boolean isOn(byte[] json) {
		// Nearly always the word is not there, and nothing need be parsed a second time
		return contains(json) && isTopLevel(json);
	}

	// After Horspool: the byte below the end of the word says how far it can be moved
	private static boolean contains(byte[] json) {
		int last = QUOTED.length - 1;
		int end = last;
		while (end < json.length) {
			if (json[end] == QUOTED[last] && Arrays.equals(json, end - last, end + 1, QUOTED, 0, QUOTED.length)) {
				return true;
			}
			end += SHIFTS[json[end] & 0xff];
		}
		return false;
	}

	private static byte[] shifts() {
		byte[] shifts = new byte[256];
		Arrays.fill(shifts, (byte) QUOTED.length);
		for (int i = 0; i < QUOTED.length - 1; i++) {
			shifts[QUOTED[i]] = (byte) (QUOTED.length - 1 - i);
		}
		return shifts;
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
