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
 * The level of a log record, in ascending order of severity (contract, section 2).
 */
public enum LogLevel {

	/** Finest detail. */
	TRACE("trace", 1),

	/** For finding faults. */
	DEBUG("debug", 5),

	/** Normal operation. */
	INFO("info", 9),

	/** Something to look at. */
	WARN("warn", 13),

	/** Something failed. */
	ERROR("error", 17);

	private final String token;

	private final int severityNumber;

	LogLevel(String token, int severityNumber) {
		this.token = token;
		this.severityNumber = severityNumber;
	}

	/**
	 * Return the level as it stands in the body and as the last token of the subject.
	 * @return the lower-case name
	 */
	public String token() {
		return this.token;
	}

	/**
	 * Return OpenTelemetry's severity number of the level (contract, section 5).
	 * @return 1, 5, 9, 13 or 17
	 */
	public int severityNumber() {
		return this.severityNumber;
	}

}
