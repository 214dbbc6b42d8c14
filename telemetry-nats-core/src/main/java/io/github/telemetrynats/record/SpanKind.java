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
 * The part that a span plays in a call (contract, section 3.1).
 */
public enum SpanKind {

	/** Within the process. */
	INTERNAL("internal"),

	/** Answers a remote call. */
	SERVER("server"),

	/** Makes a remote call. */
	CLIENT("client"),

	/** Sends a message. */
	PRODUCER("producer"),

	/** Processes a message. */
	CONSUMER("consumer");

	private final String token;

	SpanKind(String token) {
		this.token = token;
	}

	/**
	 * Return the kind as it stands in the body.
	 * @return the lower-case name
	 */
	public String token() {
		return this.token;
	}

}
