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
import java.util.ArrayList;
import java.util.List;

import io.nats.client.JetStreamApiException;
import io.nats.client.Message;

import io.github.telemetrynats.bridge.export.ExportAnswer;
import io.github.telemetrynats.bridge.export.OtlpExporter;
import io.github.telemetrynats.bridge.mapping.OtlpRecord;
import io.github.telemetrynats.bridge.mapping.OtlpRequests;
import io.github.telemetrynats.record.Signal;

/**
 * Brings batches of one signal to the backend, and acknowledges what is there. What the
 * backend refuses is halved until the record is found that it is about. Safe for use by
 * several threads, each with a batch of its own.
 */
final class BatchDelivery {

	private final Signal signal;

	private final RecordReading reading;

	private final OtlpExporter exporter;

	private final DeadLetters deadLetters;

	private final HeldMessages held;

	private final SignalCounters counters;

	private final SendGate gate;

	private final SendGate deadLetterGate;

	private final BridgeListener listener;

	BatchDelivery(Signal signal, RecordReading reading, OtlpExporter exporter, DeadLetters deadLetters,
			HeldMessages held, SignalCounters counters, BridgeSettings settings, BridgeListener listener) {
		this.signal = signal;
		this.reading = reading;
		this.exporter = exporter;
		this.deadLetters = deadLetters;
		this.held = held;
		this.counters = counters;
		this.gate = new SendGate(settings.maxBackoff());
		this.deadLetterGate = new SendGate(settings.maxBackoff());
		this.listener = listener;
	}

	/** Wait until the backend takes something. */
	void awaitBackend() throws InterruptedException, StoppedException {
		this.gate.await();
	}

	boolean isFailing() {
		return this.gate.isFailing() || this.deadLetterGate.isFailing();
	}

	void close() {
		this.gate.close();
		this.deadLetterGate.close();
	}

	/**
	 * Deliver messages; all of them are acknowledged when this returns.
	 * @param messages the messages
	 * @throws StoppedException if the bridge is closing
	 */
	void deliver(List<Message> messages) throws InterruptedException, StoppedException {
		List<Item> items = new ArrayList<>(messages.size());
		for (Message message : messages) {
			try {
				items.add(new Item(message, this.reading.read(message)));
			}
			catch (RuntimeException ex) {
				bury(message, String.valueOf(ex.getMessage()), 0);
			}
		}
		if (!items.isEmpty()) {
			send(items);
		}
	}

	private void send(List<Item> items) throws InterruptedException, StoppedException {
		byte[] body = this.exporter
			.encode(OtlpRequests.request(this.signal, items.stream().map(Item::record).toList()));
		while (true) {
			long ticket = this.gate.await();
			ExportAnswer answer = this.exporter.send(body);
			this.counters.requests.increment();
			switch (answer.outcome()) {
				case ACCEPTED -> {
					answered();
					accepted(items, answer);
					return;
				}
				case REFUSED -> {
					answered();
					refused(items, answer);
					return;
				}
				default -> failed(ticket, answer);
			}
		}
	}

	private void accepted(List<Item> items, ExportAnswer answer) {
		items.forEach((item) -> this.held.ack(item.message()));
		this.counters.sent.add(items.size());
		if (answer.rejected() > 0) {
			this.counters.rejected.add(answer.rejected());
		}
		if (answer.rejected() > 0 || !answer.text().isEmpty()) {
			tell("the backend took a request of " + items.size() + " records without " + answer.rejected() + ": "
					+ (answer.text().isEmpty() ? "it does not say why" : answer.text()));
		}
	}

	private void refused(List<Item> items, ExportAnswer answer) throws InterruptedException, StoppedException {
		if (items.size() == 1) {
			bury(items.get(0).message(), answer.shown(), answer.status());
			return;
		}
		int middle = items.size() / 2;
		send(items.subList(0, middle));
		send(items.subList(middle, items.size()));
	}

	private void failed(long ticket, ExportAnswer answer) {
		this.counters.retries.increment();
		if (this.gate.failed(ticket, answer.retryAfter())) {
			boolean ours = answer.outcome() == ExportAnswer.Outcome.MISCONFIGURED;
			tell(this.exporter.target().shown() + " takes nothing: " + answer.shown()
					+ (ours ? "; check the endpoint and its headers" : "")
					+ ". Records wait in the stream; trying again");
		}
	}

	private void answered() {
		if (this.gate.succeeded()) {
			tell(this.exporter.target().shown() + " takes records again");
		}
	}

	// Put a record where it can be looked at; without that, it stays where it is
	private void bury(Message message, String reason, int status) throws InterruptedException, StoppedException {
		while (true) {
			long ticket = this.deadLetterGate.await();
			try {
				this.deadLetters.store(this.signal, message, reason, status);
				this.held.ack(message);
				this.deadLetterGate.succeeded();
				this.counters.deadLetters.increment();
				tell("the record with sequence " + message.metaData().streamSequence() + " on " + message.getSubject()
						+ " is a dead letter now: " + reason);
				return;
			}
			catch (IOException | JetStreamApiException | IllegalStateException ex) {
				if (this.deadLetterGate.failed(ticket, null)) {
					tell("a dead letter cannot be stored: " + ex.getMessage()
							+ ". It waits in the stream; trying again");
				}
			}
		}
	}

	private void tell(String message) {
		this.listener.tell(this.signal.token() + ": " + message);
	}

	private record Item(Message message, OtlpRecord record) {

	}

}
