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
 * What the publisher needs to know of the stream, and tells about it. Implementations
 * must not block and must be safe for use by several threads.
 */
public interface PublishedStream {

	/**
	 * Return the stream's name.
	 * @return the name
	 */
	String name();

	/**
	 * Return for how long the server knows the ids of messages that it has stored.
	 * @return the stream's own duplicate window, or what is configured while it is
	 * unknown
	 */
	Duration duplicateWindow();

	/**
	 * Called when the server says that no stream takes a record.
	 */
	void missing();

}
