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

package io.github.telemetrynats.publisher;

import java.time.Duration;

/**
 * A stream that nobody needs to provision: it comes back with its server.
 *
 * @param duplicateWindow for how long the server knows the ids of messages
 * @param whenMissing called when no stream takes a record
 */
public record FixedStream(Duration duplicateWindow, Runnable whenMissing) implements PublishedStream {

	FixedStream(Duration duplicateWindow) {
		this(duplicateWindow, () -> {
		});
	}

	/**
	 * Return a stream as the contract wants it.
	 * @return a stream with a duplicate window of 5 s
	 */
	public static FixedStream withDefaults() {
		return new FixedStream(Duration.ofSeconds(5));
	}

	@Override
	public String name() {
		return "TELEMETRY";
	}

	@Override
	public void missing() {
		this.whenMissing.run();
	}

}
