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

import io.github.telemetrynats.record.Signal;

/**
 * An encoded record on its way. Kept until the server has confirmed it or it is dropped.
 * Touched by the worker alone.
 */
final class Outgoing {

	/** What an encoded record costs beside its bytes: this object, headers, strings. */
	private static final int OVERHEAD_BYTES = 200;

	private final Signal signal;

	private final boolean important;

	private final long order;

	private final long capturedNanos;

	private final String subject;

	private final MessageIdHeaders headers;

	private byte[] body;

	private int slot = -1;

	private boolean awaiting;

	private boolean settled;

	private int attempts;

	private long firstSentNanos;

	private long floorSequence;

	private boolean ambiguous;

	private long ambiguousNanos;

	private boolean letThrough;

	private boolean risked;

	private boolean riskedBefore;

	private boolean forgotten;

	private long sentNanos;

	private boolean sentByPredecessor;

	private @Nullable SpoolSegment segment;

	private int segmentOffset;

	Outgoing(Signal signal, boolean important, long order, long capturedNanos, String subject, MessageIdHeaders headers,
			byte[] body) {
		this.signal = signal;
		this.important = important;
		this.order = order;
		this.capturedNanos = capturedNanos;
		this.subject = subject;
		this.headers = headers;
		this.body = body;
	}

	Signal signal() {
		return this.signal;
	}

	boolean isImportant() {
		return this.important;
	}

	/**
	 * Return its place in the order in which records are first sent.
	 * @return ascending numbers
	 */
	long order() {
		return this.order;
	}

	long capturedNanos() {
		return this.capturedNanos;
	}

	String subject() {
		return this.subject;
	}

	MessageIdHeaders headers() {
		return this.headers;
	}

	byte[] body() {
		return this.body;
	}

	void shorten(byte[] shorter) {
		this.body = shorter;
	}

	/**
	 * Return what counts against the server's {@code max_payload}.
	 * @return headers and body, in bytes
	 */
	int payloadBytes() {
		return this.headers.serializedLength() + this.body.length;
	}

	/**
	 * Return what counts against the buffer.
	 * @return about what it takes of the heap, in bytes
	 */
	int footprintBytes() {
		return OVERHEAD_BYTES + this.subject.length() + payloadBytes();
	}

	int slot() {
		return this.slot;
	}

	void occupies(int newSlot) {
		this.slot = newSlot;
	}

	/**
	 * Return whether it was sent and an answer may still come.
	 * @return whether an answer is awaited
	 */
	boolean isAwaiting() {
		return this.awaiting;
	}

	/**
	 * It is on its way.
	 * @param now the time
	 * @param lastSequence the highest sequence that is known to be in the stream now
	 */
	void sent(long now, long lastSequence) {
		if (this.attempts == 0) {
			this.firstSentNanos = now;
		}
		if (!this.ambiguous) {
			this.floorSequence = lastSequence;
		}
		this.risked |= this.letThrough;
		this.letThrough = false;
		this.attempts++;
		this.sentNanos = now;
		this.awaiting = true;
	}

	/**
	 * The server has not stored the last attempt.
	 */
	void refused() {
		this.awaiting = false;
		this.risked = this.riskedBefore;
	}

	/**
	 * Nobody knows whether the server has stored the last attempt.
	 */
	void unanswered() {
		this.awaiting = false;
		this.riskedBefore = this.risked;
		if (!this.ambiguous) {
			this.ambiguous = true;
			this.ambiguousNanos = this.sentNanos;
		}
	}

	/**
	 * A process that is gone may have sent it.
	 * @param newFloorSequence a sequence that the stream had reached before
	 */
	void sentByPredecessor(long newFloorSequence) {
		this.ambiguous = true;
		this.sentByPredecessor = true;
		this.floorSequence = newFloorSequence;
	}

	/**
	 * No attempt so far was stored.
	 */
	void cleared() {
		this.ambiguous = false;
		this.sentByPredecessor = false;
		this.risked = false;
		this.riskedBefore = false;
	}

	/**
	 * Nobody will ever know whether an attempt so far was stored.
	 */
	void forgotten() {
		this.ambiguous = false;
		this.sentByPredecessor = false;
		this.forgotten = true;
	}

	/**
	 * It may be sent once although an attempt may have been stored.
	 */
	void letThrough() {
		this.letThrough = true;
	}

	void keepBack() {
		this.letThrough = false;
	}

	boolean isLetThrough() {
		return this.letThrough;
	}

	/**
	 * Return whether an attempt that is confirmed now may have stored a second copy.
	 * @param now the time
	 * @param rememberedNanos for how long the server would have recognised it
	 * @return whether that can't be ruled out
	 */
	boolean isMaybeDuplicate(long now, long rememberedNanos) {
		return this.forgotten || (this.risked && !isRemembered(now, rememberedNanos));
	}

	/**
	 * Return whether an attempt may have been stored.
	 * @return whether any attempt was left without an answer
	 */
	boolean isAmbiguous() {
		return this.ambiguous;
	}

	/**
	 * Return whether the server still knows the id, if it has stored an attempt.
	 * @param now the time
	 * @param rememberedNanos for how long the server knows an id
	 * @return whether the first attempt that was left without an answer is younger; when
	 * a process that is gone made it is not known
	 */
	boolean isRemembered(long now, long rememberedNanos) {
		return !this.sentByPredecessor && now - this.ambiguousNanos < rememberedNanos;
	}

	/**
	 * Return a sequence that the stream had reached before any attempt could be stored
	 * that is not known to have failed.
	 * @return the sequence; 0 if none was known
	 */
	long floorSequence() {
		return this.floorSequence;
	}

	/**
	 * It is kept in a segment of the spool, or no longer.
	 * @param newSegment the segment
	 * @param offset where it begins there
	 */
	void keptIn(@Nullable SpoolSegment newSegment, int offset) {
		this.segment = newSegment;
		this.segmentOffset = offset;
	}

	@Nullable SpoolSegment segment() {
		return this.segment;
	}

	int segmentOffset() {
		return this.segmentOffset;
	}

	boolean isSettled() {
		return this.settled;
	}

	void settle() {
		this.settled = true;
		this.awaiting = false;
	}

	int attempts() {
		return this.attempts;
	}

	long firstSentNanos() {
		return this.firstSentNanos;
	}

	long sentNanos() {
		return this.sentNanos;
	}

}
