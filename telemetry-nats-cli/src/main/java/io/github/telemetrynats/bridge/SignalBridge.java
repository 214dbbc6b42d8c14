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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.bridge.export.OtlpExporter;
import io.github.telemetrynats.bridge.mapping.RecordMapping;
import io.github.telemetrynats.record.Signal;

/**
 * Reads one signal and has it delivered: one thread reads, and no more than can be on the
 * way at once.
 */
final class SignalBridge {

	private final Signal signal;

	private final Connection connection;

	private final BridgeSettings settings;

	private final ConsumerSource source;

	private final HeldMessages held = new HeldMessages();

	private final SignalCounters counters = new SignalCounters();

	private final RecordMapping mapping;

	private final BatchDelivery delivery;

	private final BridgeListener listener;

	private final SendGate readGate;

	private final Semaphore permits;

	private final ExecutorService workers;

	private final Thread reader;

	private final CountDownLatch finished = new CountDownLatch(1);

	private volatile boolean closing;

	private final Duration ackWait;

	private ConsumerContext consumer;

	private long target;

	private long lastRead;

	SignalBridge(Signal signal, Connection connection, BridgeSettings settings, OtlpExporter exporter, String run,
			DeadLetters deadLetters, BridgeListener listener)
			throws IOException, JetStreamApiException, BridgeException {
		this.signal = signal;
		this.connection = connection;
		this.settings = settings;
		this.listener = listener;
		this.mapping = new RecordMapping(settings.temporality(), settings.observations(), settings.maxSeries());
		this.delivery = new BatchDelivery(signal, new RecordReading(signal, this.mapping), exporter, deadLetters,
				this.held, this.counters, settings, listener);
		this.readGate = new SendGate(settings.maxBackoff());
		int requests = settings.requestsInFlight(signal);
		this.permits = new Semaphore(requests);
		this.workers = Executors.newFixedThreadPool(requests, (task) -> thread(task, "sender"));
		this.reader = thread(this::read, "reader");
		this.source = new ConsumerSource(connection, settings, signal, run);
		this.consumer = this.source.open(0);
		Duration configured = this.consumer.getCachedConsumerInfo().getConsumerConfiguration().getAckWait();
		this.ackWait = (configured != null) ? configured : settings.ackWait();
		this.target = settings.once()
				? connection.jetStreamManagement().getStreamInfo(settings.stream()).getStreamState().getLastSequence()
				: Long.MAX_VALUE;
	}

	void start() {
		this.reader.start();
	}

	boolean awaitEnd(Duration timeout) throws InterruptedException {
		return this.finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	// How long the server waits for a sign of life; a consumer that was there keeps its
	// own
	Duration ackWait() {
		return this.ackWait;
	}

	void signOfLife() {
		this.held.signOfLife(this.ackWait.dividedBy(3));
	}

	/** Ask the server how much there is left to read. */
	void refreshLag() {
		try {
			ConsumerInfo info = this.source.find();
			if (info != null) {
				this.counters.lag.set(info.getNumPending());
			}
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			// As it was; that there is no connection is told elsewhere
		}
	}

	SignalStats stats() {
		return new SignalStats(this.signal, this.counters.sent.sum(), this.counters.requests.sum(),
				this.counters.retries.sum(), this.counters.deadLetters.sum(), this.counters.rejected.sum(),
				this.counters.lag.get(), this.held.size(), this.held.oldest(),
				this.delivery.isFailing() || this.readGate.isFailing(), this.mapping.series(),
				this.mapping.forgottenSeries());
	}

	/** Read nothing more. */
	void stopReading() {
		this.closing = true;
		this.readGate.close();
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
		int returned = this.held.giveAllBack();
		if (this.settings.replay()) {
			try {
				this.source.delete();
			}
			catch (IOException | JetStreamApiException | IllegalStateException ex) {
				// The server removes it by itself after some minutes
			}
		}
		return returned;
	}

	private void read() {
		try {
			while (!this.closing && !isAtEnd()) {
				this.delivery.awaitBackend();
				this.permits.acquire();
				boolean handedOver = false;
				try {
					handedOver = readBatch();
				}
				finally {
					if (!handedOver) {
						this.permits.release();
					}
				}
			}
			this.permits.acquire(this.settings.requestsInFlight(this.signal));
		}
		catch (InterruptedException | StoppedException ex) {
			// Closing
		}
		finally {
			this.finished.countDown();
		}
	}

	private boolean readBatch() throws InterruptedException, StoppedException {
		long ticket = this.readGate.await();
		List<Message> batch = new ArrayList<>();
		try {
			fetch(batch);
			if (this.readGate.succeeded()) {
				tell("the stream can be read again");
			}
		}
		catch (IOException | JetStreamApiException | JetStreamStatusCheckedException | BridgeException
				| IllegalStateException ex) {
			if (this.readGate.failed(ticket, null)) {
				tell("the stream cannot be read: " + ex.getMessage() + "; trying again");
			}
		}
		if (batch.isEmpty() || this.closing) {
			return false;
		}
		this.workers.execute(() -> deliver(batch));
		return true;
	}

	private void fetch(List<Message> batch) throws IOException, JetStreamApiException, JetStreamStatusCheckedException,
			InterruptedException, BridgeException {
		if (this.readGate.isFailing()) {
			long lowest = this.held.lowest();
			this.consumer = this.source.open((lowest > 0) ? lowest : this.lastRead + 1);
		}
		// A message that is larger than what is asked for would never come
		long bytes = Math.max(this.settings.batchBytes(), 2 * this.connection.getMaxPayload());
		FetchConsumeOptions options = FetchConsumeOptions.builder()
			.max((int) Math.min(Integer.MAX_VALUE, bytes), this.settings.batchRecords())
			.expiresIn(this.settings.flush().toMillis())
			.build();
		try (FetchConsumer fetched = this.consumer.fetch(options)) {
			Message message = fetched.nextMessage();
			while (message != null) {
				// From now on the server is told that we have it, even if the batch takes
				// its time
				if (isWanted(message) && this.held.take(message)) {
					batch.add(message);
				}
				this.lastRead = Math.max(this.lastRead, message.metaData().streamSequence());
				this.counters.lag.set(message.metaData().pendingCount());
				message = fetched.nextMessage();
			}
		}
		catch (IOException | JetStreamApiException | JetStreamStatusCheckedException | InterruptedException
				| RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		if (batch.isEmpty() && this.connection.getStatus() != Connection.Status.CONNECTED) {
			throw new IllegalStateException("no connection to the server");
		}
	}

	private boolean isWanted(Message message) {
		Instant until = this.settings.until();
		if (until != null && message.metaData().timestamp().toInstant().isAfter(until)) {
			this.target = Math.min(this.target, message.metaData().streamSequence());
			return false;
		}
		return true;
	}

	private void deliver(List<Message> messages) {
		try {
			this.delivery.deliver(messages);
		}
		catch (InterruptedException | StoppedException ex) {
			// Given back when nothing more is read: before, the server would deliver it
			// here again
		}
		catch (RuntimeException ex) {
			tell("a batch is given back to the stream because of a fault of the bridge: " + ex);
			messages.forEach(this.held::giveBack);
		}
		finally {
			this.permits.release();
		}
	}

	// Whether all that was there at the start has been read and acknowledged, by whomever
	private boolean isAtEnd() {
		if (this.target == Long.MAX_VALUE || this.held.size() > 0) {
			return false;
		}
		if (this.settings.until() != null && this.lastRead >= this.target) {
			return true;
		}
		try {
			@Nullable ConsumerInfo info = this.source.find();
			return info != null && info.getNumAckPending() == 0
					&& (info.getNumPending() == 0 || info.getDelivered().getStreamSequence() >= this.target);
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			return false;
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
