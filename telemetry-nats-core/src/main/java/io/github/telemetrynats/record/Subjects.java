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

package io.github.telemetrynats.record;

/**
 * The subjects of the stream (contract, section 2). Immutable and safe for use by several
 * threads.
 */
public final class Subjects {

	/** The subject prefix unless configured otherwise. */
	public static final String DEFAULT_PREFIX = "telemetry";

	/** Stands for a service without a name. */
	public static final String DEFAULT_SERVICE = "unknown_service";

	/** Stands for a span that belongs to no run. */
	public static final String DEFAULT_RUN_ID = "no-run";

	private final String prefix;

	/**
	 * Create the subjects below a prefix.
	 * @param prefix one or more tokens without wildcards
	 */
	public Subjects(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Return the subject of a record.
	 * @param record the record
	 * @return a valid subject without wildcards
	 */
	public String of(TelemetryRecord record) {
		return this.prefix + '.' + record.signal().token();
	}

	/**
	 * Return the wildcard that takes all subjects of the stream.
	 * @return the prefix and {@code .>}
	 */
	public String all() {
		return this.prefix + ".>";
	}

}
