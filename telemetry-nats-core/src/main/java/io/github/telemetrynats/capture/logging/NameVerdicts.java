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

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what a rule says about a name: logger names and keys come again and again.
 * Bounded in count and length, since keys may be made up at run time.
 */
final class NameVerdicts implements Predicate<String> {

	private static final int MAX_NAMES = 4_096;

	private static final int MAX_LENGTH = 256;

	private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

	private final @Nullable Predicate<String> rule;

	/**
	 * Create verdicts.
	 * @param rule decides, or {@code null} if every name passes
	 */
	NameVerdicts(@Nullable Predicate<String> rule) {
		this.rule = rule;
	}

	@Override
	public boolean test(String name) {
		if (this.rule == null) {
			return true;
		}
		Boolean verdict = this.known.get(name);
		if (verdict != null) {
			return verdict;
		}
		boolean result = this.rule.test(name);
		if (name.length() <= MAX_LENGTH && this.known.size() < MAX_NAMES) {
			this.known.put(name, result);
		}
		return result;
	}

}
