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

package io.github.telemetrynats.cli.tail;

import java.util.function.Consumer;

import io.github.telemetrynats.cli.terminal.Texts;

/**
 * Shows a stack trace, or its beginning.
 */
final class StackLines {

	private static final String INDENT = "             ";

	private StackLines() {
	}

	static void print(String trace, boolean all, Consumer<String> sink) {
		String[] lines = trace.split("\\R");
		int shown = all ? lines.length : Math.min(lines.length, 2);
		for (int i = 0; i < shown; i++) {
			String more = (i == shown - 1 && lines.length > shown)
					? "   (+" + (lines.length - shown) + " lines, see --stack)" : "";
			sink.accept(INDENT + Texts.line(lines[i].replace("\t", "  ")) + more);
		}
	}

}
