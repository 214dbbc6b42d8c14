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

import java.util.Set;

/**
 * Which messages of ours are in the stream after a sequence.
 *
 * @param outcome how far that could be found out
 * @param ids the ids that were found
 */
record StoredIds(Outcome outcome, Set<String> ids) {

	static StoredIds failed() {
		return new StoredIds(Outcome.FAILED, Set.of());
	}

	/**
	 * How far it could be found out.
	 */
	enum Outcome {

		/** All that was stored since was seen: what is not among it is not stored. */
		COMPLETE,

		/** A part is gone: what was not found may have been stored all the same. */
		INCOMPLETE,

		/** The server could not be asked. */
		FAILED

	}

}
