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

package io.github.telemetrynats.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the stream at one moment. Immutable.
 *
 * @param name the stream's name
 * @param status how it stands
 * @param problem what is wrong and which property to change, or {@code null}
 * @param differences where it differs from what is configured, one text a field
 * @param duplicateWindow the stream's own window, or what is configured while it is
 * unknown
 * @param bytes how large it is, in bytes, or -1 while unknown
 * @param maxBytes how large it may become, in bytes, or -1 for no limit
 * @param messages how many records it holds, or -1 while unknown
 * @param checked when this was found out, or {@code null} if it never was
 */
public record StreamState(String name, Status status, @Nullable String problem, List<String> differences,
		Duration duplicateWindow, long bytes, long maxBytes, long messages, @Nullable Instant checked) {

	/**
	 * How the stream stands.
	 */
	public enum Status {

		/** Not found out yet, or not to be found out. */
		UNKNOWN,

		/** There, and as configured. */
		READY,

		/** There, but other than configured. */
		DIFFERENT,

		/** Not there. */
		MISSING

	}

}
