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

import io.github.telemetrynats.publisher.Answer.Verdict;
import io.github.telemetrynats.publisher.DuplicateGuard.Fate;

/**
 * What follows from the server's answers: for the record that each is about, for the pace
 * of the next attempts, and for what is known of the stream. Used by the worker alone.
 */
final class AckHandler {

	private final Window window;

	private final Backoff backoff;

	private final DuplicateGuard guard;

	private final Settlement settlement;

	private final PublishedStream stream;

	private final RefusalNotice refusalNotice;

	private final WorkerGauges gauges;

	private long lastSequence;

	AckHandler(Window window, Backoff backoff, DuplicateGuard guard, Settlement settlement, PublishedStream stream,
			RefusalNotice refusalNotice, WorkerGauges gauges) {
		this.window = window;
		this.backoff = backoff;
		this.guard = guard;
		this.settlement = settlement;
		this.stream = stream;
		this.refusalNotice = refusalNotice;
		this.gauges = gauges;
	}

	/**
	 * Return a sequence that the stream has reached.
	 * @return the latest that is known; 0 if none is
	 */
	long lastSequence() {
		return this.lastSequence;
	}

	/**
	 * The server has told how far the stream is.
	 * @param sequence its last sequence
	 * @param now the time
	 */
	void located(long sequence, long now) {
		this.lastSequence = sequence;
		this.guard.heard(now);
	}

	void hear(Answer answer, long now) {
		this.guard.heard(now);
		Outgoing outgoing = this.window.find(answer);
		if (outgoing == null) {
			return;
		}
		switch (answer.verdict()) {
			case STORED, STORED_BEFORE -> {
				this.backoff.reset();
				this.refusalNotice.taken(now);
				this.gauges.published(now - outgoing.firstSentNanos());
				this.guard.stored();
				stored(outgoing, answer, now);
			}
			case NOT_NOW, NO_STREAM -> refused(outgoing, answer, now);
			case TOO_LARGE -> this.settlement.dropped(outgoing, DropReason.TOO_LARGE);
			case NEVER -> {
				this.gauges.refused(answer.text());
				this.settlement.dropped(outgoing, DropReason.REJECTED);
			}
		}
	}

	private void refused(Outgoing outgoing, Answer answer, long now) {
		// A refusal that comes late says nothing about the attempt that came after it
		if (answer.attempt() == outgoing.attempts() - 1) {
			this.window.refused(outgoing);
		}
		this.backoff.failed(now);
		this.refusalNotice.refused(now, answer.text());
		this.gauges.refused(answer.text());
		if (answer.verdict() == Verdict.NO_STREAM) {
			// Made anew, it starts again from 1
			this.lastSequence = 0;
			this.stream.missing();
		}
	}

	private void stored(Outgoing outgoing, Answer answer, long now) {
		boolean before = answer.verdict() == Verdict.STORED_BEFORE;
		if (!before) {
			// The latest and not the highest: a stream that was made anew starts from 1
			this.lastSequence = answer.sequence();
			countMaybeDuplicate(outgoing, now);
		}
		this.settlement.confirmed(outgoing, before);
	}

	/**
	 * Take what a look-up has found.
	 * @param found the ids that are in the stream
	 * @param now the time
	 */
	void hear(StoredIds found, long now) {
		if (found.outcome() != StoredIds.Outcome.FAILED) {
			this.guard.heard(now);
		}
		this.guard.release(found, now, (outgoing, fate) -> decide(outgoing, fate, now));
	}

	private void decide(Outgoing outgoing, Fate fate, long now) {
		switch (fate) {
			case STORED -> {
				countMaybeDuplicate(outgoing, now);
				this.settlement.confirmed(outgoing, true);
				return;
			}
			case NOT_STORED -> outgoing.cleared();
			case UNKNOWN -> outgoing.forgotten();
			case RECOGNISED, NOT_TOLD -> outgoing.letThrough();
			case NOT_ASKED -> outgoing.keepBack();
		}
		this.window.sendLater(outgoing);
	}

	private void countMaybeDuplicate(Outgoing outgoing, long now) {
		if (outgoing.isMaybeDuplicate(now, this.guard.rememberedNanos())) {
			this.settlement.maybeDuplicate(outgoing);
		}
	}

}
