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

/**
 * The shapes of the output.
 */
public enum Format {

	/** For people. */
	TEXT,

	/** One JSON document. */
	JSON,

	/** One JSON object a line. */
	JSONL,

	/** RFC 4180, with a header line. */
	CSV,

	/** One trace as OTLP/JSON. */
	OTLP,

	/** One trace for chrome://tracing and Perfetto. */
	CHROME,

	/** One trace as a page that stands alone. */
	HTML;

	/**
	 * Return whether it is of a trace alone.
	 * @return whether other commands do not have it
	 */
	public boolean isOfTrace() {
		return this == OTLP || this == CHROME || this == HTML;
	}

	@Override
	public String toString() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
