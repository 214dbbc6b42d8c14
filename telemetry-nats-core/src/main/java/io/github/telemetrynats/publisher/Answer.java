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
 * What the server answered to one message.
 *
 * @param slot the slot in the window that the message was sent from
 * @param generation the slot's generation when it was sent
 * @param attempt which attempt to send the slot's record it is about, from 0
 * @param verdict what it means
 * @param sequence the message's sequence in the stream if it is stored, else 0
 * @param text the server's words if it is not stored, else an empty string
 */
record Answer(int slot, int generation, int attempt, Verdict verdict, long sequence, String text) {

	/**
	 * What an answer means for the record.
	 */
	enum Verdict {

		/** Stored. */
		STORED,

		/** Had been stored by an earlier attempt. */
		STORED_BEFORE,

		/** Not stored; may succeed later. */
		NOT_NOW,

		/** Not stored, since no stream takes the subject; may succeed later. */
		NO_STREAM,

		/** Will never be stored: too large. */
		TOO_LARGE,

		/** Will never be stored for another reason. */
		NEVER

	}

}
