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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads several patterns of subjects at once, with a cursor for each. Not safe for use by
 * several threads.
 */
final class Cursors implements AutoCloseable {

	private final List<Cursor> cursors = new ArrayList<>();

	private final List<@Nullable Entry> heads = new ArrayList<>();

	private long lastSequence;

	private int turn;

	Cursors(Session session, SubjectPlan plan, Start start, long expected) {
		try {
			for (String filter : plan.asked()) {
				this.cursors.add(new Cursor(session, filter, start, expected));
				this.heads.add(null);
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Return whether everything has been read that was there.
	 * @return whether nothing is to come but what is stored from now on
	 */
	boolean exhausted() {
		for (int i = 0; i < this.cursors.size(); i++) {
			if (this.heads.get(i) != null || this.cursors.get(i).pending() > 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return how often reading had to start anew.
	 * @return 0 for never
	 */
	int recreations() {
		int recreations = 0;
		for (Cursor cursor : this.cursors) {
			recreations += cursor.recreations();
		}
		return recreations;
	}

	/**
	 * Return why reading cannot start anew, although there is a connection.
	 * @return the reason, or {@code null}
	 */
	@Nullable String trouble() {
		for (Cursor cursor : this.cursors) {
			if (cursor.trouble() != null) {
				return cursor.trouble();
			}
		}
		return null;
	}

	/**
	 * Return the next record in the stream's order.
	 * @param wait how long to wait for a cursor that has more
	 * @return the record, or {@code null} if there was none in time
	 */
	@Nullable Entry next(Duration wait) {
		int first = -1;
		for (int i = 0; i < this.cursors.size(); i++) {
			Entry head = this.heads.get(i);
			if (head == null && this.cursors.get(i).pending() > 0) {
				head = this.cursors.get(i).next(wait);
				this.heads.set(i, head);
				if (head == null) {
					return null;
				}
			}
			Entry best = (first >= 0) ? this.heads.get(first) : null;
			if (head != null && (best == null || head.sequence() < best.sequence())) {
				first = i;
			}
		}
		return (first >= 0) ? take(first) : null;
	}

	/**
	 * Return a record that has come, of whichever pattern.
	 * @param wait how long to wait in all
	 * @return the record, or {@code null} if there was none in time
	 */
	@Nullable Entry any(Duration wait) {
		Duration share = wait.dividedBy(this.cursors.size());
		for (int i = 0; i < this.cursors.size(); i++) {
			int cursor = this.turn;
			this.turn = (this.turn + 1) % this.cursors.size();
			if (this.heads.get(cursor) == null) {
				this.heads.set(cursor, this.cursors.get(cursor).next(share));
			}
			if (this.heads.get(cursor) != null) {
				return take(cursor);
			}
		}
		return null;
	}

	private @Nullable Entry take(int cursor) {
		Entry entry = this.heads.get(cursor);
		this.heads.set(cursor, null);
		// Patterns may overlap
		if (entry == null || (this.cursors.size() > 1 && entry.sequence() == this.lastSequence)) {
			return null;
		}
		this.lastSequence = entry.sequence();
		return entry;
	}

	@Override
	public void close() {
		this.cursors.forEach(Cursor::close);
	}

}
