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

package io.github.telemetrynats.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * One configured value and what is expected of it, where the core cannot know. What does
 * not hold fails the start with the key, the value, where it was set, and what would be
 * right.
 */
final class Setting {

	private final String key;

	private final @Nullable Object value;

	Setting(String key, @Nullable Object value) {
		this.key = key;
		this.value = value;
	}

	InvalidConfigurationPropertyValueException invalid(String expected) {
		return new InvalidConfigurationPropertyValueException(this.key, this.value, "Expected " + expected + ".");
	}

}
