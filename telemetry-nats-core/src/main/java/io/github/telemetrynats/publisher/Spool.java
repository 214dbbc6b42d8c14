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

import org.jspecify.annotations.Nullable;

/**
 * Where records are kept beside memory, so that they outlive the process. No method
 * throws: a spool that fails says so in its {@link #stats()}, and the publisher goes on
 * without it. Used by the worker alone, but for {@link #stats()}.
 */
interface Spool {

	/** Keeps nothing. */
	Spool NONE = new Spool() {

	};

	/**
	 * Take over what processes left that are gone.
	 */
	default void open() {
	}

	/**
	 * Keep a record that was just encoded.
	 * @param outgoing the record
	 */
	default void append(Outgoing outgoing) {
	}

	/**
	 * A record is about to be sent: from here on it may be stored.
	 * @param outgoing the record
	 * @param lastSequence a sequence that the stream has reached
	 */
	default void sending(Outgoing outgoing, long lastSequence) {
	}

	/**
	 * A record is confirmed or dropped.
	 * @param outgoing the record
	 */
	default void settled(Outgoing outgoing) {
	}

	/**
	 * Return whether a record would be sent by the next process if this one ended now.
	 * @param outgoing the record
	 * @return whether it is kept
	 */
	default boolean keeps(Outgoing outgoing) {
		return false;
	}

	/**
	 * Return whether there are records of processes that are gone.
	 * @return whether {@link #restore()} has something to give
	 */
	default boolean hasRestorable() {
		return false;
	}

	/**
	 * Take the next record of a process that is gone, in the order in which it was kept.
	 * @return the record, or {@code null} if there is none
	 */
	default @Nullable SpooledRecord restore() {
		return null;
	}

	/**
	 * Leave what is not settled to the next process, and nothing else.
	 */
	default void close() {
	}

	/**
	 * Return what is known now. Called by any thread.
	 * @return a snapshot, or {@code null} if nothing is ever kept
	 */
	default @Nullable SpoolStats stats() {
		return null;
	}

}
