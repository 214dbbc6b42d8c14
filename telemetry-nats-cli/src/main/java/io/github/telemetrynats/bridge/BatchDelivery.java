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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.telemetrynats.bridge.DeadLetterDelivery.Refusal;
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

	private final DeadLetterDelivery deadLetters;

	private final HeldMessages held;

	private final SignalCounters counters;

	private final SendGate gate;

	private final int requestBytes;

	private final BridgeListener listener;

	private final BridgeListener sparing;

	BatchDelivery(Signal signal, RecordReading reading, OtlpExporter exporter, DeadLetterDelivery deadLetters,
			HeldMessages held, SignalCounters counters, BridgeSettings settings, BridgeListener listener) {
		this.signal = signal;
		this.reading = reading;
		this.exporter = exporter;
		this.deadLetters = deadLetters;
		this.held = held;
		this.counters = counters;
		this.gate = new SendGate(settings.maxBackoff());
		this.requestBytes = settings.batchBytes();
		this.listener = listener;
		this.sparing = new SparingListener(listener, Duration.ofSeconds(1));
	}

	/** Wait until the backend takes something. */
	void awaitBackend() throws InterruptedException, StoppedException {
		this.gate.await();
	}

	boolean isFailing() {
		return this.gate.isFailing() || this.deadLetters.isFailing();
	}

	void close() {
		this.gate.close();
		this.deadLetters.close();
	}

	/**
	 * Deliver messages; all of them are acknowledged when this returns.
	 * @param deliveries the messages
	 * @throws StoppedException if the bridge is closing
	 */
	void deliver(List<Delivery> deliveries) throws InterruptedException, StoppedException {
		List<Item> items = new ArrayList<>(deliveries.size());
		List<Refusal> refusals = new ArrayList<>();
		for (Delivery delivery : deliveries) {
			try {
				items.add(new Item(delivery, this.reading.read(delivery)));
			}
			catch (RuntimeException ex) {
				refusals.add(new Refusal(delivery, String.valueOf(ex.getMessage()), 0));
			}
		}
		int begin = 0;
		while (begin < items.size()) {
			int end = endOfRequest(items, begin);
			send(items.subList(begin, end), refusals);
			begin = end;
		}
		// Last, as what is good need not wait for a place for the rest
		for (Refusal refusal : refusals) {
			this.deadLetters.deliver(refusal);
		}
	}

	// A request has a record at least, however large it is. What is read at once may be
	// more
	// than a request may have, since the server must be asked for its largest message
	private int endOfRequest(List<Item> items, int begin) {
		int end = begin;
		long bytes = 0;
		do {
			bytes += items.get(end).bytes();
			end++;
		}
		while (end < items.size() && bytes + items.get(end).bytes() <= this.requestBytes);
		return end;
	}

	private void send(List<Item> items, List<Refusal> refusals) throws InterruptedException, StoppedException {
		byte[] body;
		try {
			body = this.exporter.encode(OtlpRequests.request(this.signal, records(items)));
		}
		catch (RuntimeException ex) {
			refused(items, "it cannot be written as OTLP: " + ex, 0, refusals);
			return;
		}
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
					refused(items, answer.shown(), answer.status(), refusals);
					return;
				}
				default -> failed(ticket, answer);
			}
		}
	}

	private void accepted(List<Item> items, ExportAnswer answer) throws InterruptedException {
		this.held.ack(deliveries(items));
		this.counters.sent.add(items.size());
		if (answer.rejected() > 0) {
			this.counters.rejected.add(answer.rejected());
		}
		if (answer.rejected() > 0 || !answer.text().isEmpty()) {
			this.sparing
				.tell(this.signal.token() + ": the backend took a request of " + items.size() + " records without "
						+ answer.rejected() + ": " + (answer.text().isEmpty() ? "it does not say why" : answer.text()));
		}
	}

	private void refused(List<Item> items, String reason, int status, List<Refusal> refusals)
			throws InterruptedException, StoppedException {
		if (items.size() == 1) {
			refusals.add(new Refusal(items.get(0).delivery(), reason, status));
			return;
		}
		int middle = items.size() / 2;
		send(items.subList(0, middle), refusals);
		send(items.subList(middle, items.size()), refusals);
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

	private void tell(String message) {
		this.listener.tell(this.signal.token() + ": " + message);
	}

	private static List<OtlpRecord> records(List<Item> items) {
		List<OtlpRecord> records = new ArrayList<>(items.size());
		for (Item item : items) {
			records.add(item.record());
		}
		return records;
	}

	private static List<Delivery> deliveries(List<Item> items) {
		List<Delivery> deliveries = new ArrayList<>(items.size());
		for (Item item : items) {
			deliveries.add(item.delivery());
		}
		return deliveries;
	}

	private record Item(Delivery delivery, OtlpRecord record) {

		private long bytes() {
			return this.delivery.message().consumeByteCount();
		}

	}

}
