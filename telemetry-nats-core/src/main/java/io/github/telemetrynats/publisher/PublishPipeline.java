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

import java.util.concurrent.TimeUnit;

import io.github.telemetrynats.publisher.PublishLink.Handover;

/**
 * The way of a record from its lane to its confirmation, as one step that is taken again
 * and again: hear the answers, encode, send. It alone touches backlog and window, so
 * nothing here needs a lock; what others see is what it writes to {@link WorkerGauges}
 * and to the ledger. Used by the worker alone; time comes from outside.
 */
final class PublishPipeline {

	static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final PublisherSettings settings;

	private final Lanes lanes;

	private final PublishEvents events;

	private final PublishLink link;

	private final RecordPreparation preparation;

	private final DropNotice dropNotice;

	private final RefusalNotice refusalNotice;

	private final Spool spool;

	private final Backlog backlog;

	private final Intake intake;

	private final Window window;

	private final Backoff backoff;

	private final DuplicateGuard guard;

	private final Settlement settlement;

	private final AckHandler ackHandler;

	private final WorkerGauges gauges = new WorkerGauges();

	private int seenLosses;

	private boolean seenUp;

	private long lastTick;

	PublishPipeline(PublisherSettings settings, Lanes lanes, Ledger ledger, PublishEvents events, PublishLink link,
			RecordPreparation preparation, PublishedStream stream, DropNotice dropNotice, RefusalNotice refusalNotice,
			Spool spool) {
		this.settings = settings;
		this.lanes = lanes;
		this.events = events;
		this.link = link;
		this.preparation = preparation;
		this.dropNotice = dropNotice;
		this.refusalNotice = refusalNotice;
		this.spool = spool;
		this.backlog = new Backlog(settings.bufferBytes(), settings.reservedBufferPercent());
		this.intake = new Intake(settings.overflowPolicy(), lanes, ledger, link, preparation, spool, this.backlog);
		this.window = new Window(settings.window());
		this.backoff = new Backoff(settings.backoffInitial(), settings.backoffMax());
		this.guard = new DuplicateGuard(link);
		this.settlement = new Settlement(ledger, this.window, this.backlog, spool);
		this.ackHandler = new AckHandler(this.window, this.backoff, this.guard, this.settlement, stream, refusalNotice,
				this.gauges);
	}

	boolean step(long now) {
		boolean progress = hearLink(now);
		for (Answer answer = this.link.pollAnswer(); answer != null; answer = this.link.pollAnswer()) {
			this.ackHandler.hear(answer, now);
			progress = true;
		}
		StoredIds found = this.events.pollStoredIds();
		if (found != null) {
			this.ackHandler.hear(found, now);
			progress = true;
		}
		if (now - this.lastTick >= TICK_NANOS) {
			this.lastTick = now;
			tick(now);
		}
		progress |= this.intake.take(now, this.seenUp);
		progress |= send(now);
		this.gauges.update(this.backlog.bytes(), this.window.occupied());
		this.gauges.taking(this.seenUp && !this.backoff.isActive());
		return progress;
	}

	private boolean hearLink(long now) {
		boolean up = this.events.isUp();
		int losses = this.events.losses();
		boolean changed = losses != this.seenLosses || up != this.seenUp;
		if (losses != this.seenLosses) {
			this.window.forEach((outgoing) -> {
				this.window.unanswered(outgoing);
				outgoing.keepBack();
			});
			this.guard.forget();
		}
		if (up && changed) {
			this.backoff.reset();
		}
		long located = this.events.pollStreamSequence();
		if (located >= 0) {
			this.ackHandler.located(located, now);
		}
		this.seenLosses = losses;
		this.seenUp = up;
		return changed || located >= 0;
	}

	private void tick(long now) {
		long timeout = this.settings.ackTimeout().toNanos();
		long[] oldest = { this.backlog.oldestCapturedNanos(now) };
		this.window.forEach((outgoing) -> {
			if (outgoing.isAwaiting() && now - outgoing.sentNanos() > timeout) {
				this.window.unanswered(outgoing);
				this.backoff.failed(now);
				this.refusalNotice.refused(now, "it does not answer");
			}
			if (outgoing.capturedNanos() - oldest[0] < 0) {
				oldest[0] = outgoing.capturedNanos();
			}
		});
		this.gauges.oldest(oldest[0], oldest[0] != now);
		this.dropNotice.check(now);
	}

	private boolean send(long now) {
		boolean progress = false;
		while (canSend(now)) {
			Outgoing outgoing = this.window.pollResend();
			if (outgoing == null) {
				outgoing = this.window.hasFree() ? this.backlog.poll() : null;
				if (outgoing == null) {
					break;
				}
				this.window.occupy(outgoing);
			}
			if (fits(outgoing) && this.guard.passes(outgoing)) {
				progress |= send(outgoing, now);
			}
		}
		this.guard.lookUp(now);
		return progress;
	}

	private boolean canSend(long now) {
		int limit = this.backoff.isActive() ? 1 : this.window.size();
		return this.events.isUp() && !this.backoff.isWaiting(now) && this.window.awaiting() < limit;
	}

	private boolean send(Outgoing outgoing, long now) {
		this.spool.sending(outgoing, this.ackHandler.lastSequence());
		Handover handover = handOver(outgoing, now);
		switch (handover) {
			case SENT -> {
				if (outgoing.attempts() > 0) {
					this.gauges.retried();
				}
				this.window.sent(outgoing, now, this.ackHandler.lastSequence());
			}
			case NOT_NOW -> {
				this.window.sendLater(outgoing);
				this.backoff.failed(now);
			}
			case NEVER -> this.settlement.dropped(outgoing, DropReason.REJECTED);
		}
		return handover != Handover.NOT_NOW;
	}

	private Handover handOver(Outgoing outgoing, long now) {
		try {
			return this.link.send(outgoing, this.window.generation(outgoing.slot()));
		}
		catch (Error ex) {
			// It may be on its way: what no answer comes for is looked up
			this.window.sent(outgoing, now, this.ackHandler.lastSequence());
			throw ex;
		}
	}

	private boolean fits(Outgoing outgoing) {
		if (outgoing.payloadBytes() <= this.link.maxPayloadBytes()) {
			return true;
		}
		this.backlog.release(outgoing);
		try {
			this.preparation.shorten(outgoing, this.link.maxPayloadBytes());
			this.backlog.retain(outgoing);
			return true;
		}
		catch (RuntimeException ex) {
			this.backlog.retain(outgoing);
			this.settlement.dropped(outgoing, DropReason.TOO_LARGE);
			return false;
		}
		catch (Error ex) {
			this.backlog.retain(outgoing);
			this.window.sendLater(outgoing);
			throw ex;
		}
	}

	private boolean hasSendable() {
		return this.window.hasResend() || (this.window.hasFree() && !this.backlog.isEmpty());
	}

	/**
	 * Return whether answers may come, for which nobody wakes the worker.
	 * @return whether to wait for them
	 */
	boolean awaitsAnswers() {
		return this.window.awaiting() > 0;
	}

	void awaitAnswer(long nanos) {
		this.link.awaitAnswer(nanos);
	}

	/**
	 * Return whether what is captured meanwhile may wait for a while.
	 * @return not if the lanes fill up, nor if there is a spool: what waits here would be
	 * lost with the process, what is encoded would not
	 */
	boolean isPatient() {
		return this.settings.spool() == null && !this.lanes.isFilling();
	}

	boolean hasUnsent() {
		return !this.backlog.isEmpty() || this.window.occupied() > this.window.awaiting();
	}

	/**
	 * Return whether a step would do nothing.
	 * @param now the time
	 * @return whether to wait for something to happen
	 */
	boolean isIdle(long now) {
		boolean nothingToHear = this.events.isEmpty() && this.events.losses() == this.seenLosses
				&& this.events.isUp() == this.seenUp;
		boolean nothingToTake = !this.intake.canRestore(this.seenUp) && !this.intake.canPrepare();
		return nothingToHear && nothingToTake && !(hasSendable() && canSend(now));
	}

	/**
	 * Return how long a step is not needed if nothing happens.
	 * @param now the time
	 * @param most the longest answer, in nanoseconds
	 * @return nanoseconds
	 */
	long quietNanos(long now, long most) {
		if (this.backoff.isWaiting(now)) {
			return Math.min(TICK_NANOS, this.backoff.remainingNanos(now));
		}
		boolean watching = this.window.occupied() > 0 || this.dropNotice.isActive() || hasUnsent();
		return watching ? TICK_NANOS : most;
	}

	boolean isSettled() {
		return this.lanes.isEmpty() && this.backlog.isEmpty() && this.window.occupied() == 0
				&& !this.spool.hasRestorable();
	}

	WorkerGauges gauges() {
		return this.gauges;
	}

	/**
	 * Settle what is left when the time to close is over.
	 */
	void abandon() {
		this.settlement.abandon(this.lanes);
		this.gauges.update(this.backlog.bytes(), this.window.occupied());
		this.gauges.oldest(0, false);
	}

}
