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

import java.util.List;
import java.util.function.Predicate;

/**
 * Which keys stand for something secret. {@code X-Api-Key}, {@code apiKey} and
 * {@code api_key} are the same key.
 */
final class KeyMask implements Predicate<String> {

	/** Stands in for a secret. */
	static final String MASK = "***";

	private final List<NamePattern> parts;

	KeyMask(List<String> keys) {
		this.parts = keys.stream().map((key) -> new NamePattern('*' + letters(key) + '*')).toList();
	}

	@Override
	public boolean test(String key) {
		if (this.parts.isEmpty()) {
			return false;
		}
		String letters = letters(key);
		return this.parts.stream().anyMatch((part) -> part.test(letters));
	}

	private static String letters(String key) {
		StringBuilder letters = new StringBuilder(key.length());
		for (int i = 0; i < key.length(); i++) {
			char c = key.charAt(i);
			if (Character.isLetterOrDigit(c) || c == '*') {
				letters.append(Character.toLowerCase(c));
			}
		}
		return letters.toString();
	}

}
