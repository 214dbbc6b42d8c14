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

package io.github.telemetrynats.cli.terminal;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say how the output looks.
 */
public final class OutputOptions {

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", order = 900,
			description = "text, json (one document), jsonl (an object a line) or csv; default: text")
	private Format format = Format.TEXT;

	@Option(names = "--color", paramLabel = "WHEN", arity = "0..1", fallbackValue = "always", order = 901,
			description = "auto, always or never; default: auto")
	private @Nullable String color;

	@Option(names = "--tz", paramLabel = "ZONE", order = 902,
			description = "local, utc or a zone such as Europe/Berlin, for text; default: local")
	private String zone = "local";

	@Option(names = "--width", paramLabel = "COLUMNS", order = 903, description = "Cut text at so many columns")
	private @Nullable Integer width;

	@Option(names = "--ascii", order = 904, description = "Draw with ASCII characters alone")
	private boolean ascii;

	@Option(names = { "-Q", "--quiet" }, order = 905, description = "Say nothing on standard error but failures")
	private boolean quiet;

	/**
	 * Return the shape of the output.
	 * @return the format
	 */
	public Format format() {
		return this.format;
	}

	@Nullable Boolean color() {
		if (this.color == null) {
			return null;
		}
		return switch (this.color.toLowerCase(Locale.ROOT)) {
			case "always" -> true;
			case "never" -> false;
			case "auto" -> null;
			default -> throw CommandFailure.usage("--color is '" + this.color + "', but must be auto, always or never");
		};
	}

	ZoneId zone() {
		return switch (this.zone.toLowerCase(Locale.ROOT)) {
			case "local" -> ZoneId.systemDefault();
			case "utc", "z" -> ZoneOffset.UTC;
			default -> {
				try {
					yield ZoneId.of(this.zone);
				}
				catch (DateTimeException ex) {
					throw CommandFailure
						.usage("--tz is '" + this.zone + "', but must be local, utc or a zone such as Europe/Berlin");
				}
			}
		};
	}

	@Nullable Integer width() {
		if (this.width != null && this.width < 20) {
			throw CommandFailure.usage("--width is " + this.width + ", but must be 20 or more");
		}
		return this.width;
	}

	boolean ascii() {
		return this.ascii;
	}

	boolean quiet() {
		return this.quiet;
	}

}
