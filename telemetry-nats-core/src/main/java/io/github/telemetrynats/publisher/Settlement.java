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

/**
 * The end of a record's way: takes it from where it is kept, and counts what became of
 * it, once. Used by the worker alone.
 */
final class Settlement {

	private final Ledger ledger;

	private final Window window;

	private final Backlog backlog;

	private final Spool spool;

	Settlement(Ledger ledger, Window window, Backlog backlog, Spool spool) {
		this.ledger = ledger;
		this.window = window;
		this.backlog = backlog;
		this.spool = spool;
	}

	/**
	 * A record is in the stream.
	 * @param outgoing a record of the window
	 * @param recovered whether an attempt stored it whose answer was lost
	 */
	void confirmed(Outgoing outgoing, boolean recovered) {
		settle(outgoing);
		this.ledger.confirmed(outgoing.signal(), recovered);
	}

	/**
	 * A record that is in the stream may be there twice.
	 * @param outgoing the record
	 */
	void maybeDuplicate(Outgoing outgoing) {
		this.ledger.maybeDuplicate(outgoing.signal());
	}

	/**
	 * A record is given up.
	 * @param outgoing a record of the window
	 * @param reason why
	 */
	void dropped(Outgoing outgoing, DropReason reason) {
		settle(outgoing);
		this.ledger.dropped(outgoing.signal(), reason);
	}

	private void settle(Outgoing outgoing) {
		this.spool.settled(outgoing);
		this.window.settle(outgoing);
		this.backlog.release(outgoing);
	}

	/**
	 * Give up all that is left when the time to close is over, or leave it in the spool.
	 * @param lanes where there may be more
	 */
	void abandon(Lanes lanes) {
		this.window.forEach((outgoing) -> {
			this.window.settle(outgoing);
			abandon(outgoing);
		});
		for (Outgoing outgoing = this.backlog.poll(); outgoing != null; outgoing = this.backlog.poll()) {
			abandon(outgoing);
		}
		for (Captured captured = lanes.poll(true, true); captured != null; captured = lanes.poll(true, true)) {
			this.ledger.dropped(captured.signal().signal(), DropReason.CLOSE_TIMEOUT);
		}
	}

	private void abandon(Outgoing outgoing) {
		this.backlog.release(outgoing);
		if (this.spool.keeps(outgoing)) {
			this.ledger.spooled(outgoing.signal());
		}
		else {
			this.ledger.dropped(outgoing.signal(), DropReason.CLOSE_TIMEOUT);
		}
	}

}
