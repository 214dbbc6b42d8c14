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

/**
 * Whether a signal should be offered now that can also stay where it is, such as the
 * window of a meter. Those that can't are offered in any case.
 */
public enum Room {

	/**
	 * More than half of the queue and of the buffer is free. The other half is for
	 * signals that can't wait.
	 */
	ENOUGH,

	/** There is less, but what is there is being taken, so that waiting helps. */
	SOON,

	/**
	 * There is less, and nothing is being taken: there is no connection, or the server
	 * takes nothing. Waiting does not help.
	 */
	NONE

}
