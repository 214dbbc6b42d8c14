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
import java.util.concurrent.locks.LockSupport;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;

/**
 * Reads what is stored from a place on, and then what comes, for ever, also through
 * restarts of the server. What happens to the connection is told on standard error. Not
 * safe for use by several threads.
 */
public final class Following {

	private static final Duration POLL = Duration.ofMillis(50);

	private final Session session;

	private final Request request;

	private long last;

	private long downSince;

	private int recreations;

	private @Nullable String trouble;

	private boolean told;

	/**
	 * Prepare following.
	 * @param session where from
	 * @param request what
	 */
	public Following(Session session, Request request) {
		this.session = session;
		this.request = request;
	}

	/**
	 * Follow.
	 * @param after the sequence of the last record that is known already
	 * @param sink takes the records, and {@code null} when there is nothing new
	 * @throws CommandFailure if the server refuses to go on
	 */
	public void run(long after, Sink sink) {
		this.last = after;
		try (Cursors cursors = open()) {
			if (this.told) {
				tellBack();
			}
			while (!Thread.currentThread().isInterrupted()) {
				Entry entry = cursors.any(POLL);
				watch(cursors);
				if (entry == null) {
					sink.accept(null);
					continue;
				}
				this.last = Math.max(this.last, entry.sequence());
				if (this.request.matches(entry)) {
					sink.accept(entry);
				}
				if (cursors.exhausted()) {
					sink.accept(null);
				}
			}
		}
	}

	// The connection may be lost before the first record has come
	private Cursors open() {
		while (true) {
			long reconnects = this.session.link().reconnects();
			try {
				return new Cursors(this.session, this.request.plan(), new Start.At(this.last + 1), Long.MAX_VALUE);
			}
			catch (CommandFailure | IllegalStateException ex) {
				tellLoss();
				if (this.session.link().downSince() == 0 && this.session.link().reconnects() == reconnects) {
					throw ex;
				}
				LockSupport.parkNanos(POLL.toNanos());
			}
		}
	}

	private void tellLoss() {
		long down = this.session.link().downSince();
		if (down != 0 && !this.told) {
			this.told = true;
			this.downSince = down;
			this.session.terminal().note("-- connection lost at seq " + Numbers.grouped(this.last) + ", trying again");
		}
	}

	private void watch(Cursors cursors) {
		Terminal terminal = this.session.terminal();
		tellLoss();
		String trouble = cursors.trouble();
		if (trouble != null && !trouble.equals(this.trouble)) {
			terminal.note("-- cannot go on at seq " + Numbers.grouped(this.last) + ", trying again: " + trouble);
		}
		this.trouble = trouble;
		if (cursors.recreations() != this.recreations) {
			this.recreations = cursors.recreations();
			tellBack();
		}
	}

	private void tellBack() {
		Terminal terminal = this.session.terminal();
		String back = this.told ? "-- reconnected after " + Times.duration(System.nanoTime() - this.downSince)
				: "-- resumed";
		this.told = false;
		long[] bounds = bounds();
		if (bounds != null && bounds[1] < this.last) {
			terminal
				.note(back + "; the stream is a new one, the old one had ended at seq " + Numbers.grouped(this.last));
			this.last = 0;
			return;
		}
		long expired = (bounds != null) ? Math.max(0, bounds[0] - this.last - 1) : -1;
		terminal.note(back + " at seq " + Numbers.grouped(this.last) + ((expired == 0) ? ", no gap" : ""));
		if (expired > 0) {
			terminal.note("-- gap: " + (isEverything() ? "" : "up to ") + Numbers.grouped(expired)
					+ " records expired meanwhile");
		}
	}

	private boolean isEverything() {
		return this.request.plan().wanted().equals(java.util.List.of(this.session.subjects().all()));
	}

	private long @Nullable [] bounds() {
		try {
			JsonValue state = JsonValueUtils
				.readValue(this.session.api().request("STREAM.INFO." + this.session.stream(), ""), "state");
			return (state != null) ? new long[] { JsonValueUtils.readLong(state, "first_seq", 0),
					JsonValueUtils.readLong(state, "last_seq", 0) } : null;
		}
		catch (ApiRefusal | CommandFailure ex) {
			return null;
		}
	}

	/**
	 * Takes records.
	 */
	@FunctionalInterface
	public interface Sink {

		/**
		 * Take a record.
		 * @param entry the record, or {@code null} when there is nothing new
		 */
		void accept(@Nullable Entry entry);

	}

}
