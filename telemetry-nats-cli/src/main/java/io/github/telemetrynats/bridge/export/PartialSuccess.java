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

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * What a backend says in JSON about records that it did not take.
 *
 * @param rejected how many
 * @param text why
 */
record PartialSuccess(long rejected, String text) {

	private static final JsonFactory JSON = new JsonFactory();

	/** An answer that cannot be read is as good as an empty one. */
	static PartialSuccess json(byte[] body) {
		long rejected = 0;
		String text = "";
		try (JsonParser parser = JSON.createParser(body)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String name = String.valueOf(parser.currentName());
				if (token.isScalarValue() && name.startsWith("rejected")) {
					rejected = Long.parseLong(parser.getText());
				}
				else if (token == JsonToken.VALUE_STRING && name.equals("errorMessage")) {
					text = parser.getText();
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			return new PartialSuccess(0, "");
		}
		return new PartialSuccess(Math.max(0, rejected), text);
	}

}
