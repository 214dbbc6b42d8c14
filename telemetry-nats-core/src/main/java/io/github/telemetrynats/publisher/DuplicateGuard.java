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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.github.telemetrynats.publisher.StoredIds.Outcome;

/**
 * Keeps back records that may have been stored by an attempt whose answer was lost, and
 * looks up in the stream what became of them, for all that are kept back at once. The
 * server's own memory of ids is not relied on where the stream can be asked: it ends with
 * the duplicate window, and nobody knows how long the next attempt is on its way to a
 * server that hangs. Used by the worker alone.
 */
final class DuplicateGuard {

	/** The server's clock of the window starts when it stores, ours when we send. */
	private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

	/**
	 * Who has heard nothing for so long must take the server for hanging, or the way to
	 * it for blocked: what is sent now may arrive at any time.
	 */
	private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	/** So often the server is asked before anything is sent unasked. */
	private static final int ATTEMPTS = 7;

	/** The wait after the first look-up that failed; doubles with every further one. */
	private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final PublishLink link;

	private final List<Outgoing> unsure = new ArrayList<>();

	private List<Outgoing> lookedFor = List.of();

	private int failures;

	private long waitNanos;

	private long failedNanos;

	private boolean storedSinceFailure;

	private boolean heard;

	private long heardNanos;

	DuplicateGuard(PublishLink link) {
		this.link = link;
	}

	/**
	 * Something has come back from the server.
	 * @param now the time
	 */
	void heard(long now) {
		this.heard = true;
		this.heardNanos = now;
	}

	/**
	 * The server has stored a record.
	 */
	void stored() {
		this.storedSinceFailure = true;
	}

	/**
	 * Start from the beginning with a server that may be another one.
	 */
	void forget() {
		this.heard = false;
		this.failures = 0;
		this.waitNanos = 0;
	}

	/**
	 * Decide whether a record may be sent.
	 * @param outgoing the record
	 * @return whether it may; else it is kept here
	 */
	boolean passes(Outgoing outgoing) {
		if (!outgoing.isAmbiguous() || outgoing.isLetThrough()) {
			return true;
		}
		this.unsure.add(outgoing);
		return false;
	}

	/**
	 * Return whether the server would recognise the id of a record that is sent now.
	 * @param outgoing the record
	 * @param now the time
	 * @return whether it has stored it a short time ago, if at all, and seems to be well
	 */
	private boolean isRecognised(Outgoing outgoing, long now) {
		return this.heard && now - this.heardNanos < SILENCE_NANOS && outgoing.isRemembered(now, rememberedNanos());
	}

	/**
	 * Look for what is kept here, unless that is being done or has just failed.
	 * @param now the time
	 */
	void lookUp(long now) {
		if (this.unsure.isEmpty() || !this.lookedFor.isEmpty() || now - this.failedNanos < this.waitNanos) {
			return;
		}
		this.unsure.removeIf(Outgoing::isSettled);
		long after = this.unsure.stream().mapToLong(Outgoing::floorSequence).min().orElse(0);
		List<Outgoing> records = List.copyOf(this.unsure);
		if (!records.isEmpty() && this.link.lookUp(after, records)) {
			this.lookedFor = records;
			this.unsure.clear();
		}
	}

	/**
	 * Take what was found and let the records go, each with its fate.
	 * @param found what was found
	 * @param now the time
	 * @param fates takes each record
	 */
	void release(StoredIds found, long now, BiConsumer<Outgoing, Fate> fates) {
		List<Outgoing> released = this.lookedFor;
		this.lookedFor = List.of();
		if (found.outcome() == Outcome.FAILED) {
			failed(released, now, fates);
			return;
		}
		this.failures = 0;
		this.waitNanos = 0;
		for (Outgoing outgoing : released) {
			if (!outgoing.isSettled()) {
				fates.accept(outgoing, fate(outgoing, found, now));
			}
		}
	}

	private Fate fate(Outgoing outgoing, StoredIds found, long now) {
		if (found.ids().contains(outgoing.headers().id())) {
			return Fate.STORED;
		}
		if (found.outcome() == Outcome.COMPLETE) {
			return Fate.NOT_STORED;
		}
		return isRecognised(outgoing, now) ? Fate.RECOGNISED : Fate.UNKNOWN;
	}

	/**
	 * The server could not be asked. As long as it does not take records either, nothing
	 * is lost by asking again; a single record is risked now and then to find that out.
	 * If it does take them, it may never answer, and the records must not wait for ever.
	 * @param released the records that were looked for
	 * @param now the time
	 * @param fates takes each record
	 */
	private void failed(List<Outgoing> released, long now, BiConsumer<Outgoing, Fate> fates) {
		if (this.failures == 0) {
			this.storedSinceFailure = false;
		}
		this.waitNanos = Math.min(FIRST_WAIT_NANOS << this.failures, LONGEST_WAIT_NANOS);
		this.failedNanos = now;
		this.failures = Math.min(this.failures + 1, ATTEMPTS);
		int risked = 0;
		if (this.failures == ATTEMPTS) {
			risked = this.storedSinceFailure ? Integer.MAX_VALUE : 1;
		}
		for (Outgoing outgoing : released) {
			if (outgoing.isSettled()) {
				continue;
			}
			if (isRecognised(outgoing, now)) {
				fates.accept(outgoing, Fate.RECOGNISED);
			}
			else {
				fates.accept(outgoing, (risked-- > 0) ? Fate.NOT_TOLD : Fate.NOT_ASKED);
			}
		}
	}

	/**
	 * Return for how long the server recognises an id, with some margin.
	 * @return the time since the first attempt that may have been stored
	 */
	long rememberedNanos() {
		long window = this.link.duplicateWindowNanos();
		return Math.max(window / 2, window - MARGIN_NANOS);
	}

	/**
	 * What became of a record's earlier attempts.
	 */
	enum Fate {

		/** One of them is in the stream. */
		STORED,

		/** None of them is in the stream. */
		NOT_STORED,

		/** That can't be known any more: a part of the stream is gone. */
		UNKNOWN,

		/** That is not known, but the server would recognise a second copy. */
		RECOGNISED,

		/** The server could not be asked this time. */
		NOT_ASKED,

		/** The server was asked often enough. */
		NOT_TOLD

	}

}
