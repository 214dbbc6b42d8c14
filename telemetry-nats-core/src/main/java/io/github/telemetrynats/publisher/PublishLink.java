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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The way from the worker to the server and back. Used by the worker alone.
 */
interface PublishLink {

	/**
	 * Hand a record over.
	 * @param outgoing the record, in its slot
	 * @param generation the generation of its slot
	 * @return what became of that
	 */
	Handover send(Outgoing outgoing, int generation);

	/**
	 * Return an answer that has come, without waiting.
	 * @return the answer, or {@code null} if there is none
	 */
	@Nullable Answer pollAnswer();

	/**
	 * Wait until an answer comes.
	 * @param nanos how long at the most, from 1
	 */
	void awaitAnswer(long nanos);

	/**
	 * Find out which messages the stream holds after a sequence. The answer comes as an
	 * event, also if it can't be found out.
	 * @param afterSequence the sequence before the first that matters
	 * @param records the records that are looked for
	 * @return whether it is being done; if not, no answer comes
	 */
	boolean lookUp(long afterSequence, List<Outgoing> records);

	/**
	 * Return for how long the server knows a message id.
	 * @return the stream's duplicate window, in nanoseconds
	 */
	long duplicateWindowNanos();

	/**
	 * Return what the server takes.
	 * @return headers and body of a message at the most, in bytes
	 */
	int maxPayloadBytes();

	/**
	 * What became of handing a record over.
	 */
	enum Handover {

		/** It is on its way. */
		SENT,

		/** There is no way at the moment. */
		NOT_NOW,

		/** The client will never take this message. */
		NEVER

	}

}
