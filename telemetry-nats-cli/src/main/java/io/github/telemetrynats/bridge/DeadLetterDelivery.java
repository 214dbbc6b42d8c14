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

package io.github.telemetrynats.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.nats.client.JetStreamApiException;

import io.github.telemetrynats.record.Signal;

/**
 * Puts the records of one signal that no backend takes where they can be looked at, and
 * acknowledges them. As long as there is no such place, they stay where they are. Safe
 * for use by several threads.
 */
final class DeadLetterDelivery {

	private final Signal signal;

	private final DeadLetters deadLetters;

	private final HeldMessages held;

	private final SignalCounters counters;

	private final SendGate gate;

	private final BridgeListener listener;

	private final BridgeListener sparing;

	DeadLetterDelivery(Signal signal, DeadLetters deadLetters, HeldMessages held, SignalCounters counters,
			Duration maxBackoff, BridgeListener listener) {
		this.signal = signal;
		this.deadLetters = deadLetters;
		this.held = held;
		this.counters = counters;
		this.gate = new SendGate(maxBackoff);
		this.listener = listener;
		// All records of a stream can be refused
		this.sparing = new SparingListener(listener, Duration.ofSeconds(1));
	}

	boolean isFailing() {
		return this.gate.isFailing();
	}

	void close() {
		this.gate.close();
	}

	/**
	 * Store a record and acknowledge it.
	 * @param refusal the record, and why no backend takes it
	 * @throws StoppedException if the bridge is closing
	 */
	void deliver(Refusal refusal) throws InterruptedException, StoppedException {
		while (true) {
			long ticket = this.gate.await();
			try {
				this.deadLetters.store(this.signal, refusal.delivery(), refusal.reason(), refusal.status());
				this.gate.succeeded();
				this.held.ack(List.of(refusal.delivery()));
				this.counters.deadLetters.increment();
				Delivery delivery = refusal.delivery();
				this.sparing.tell(this.signal.token() + ": the record with sequence " + delivery.sequence() + " on "
						+ this.deadLetters.subject(delivery.message()) + " is a dead letter now: " + refusal.reason());
				return;
			}
			catch (IOException | JetStreamApiException | IllegalStateException ex) {
				if (this.gate.failed(ticket, null)) {
					this.listener.tell(this.signal.token() + ": a dead letter cannot be stored: " + ex.getMessage()
							+ ". It waits in the stream; trying again");
				}
			}
		}
	}

	/**
	 * A record that is not taken.
	 *
	 * @param delivery the record
	 * @param reason what the backend says, or what is wrong with it
	 * @param status the backend's HTTP status, or 0
	 */
	record Refusal(Delivery delivery, String reason, int status) {

	}

}
