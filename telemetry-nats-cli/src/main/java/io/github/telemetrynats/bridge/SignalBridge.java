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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;

import io.github.telemetrynats.bridge.export.OtlpExporter;
import io.github.telemetrynats.bridge.mapping.RecordMapping;
import io.github.telemetrynats.record.Signal;

/**
 * Reads one signal and has it delivered: one thread reads, and no more than can be on the
 * way at once.
 */
final class SignalBridge {

	private static final Duration FAULT_DELAY = Duration.ofSeconds(5);

	private final Signal signal;

	private final BridgeSettings settings;

	private final HeldMessages held = new HeldMessages();

	private final SignalCounters counters = new SignalCounters();

	private final RecordMapping mapping;

	private final BatchDelivery delivery;

	private final BridgeListener listener;

	private final ConsumerReading reading;

	private final Semaphore permits;

	private final ExecutorService workers;

	private final Thread reader;

	private final CountDownLatch finished = new CountDownLatch(1);

	private volatile boolean closing;

	SignalBridge(Signal signal, Connection connection, BridgeSettings settings, OtlpExporter exporter, String run,
			DeadLetters deadLetters, BridgeListener listener)
			throws IOException, JetStreamApiException, BridgeException {
		this.signal = signal;
		this.settings = settings;
		this.listener = listener;
		this.mapping = new RecordMapping(settings.temporality(), settings.observations(), settings.maxSeries());
		this.delivery = new BatchDelivery(signal, new RecordReading(signal, this.mapping), exporter,
				new DeadLetterDelivery(signal, deadLetters, this.held, this.counters, settings.maxBackoff(), listener),
				this.held, this.counters, settings, listener);
		this.reading = new ConsumerReading(signal, connection, settings, run, this.held, this.counters, listener);
		int requests = settings.requestsInFlight(signal);
		this.permits = new Semaphore(requests);
		this.workers = Executors.newFixedThreadPool(requests, (task) -> thread(task, "sender"));
		this.reader = thread(this::read, "reader");
	}

	void start() {
		this.reader.start();
	}

	boolean awaitEnd(Duration timeout) throws InterruptedException {
		return this.finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	Duration ackWait() {
		return this.reading.ackWait();
	}

	void signOfLife() {
		this.held.signOfLife(ackWait().dividedBy(3));
	}

	/** Ask the server how much there is left to read. */
	void refreshLag() {
		this.reading.refresh();
	}

	SignalStats stats() {
		return new SignalStats(this.signal, this.counters.sent.sum(), this.counters.requests.sum(),
				this.counters.retries.sum(), this.counters.deadLetters.sum(), this.counters.rejected.sum(),
				this.counters.lag.get(), this.held.size(), this.held.oldest(),
				this.delivery.isFailing() || this.reading.isFailing(), this.mapping.series(),
				this.mapping.forgottenSeries());
	}

	/** Read nothing more. */
	void stopReading() {
		this.closing = true;
		this.reading.close();
	}

	// Finish what is on the way, and give the rest back
	int close(Duration timeout) throws InterruptedException {
		stopReading();
		if (this.delivery.isFailing()) {
			this.delivery.close();
		}
		// The reader ends when all senders have
		if (!this.finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
			this.delivery.close();
			this.reader.interrupt();
		}
		this.workers.shutdownNow();
		this.reading.end();
		int returned = this.held.giveAllBack();
		if (this.settings.replay()) {
			try {
				this.reading.delete();
			}
			catch (IOException | JetStreamApiException | IllegalStateException ex) {
				// The server removes it by itself after some minutes
			}
		}
		return returned;
	}

	private void read() {
		try {
			readAll();
		}
		catch (InterruptedException | StoppedException ex) {
			// Closing
		}
		try {
			if (this.reading.isAhead()) {
				this.reading.drain();
				this.permits.release();
			}
			// What is on the way is finished first
			this.permits.acquire(this.settings.requestsInFlight(this.signal));
		}
		catch (InterruptedException ex) {
			// The time for closing is over
		}
		finally {
			this.finished.countDown();
		}
	}

	private void readAll() throws InterruptedException, StoppedException {
		while (!this.closing && !this.reading.isAtEnd()) {
			// What was asked for has its permit already, and is read even if the backend
			// is
			// away: it would be delivered again otherwise
			if (!this.reading.isAhead()) {
				this.delivery.awaitBackend();
				this.permits.acquire();
			}
			boolean handedOver = false;
			try {
				List<Delivery> batch = this.reading.next(this.permits::tryAcquire);
				if (!batch.isEmpty() && !this.closing) {
					this.workers.execute(() -> deliver(batch));
					handedOver = true;
				}
			}
			finally {
				if (!handedOver) {
					this.permits.release();
				}
			}
		}
	}

	private void deliver(List<Delivery> deliveries) {
		try {
			this.delivery.deliver(deliveries);
		}
		catch (InterruptedException | StoppedException ex) {
			// Given back when nothing more is read: before, the server would deliver it
			// here again
		}
		catch (RuntimeException | Error ex) {
			tell("a batch is given back to the stream because of a fault of the bridge: " + ex);
			deliveries.forEach((delivery) -> this.held.giveBack(delivery, FAULT_DELAY));
		}
		finally {
			this.permits.release();
		}
	}

	private Thread thread(Runnable task, String role) {
		Thread thread = new Thread(task, "otlp-bridge-" + this.signal.token() + '-' + role);
		thread.setDaemon(true);
		return thread;
	}

	private void tell(String message) {
		this.listener.tell(this.signal.token() + ": " + message);
	}

}
