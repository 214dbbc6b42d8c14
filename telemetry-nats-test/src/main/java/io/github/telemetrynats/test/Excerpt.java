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

package io.github.telemetrynats.test;

import java.util.List;

/**
 * Shows messages in failures: as many and as much of each as a reader can take in.
 */
final class Excerpt {

	private static final int MESSAGES = 30;

	private static final int CHARACTERS = 400;

	private Excerpt() {
	}

	static String of(List<StoredMessage> messages) {
		StringBuilder text = new StringBuilder(Integer.toString(messages.size()));
		int skipped = Math.max(0, messages.size() - MESSAGES);
		if (skipped > 0) {
			text.append(", the last ").append(MESSAGES).append(" of which are");
		}
		text.append(messages.isEmpty() ? "" : ":");
		messages.stream().skip(skipped).forEach((message) -> text.append("\n  ").append(shorten(message.toString())));
		return text.toString();
	}

	static String shorten(String text) {
		return (text.length() > CHARACTERS) ? text.substring(0, CHARACTERS) + "…" : text;
	}

}
