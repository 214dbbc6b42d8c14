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

package io.github.telemetrynats.cli.reading;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Probe.Place;

/**
 * Reads what is stored, and stops where the stream ended when it began: no waiting for
 * what may come. The newest records are found from the end of the stream: the server is
 * asked where they start, or, if only their contents tell, ever larger parts are read
 * backwards. Not safe for use by several threads.
 */
public final class Reading {

	/**
	 * How many records are read at first if their contents tell which ones are wanted.
	 */
	private static final long FIRST_PART = 5_000;

	private static final Duration POLL = Duration.ofMillis(100);

	private final Session session;

	private final Request request;

	private final Probe probe;

	private final Summary summary = new Summary();

	private @Nullable Place end;

	/**
	 * Prepare reading.
	 * @param session where from
	 * @param request what
	 */
	public Reading(Session session, Request request) {
		this.session = session;
		this.request = request;
		this.probe = new Probe(session, request.plan());
	}

	/**
	 * Return what came of it so far.
	 * @return the summary
	 */
	public Summary summary() {
		return this.summary;
	}

	/**
	 * Return where the stream ended when reading began.
	 * @return a sequence, or 0 if there was no record that is wanted
	 */
	public long end() {
		return (this.end != null && this.end.pending() > 0) ? this.end.sequence() : 0;
	}

	/**
	 * Read.
	 * @param sink takes the records, in the stream's order
	 * @return what came of it
	 */
	public Summary run(Consumer<Entry> sink) {
		return read(counting(sink));
	}

	private Consumer<Entry> counting(Consumer<Entry> sink) {
		return (entry) -> {
			if (entry.problem() != null) {
				this.summary.addUnreadable();
			}
			sink.accept(entry);
		};
	}

	private Summary read(Consumer<Entry> sink) {
		Place last = this.probe.look(new Start.Last());
		this.end = last;
		if (last.pending() == 0 || this.request.newest() == 0) {
			return this.summary;
		}
		long behind = last.sequence() + 1;
		long after = 0;
		TimePoint until = this.request.until();
		if (until != null) {
			Place place = this.probe.look(until.start());
			behind = Math.min(behind, (until.time() == null) ? until.sequence() + 1 : place.sequence());
			after = (behind > last.sequence()) ? 0 : place.pending();
			if (until.time() == null) {
				after = (behind > last.sequence()) ? 0 : this.probe.look(new Start.At(behind)).pending();
			}
		}
		TimePoint since = this.request.since();
		if (this.request.newest() < 0) {
			Start start = (since != null) ? since.start() : new Start.First();
			read(start, Long.MAX_VALUE, behind, sink);
		}
		else if (since == null && this.request.newest() == 1 && until == null && !this.request.selective()) {
			// Whether there are older ones is nobody's question
			this.summary.cut();
			read(new Start.At(last.sequence()), 1, behind, sink);
		}
		else {
			newest((since != null) ? since.start() : new Start.First(), last, behind, after, sink);
		}
		return this.summary;
	}

	private void newest(Start start, Place last, long end, long after, Consumer<Entry> sink) {
		Place first = this.probe.look(start);
		long behind = end;
		long pendingBehind = after;
		long part = this.request.selective() ? Math.max(FIRST_PART, this.request.newest()) : this.request.newest();
		Deque<Entry> found = new ArrayDeque<>();
		while (behind > first.sequence() && found.size() < this.request.newest()) {
			Place place = this.probe.find(first, last, pendingBehind + part);
			if (place.sequence() < first.sequence()) {
				place = first;
			}
			long missing = this.request.newest() - found.size();
			Deque<Entry> earlier = new ArrayDeque<>();
			long[] matched = new long[1];
			read(new Start.At(place.sequence()), place.pending() - pendingBehind, behind, (entry) -> {
				earlier.addLast(entry);
				if (++matched[0] > missing) {
					earlier.removeFirst();
				}
			});
			this.summary.matched(earlier.size() - matched[0]);
			if (matched[0] > missing) {
				this.summary.cut();
			}
			earlier.addAll(found);
			found = earlier;
			boolean all = place.sequence() <= first.sequence();
			if (!all && found.size() >= this.request.newest()) {
				this.summary.cut();
			}
			if (all || this.summary.isInterrupted()) {
				break;
			}
			behind = place.sequence();
			pendingBehind = place.pending();
			part *= 4;
		}
		handOver(found, sink);
	}

	private static void handOver(Collection<Entry> entries, Consumer<Entry> sink) {
		entries.forEach(sink);
	}

	/**
	 * Read ever earlier parts of the stream, as long as more are wanted.
	 * @param sink takes the records that match, each part in the stream's order
	 * @param more is asked after each part whether to go on
	 * @return what came of it
	 */
	public Summary backwards(Consumer<Entry> sink, java.util.function.BooleanSupplier more) {
		Place last = this.probe.look(new Start.Last());
		this.end = last;
		if (last.pending() == 0) {
			return this.summary;
		}
		TimePoint since = this.request.since();
		Place first = this.probe.look((since != null) ? since.start() : new Start.First());
		long behind = last.sequence() + 1;
		long pendingBehind = 0;
		long part = FIRST_PART * 4;
		while (behind > first.sequence()) {
			Place place = this.probe.find(first, last, pendingBehind + part);
			read(new Start.At(place.sequence()), place.pending() - pendingBehind, behind, sink);
			boolean all = place.sequence() <= first.sequence();
			if (all || this.summary.isInterrupted() || !more.getAsBoolean()) {
				break;
			}
			behind = place.sequence();
			pendingBehind = place.pending();
			part *= 2;
		}
		return this.summary;
	}

	private void read(Start start, long expected, long behind, Consumer<Entry> sink) {
		try (Cursors cursors = new Cursors(this.session, this.request.plan(), start, expected);
				Handover handover = new Handover(sink)) {
			while (!cursors.exhausted()) {
				Entry entry = cursors.next(POLL);
				if (entry == null) {
					if (isLost()) {
						this.summary.interrupted();
						return;
					}
					continue;
				}
				if (entry.sequence() >= behind) {
					return;
				}
				this.summary.scanned(entry);
				if (this.request.matches(entry)) {
					this.summary.matched(1);
					handover.accept(entry);
				}
				if (entry.sequence() == behind - 1) {
					return;
				}
			}
		}
	}

	private boolean isLost() {
		long down = this.session.link().downSince();
		return Thread.currentThread().isInterrupted()
				|| (down != 0 && System.nanoTime() - down > this.session.link().timeout().toNanos());
	}

}
