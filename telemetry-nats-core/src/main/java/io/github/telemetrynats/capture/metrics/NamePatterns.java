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

package io.github.telemetrynats.capture.metrics;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Patterns of meter names in which {@code *} stands for any characters.
 */
final class NamePatterns {

	private final List<Pattern> patterns;

	NamePatterns(List<String> globs) {
		this.patterns = globs.stream().map(NamePatterns::compile).toList();
	}

	private static Pattern compile(String glob) {
		String regex = glob.strip()
			.codePoints()
			.mapToObj((character) -> (character == '*') ? ".*" : Pattern.quote(Character.toString(character)))
			.collect(Collectors.joining());
		return Pattern.compile(regex, Pattern.DOTALL);
	}

	boolean match(String name) {
		for (Pattern pattern : this.patterns) {
			if (pattern.matcher(name).matches()) {
				return true;
			}
		}
		return false;
	}

}
