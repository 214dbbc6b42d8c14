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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.RecordTooLargeException;

/**
 * What fills the backlog: what was captured, and what processes left that are gone. The
 * latter comes only while there is a server, and takes half of the room at the most: it
 * is safe where it is. Used by the worker alone.
 */
final class Intake {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	/** So many records are encoded before answers are looked at again. */
	private static final int ENCODE_BATCH = 64;

	private final OverflowPolicy overflowPolicy;

	private final Lanes lanes;

	private final Ledger ledger;

	private final PublishLink link;

	private final RecordPreparation preparation;

	private final Spool spool;

	private final Backlog backlog;

	Intake(OverflowPolicy overflowPolicy, Lanes lanes, Ledger ledger, PublishLink link, RecordPreparation preparation,
			Spool spool, Backlog backlog) {
		this.overflowPolicy = overflowPolicy;
		this.lanes = lanes;
		this.ledger = ledger;
		this.link = link;
		this.preparation = preparation;
		this.spool = spool;
		this.backlog = backlog;
	}

	/**
	 * Take some of what there is.
	 * @param now the time
	 * @param up whether there is a server
	 * @return whether there was anything to take
	 */
	boolean take(long now, boolean up) {
		boolean restored = restore(now, up);
		return prepare() || restored;
	}

	private boolean restore(long now, boolean up) {
		boolean progress = false;
		for (int i = 0; i < ENCODE_BATCH && canRestore(up); i++) {
			SpooledRecord spooled = this.spool.restore();
			if (spooled != null) {
				Outgoing outgoing = this.preparation.restore(spooled, now);
				this.ledger.offered(outgoing.signal());
				this.backlog.add(outgoing);
				progress = true;
			}
		}
		return progress;
	}

	/**
	 * Return whether a record of a process that is gone may be taken.
	 * @param up whether there is a server
	 * @return whether there is one and room for it
	 */
	boolean canRestore(boolean up) {
		return this.spool.hasRestorable() && up && this.backlog.hasRoomForRestored();
	}

	private boolean prepare() {
		boolean progress = false;
		for (int i = 0; i < ENCODE_BATCH; i++) {
			if (this.overflowPolicy == OverflowPolicy.DROP_OLDEST) {
				makeRoom();
			}
			Captured captured = this.lanes.poll(this.backlog.hasRoomForOrdinary(), this.backlog.hasRoomForImportant());
			if (captured == null) {
				return progress;
			}
			progress = true;
			prepare(captured);
		}
		return progress;
	}

	private void prepare(Captured captured) {
		try {
			Outgoing outgoing = this.preparation.prepare(captured, this.link.maxPayloadBytes());
			this.spool.append(outgoing);
			this.backlog.add(outgoing);
		}
		catch (RecordTooLargeException ex) {
			this.ledger.dropped(captured.signal().signal(), DropReason.TOO_LARGE);
		}
		catch (RuntimeException | StackOverflowError | LinkageError | AssertionError ex) {
			notEncodable(captured, ex);
		}
		catch (Error ex) {
			notEncodable(captured, ex);
			throw ex;
		}
	}

	/**
	 * Count a record of which code of the application or of a library could make nothing.
	 * @param captured what was captured
	 * @param cause why
	 */
	private void notEncodable(Captured captured, Throwable cause) {
		this.ledger.dropped(captured.signal().signal(), DropReason.NOT_ENCODABLE);
		logger.debug("A record could not be encoded", cause);
	}

	/**
	 * Return whether there is something that the lanes may give now.
	 * @return whether {@link #take} would take some of it
	 */
	boolean canPrepare() {
		boolean ordinary = !this.lanes.isOrdinaryEmpty() && this.backlog.hasRoomForOrdinary();
		boolean reserved = !this.lanes.isReservedEmpty() && this.backlog.hasRoomForImportant();
		return ordinary || reserved || canMakeRoom();
	}

	private boolean canMakeRoom() {
		return this.overflowPolicy == OverflowPolicy.DROP_OLDEST && isRoomWanted()
				&& this.backlog.hasEvictable(isRoomForImportantWanted());
	}

	private boolean isRoomWanted() {
		return isRoomForImportantWanted() || (!this.lanes.isOrdinaryEmpty() && !this.backlog.hasRoomForOrdinary());
	}

	private boolean isRoomForImportantWanted() {
		return !this.lanes.isReservedEmpty() && !this.backlog.hasRoomForImportant();
	}

	private void makeRoom() {
		while (isRoomWanted()) {
			Outgoing evicted = this.backlog.evict(isRoomForImportantWanted());
			if (evicted == null) {
				return;
			}
			this.spool.settled(evicted);
			this.ledger.dropped(evicted.signal(), DropReason.EVICTED);
		}
	}

}
