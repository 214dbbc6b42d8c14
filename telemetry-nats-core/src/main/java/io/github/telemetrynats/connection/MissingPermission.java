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

package io.github.telemetrynats.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds out which permission of the user the server means. It refuses every single
 * message and names its whole subject, which may be another one for every run.
 */
final class MissingPermission {

	private static final Pattern VIOLATION = Pattern
		.compile("permissions violation for (publish|subscription) to \"?([^\"\\s]+)", Pattern.CASE_INSENSITIVE);

	/**
	 * Who asks the API of JetStream misses the answer, and tells that in its own words.
	 */
	private static final String API = "$JS.API.";

	private MissingPermission() {
	}

	static boolean isMeant(String error) {
		return VIOLATION.matcher(error).find();
	}

	/**
	 * Return what is the same for all messages that miss the permission.
	 * @param error the text as sent
	 * @return the first tokens of the subject, or {@code null} if there is nothing to
	 * tell
	 */
	static @Nullable String of(String error) {
		Matcher violation = VIOLATION.matcher(error);
		if (!violation.find() || violation.group(2).startsWith(API)) {
			return null;
		}
		// An inbox has another second token in every connection
		boolean publish = violation.group(1).equalsIgnoreCase("publish");
		String[] tokens = violation.group(2).split("\\.", 3);
		return (publish && tokens.length > 1) ? tokens[0] + '.' + tokens[1] : tokens[0];
	}

}
