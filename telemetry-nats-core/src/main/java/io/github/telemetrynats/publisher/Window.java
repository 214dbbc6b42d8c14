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

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The records that were sent and are not settled. Each keeps its slot, and so its reply
 * subject, through all its attempts: whichever attempt is answered, the answer finds it.
 * A slot's generation changes with every record, so that an answer that comes late or
 * twice never settles the next one. Used by the worker alone.
 */
final class Window {

	// Who was tried least often comes first: a record that fails again and again must not
	// stand in the way of those that would succeed.
	private static final Comparator<Outgoing> RESEND_ORDER = Window::compareForResending;

	private final @Nullable Outgoing[] slots;

	private final int[] generations;

	private final int[] free;

	private final PriorityQueue<Outgoing> resend = new PriorityQueue<>(RESEND_ORDER);

	private int freeCount;

	private int awaiting;

	Window(int size) {
		this.slots = new Outgoing[size];
		this.generations = new int[size];
		this.free = new int[size];
		for (int i = 0; i < size; i++) {
			this.free[i] = size - 1 - i;
		}
		this.freeCount = size;
	}

	private static int compareForResending(Outgoing one, Outgoing other) {
		int attempts = Integer.compare(one.attempts(), other.attempts());
		return (attempts != 0) ? attempts : Long.compare(one.order(), other.order());
	}

	int size() {
		return this.slots.length;
	}

	boolean hasFree() {
		return this.freeCount > 0;
	}

	int occupied() {
		return this.slots.length - this.freeCount;
	}

	/**
	 * Return how many answers may still come.
	 * @return the number of records that were sent and not given up
	 */
	int awaiting() {
		return this.awaiting;
	}

	int generation(int slot) {
		return this.generations[slot];
	}

	void occupy(Outgoing outgoing) {
		int slot = this.free[--this.freeCount];
		this.slots[slot] = outgoing;
		outgoing.occupies(slot);
	}

	void sent(Outgoing outgoing, long now, long lastSequence) {
		outgoing.sent(now, lastSequence);
		this.awaiting++;
	}

	/**
	 * Find the record that an answer is about.
	 * @param answer the answer
	 * @return the record, or {@code null} if it was settled before
	 */
	@Nullable Outgoing find(Answer answer) {
		boolean known = answer.slot() >= 0 && answer.slot() < this.slots.length
				&& this.generations[answer.slot()] == answer.generation();
		return known ? this.slots[answer.slot()] : null;
	}

	/**
	 * Have a record sent again that the server has refused.
	 * @param outgoing the record
	 */
	void refused(Outgoing outgoing) {
		if (outgoing.isAwaiting()) {
			outgoing.refused();
			this.awaiting--;
			this.resend.add(outgoing);
		}
	}

	/**
	 * Have a record sent again that the server may or may not have stored.
	 * @param outgoing the record
	 */
	void unanswered(Outgoing outgoing) {
		if (outgoing.isAwaiting()) {
			outgoing.unanswered();
			this.awaiting--;
			this.resend.add(outgoing);
		}
	}

	/**
	 * Have a record sent that could not be handed over, or was kept back.
	 * @param outgoing a record that awaits no answer
	 */
	void sendLater(Outgoing outgoing) {
		this.resend.add(outgoing);
	}

	boolean hasResend() {
		return !this.resend.isEmpty();
	}

	@Nullable Outgoing pollResend() {
		Outgoing outgoing = this.resend.poll();
		while (outgoing != null && outgoing.isSettled()) {
			outgoing = this.resend.poll();
		}
		return outgoing;
	}

	void settle(Outgoing outgoing) {
		if (outgoing.isAwaiting()) {
			this.awaiting--;
		}
		outgoing.settle();
		int slot = outgoing.slot();
		this.slots[slot] = null;
		this.generations[slot]++;
		this.free[this.freeCount++] = slot;
	}

	void forEach(Consumer<Outgoing> action) {
		for (Outgoing outgoing : this.slots) {
			if (outgoing != null) {
				action.accept(outgoing);
			}
		}
	}

}
