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
import java.nio.charset.StandardCharsets;

/**
 * Writes a container as JSON into a text, where the contract allows plain values only.
 */
final class NestedJson {

	private NestedJson() {
	}

	/**
	 * Write a container.
	 * @param container a map, a collection or an array
	 * @param maxBytes how long the JSON may be
	 * @return the JSON
	 * @throws EncodeBuffer.LimitExceededException if it is longer
	 */
	static String text(Object container, int maxBytes) {
		JsonOutput output = new JsonOutput();
		try {
			output.buffer().start(maxBytes, false);
			output.texts().start(Pass.whole(maxBytes));
			output.values().start(Pass.whole(maxBytes), false);
			output.values().value(container);
			output.generator().flush();
			return new String(output.buffer().toByteArray(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
