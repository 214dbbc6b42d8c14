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

import io.github.telemetrynats.cli.terminal.Numbers;

/**
 * What came of reading. Not safe for use by several threads.
 */
public final class Summary {

	private long scanned;

	private long matched;

	private long firstSequence;

	private long lastSequence;

	private long unreadable;

	private boolean cut;

	private boolean interrupted;

	void scanned(Entry entry) {
		this.scanned++;
		if (this.firstSequence == 0 || entry.sequence() < this.firstSequence) {
			this.firstSequence = entry.sequence();
		}
		this.lastSequence = Math.max(this.lastSequence, entry.sequence());
	}

	void matched(long count) {
		this.matched += count;
	}

	void addUnreadable() {
		this.unreadable++;
	}

	void cut() {
		this.cut = true;
	}

	void interrupted() {
		this.interrupted = true;
	}

	/**
	 * Return how many records were looked at.
	 * @return the number
	 */
	public long scanned() {
		return this.scanned;
	}

	/**
	 * Return how many records matched and were handed on.
	 * @return the number
	 */
	public long matched() {
		return this.matched;
	}

	/**
	 * Return how many of those that were handed on are no records of the contract.
	 * @return the number
	 */
	public long unreadable() {
		return this.unreadable;
	}

	/**
	 * Say how many are no records of the contract.
	 * @return such as {@code , 3 unreadable}, or an empty text
	 */
	public String unreadableText() {
		return (this.unreadable > 0)
				? ", " + Numbers.grouped(this.unreadable) + " of them unreadable: see tail -q 'problem~=.'" : "";
	}

	/**
	 * Return the first record that was looked at.
	 * @return its sequence, or 0
	 */
	public long firstSequence() {
		return this.firstSequence;
	}

	/**
	 * Return the last record that was looked at.
	 * @return its sequence, or 0
	 */
	public long lastSequence() {
		return this.lastSequence;
	}

	/**
	 * Return whether older records were left out because of the limit.
	 * @return whether there are more
	 */
	public boolean isCut() {
		return this.cut;
	}

	/**
	 * Return whether the connection was lost before all was read.
	 * @return whether something is missing
	 */
	public boolean isInterrupted() {
		return this.interrupted;
	}

}
