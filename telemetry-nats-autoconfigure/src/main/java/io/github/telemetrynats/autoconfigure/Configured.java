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

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Tells whether a group of properties is worth being bound. To bind one takes the start
 * of an application ten milliseconds and more, for each default is converted from its
 * text, twice; most applications set nothing in most groups, and what has no value has
 * the same defaults without that. For use by the auto-configurations beside this one.
 */
public final class Configured {

	private Configured() {
	}

	/**
	 * Return whether a property may have a value.
	 * @param environment where the values are
	 * @param prefix what the names of the properties begin with, such as
	 * {@code telemetry.nats.logs}
	 * @return {@code false} if none has; {@code true} if one has, or if that cannot be
	 * known because a source does not tell what it has
	 */
	public static boolean below(Environment environment, String prefix) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
				return true;
			}
		}
		return false;
	}

}
