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
 * Keeps records apart whose earlier attempt may have been stored so long ago that the
 * server has forgotten its id (contract, section 4). They are not sent again before it is
 * known which of them the stream holds. Used by the worker alone.
 */
final class DuplicateGuard {

	/** The server's clock of the window starts when it stores, ours when we send. */
	private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** So often the server is asked before the records are sent unasked. */
	private static final int ATTEMPTS = 5;

	private final PublishLink link;

	private final List<Outgoing> unsure = new ArrayList<>();

	private List<Outgoing> lookedFor = List.of();

	private int failures;

	DuplicateGuard(PublishLink link) {
		this.link = link;
	}

	/**
	 * Decide whether a record may be sent.
	 * @param outgoing the record
	 * @param now the time
	 * @return whether the server would know it again; else it is kept here
	 */
	boolean passes(Outgoing outgoing, long now) {
		if (!outgoing.isAmbiguous() || now - outgoing.ambiguousNanos() < rememberedNanos()) {
			return true;
		}
		this.unsure.add(outgoing);
		return false;
	}

	/**
	 * Look for what is kept here, unless that is being done.
	 */
	void lookUp() {
		if (this.unsure.isEmpty() || !this.lookedFor.isEmpty()) {
			return;
		}
		long after = this.unsure.stream().mapToLong(Outgoing::floorSequence).min().orElse(0);
		List<Outgoing> records = List.copyOf(this.unsure);
		if (this.link.lookUp(after, records)) {
			this.lookedFor = records;
			this.unsure.clear();
		}
	}

	/**
	 * Take what was found and let the records go, each with its fate.
	 * @param found what was found
	 * @param fates takes each record
	 */
	void release(StoredIds found, BiConsumer<Outgoing, Fate> fates) {
		List<Outgoing> released = this.lookedFor;
		this.lookedFor = List.of();
		this.failures = (found.outcome() == Outcome.FAILED) ? this.failures + 1 : 0;
		boolean askAgain = found.outcome() == Outcome.FAILED && this.failures < ATTEMPTS;
		if (found.outcome() == Outcome.FAILED && !askAgain) {
			this.failures = 0;
		}
		for (Outgoing outgoing : released) {
			if (outgoing.isSettled()) {
				continue;
			}
			if (askAgain) {
				this.unsure.add(outgoing);
			}
			else if (found.ids().contains(outgoing.headers().id())) {
				fates.accept(outgoing, Fate.STORED);
			}
			else {
				fates.accept(outgoing, (found.outcome() == Outcome.COMPLETE) ? Fate.NOT_STORED : Fate.UNKNOWN);
			}
		}
	}

	private long rememberedNanos() {
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

		/** That can't be known. */
		UNKNOWN

	}

}
