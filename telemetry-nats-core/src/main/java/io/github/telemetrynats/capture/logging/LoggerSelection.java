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
 * Which loggers are taken: those that are configured, and never the pipeline's own and
 * those of the NATS client, since what they say about a record would make the next one.
 */
final class LoggerSelection implements Predicate<String> {

	private static final String BASE = "io.github.telemetrynats.";

	/** By package, since an application may live below our name, as the sample does. */
	private static final List<String> NEVER = List.of("io.nats", BASE + "actuate", BASE + "autoconfigure",
			BASE + "capture", BASE + "connection", BASE + "publisher", BASE + "record", BASE + "stream");

	private final List<NamePattern> included;

	private final List<NamePattern> excluded;

	private final NameVerdicts verdicts = new NameVerdicts(this::decide);

	LoggerSelection(List<String> included, List<String> excluded) {
		this.included = NamePattern.of(included);
		this.excluded = NamePattern.of(excluded);
	}

	@Override
	public boolean test(String logger) {
		return this.verdicts.test(logger);
	}

	private boolean decide(String logger) {
		if (NEVER.stream().anyMatch((name) -> isBelow(logger, name))) {
			return false;
		}
		return (this.included.isEmpty() || any(this.included, logger)) && !any(this.excluded, logger);
	}

	private static boolean any(List<NamePattern> patterns, String logger) {
		return patterns.stream()
			.anyMatch((pattern) -> pattern.hasWildcard() ? matchesOrIsBelow(pattern, logger)
					: isBelow(logger, pattern.text()));
	}

	private static boolean matchesOrIsBelow(NamePattern pattern, String logger) {
		return pattern.test(logger) || new NamePattern(pattern.text() + ".*").test(logger);
	}

	private static boolean isBelow(String logger, String parent) {
		return logger.startsWith(parent) && (logger.length() == parent.length() || logger.charAt(parent.length()) == '.'
				|| logger.charAt(parent.length()) == '$');
	}

}
