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
import java.util.function.BooleanSupplier;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;

import io.github.telemetrynats.record.Signal;

/**
 * Reads batches of one signal. While one comes in, the next can be asked for, so that the
 * server need not wait for us. Of one thread, except where it says otherwise.
 */
final class ConsumerReading {

	private static final Duration GRACE = Duration.ofSeconds(1);

	private final Signal signal;

	private final Connection connection;

	private final BridgeSettings settings;

	private final ConsumerSource source;

	private final HeldMessages held;

	private final SignalCounters counters;

	private final SendGate gate;

	private final BridgeListener listener;

	private final Duration ackWait;

	private final PullSubscription subscription;

	private boolean ahead;

	private boolean full;

	private boolean empty;

	private long target;

	private volatile long lastRead;

	private volatile long acknowledged;

	ConsumerReading(Signal signal, Connection connection, BridgeSettings settings, String run, HeldMessages held,
			SignalCounters counters, BridgeListener listener)
			throws IOException, JetStreamApiException, BridgeException {
		this.signal = signal;
		this.connection = connection;
		this.settings = settings;
		this.held = held;
		this.counters = counters;
		this.listener = listener;
		this.gate = new SendGate(settings.maxBackoff());
		this.source = new ConsumerSource(connection, settings, signal, run);
		Duration configured = this.source.open(0).getConsumerConfiguration().getAckWait();
		this.ackWait = (configured != null) ? configured : settings.ackWait();
		this.subscription = this.source.subscribe();
		this.target = settings.once() ? this.source.last() : Long.MAX_VALUE;
	}

	// How long the server waits for a sign of life; a consumer that was there keeps its
	// own
	Duration ackWait() {
		return this.ackWait;
	}

	// For any thread
	boolean isFailing() {
		return this.gate.isFailing();
	}

	// For any thread: read nothing more
	void close() {
		this.gate.close();
	}

	void delete() throws IOException, JetStreamApiException {
		this.source.delete();
	}

	// For any thread: ask the server how much there is left to read
	void refresh() {
		long before = this.lastRead;
		try {
			ConsumerInfo info = this.source.find();
			if (info != null) {
				this.acknowledged = info.getAckFloor().getStreamSequence();
				if (this.lastRead == before) {
					this.counters.lag.set(info.getNumPending());
				}
			}
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			// As it was; that there is no connection is told elsewhere
		}
	}

	// Whether a batch was asked for that was not read yet
	boolean isAhead() {
		return this.ahead;
	}

	/**
	 * Read a batch: as many messages as come in time.
	 * @param another whether one more batch may be asked for meanwhile
	 * @return the messages that are to be sent; all of them are held
	 * @throws StoppedException if nothing more is read
	 */
	List<Delivery> next(BooleanSupplier another) throws InterruptedException, StoppedException {
		long ticket = this.gate.await();
		List<Delivery> batch = new ArrayList<>();
		try {
			if (this.gate.isFailing()) {
				this.source.open(nextUnacknowledged());
			}
			if (!this.ahead) {
				ask();
			}
			this.ahead = false;
			read(batch, another);
			if (batch.isEmpty()) {
				requireConsumer();
			}
			if (this.gate.succeeded()) {
				tell("the stream can be read again");
			}
		}
		catch (IOException | JetStreamApiException | BridgeException | IllegalStateException ex) {
			if (this.gate.failed(ticket, null)) {
				tell("the stream cannot be read: " + ex.getMessage() + "; trying again");
			}
		}
		return batch;
	}

	// Asked of a consumer that is not there, the server sends nothing, just as one that
	// has
	// nothing to send
	private void requireConsumer() throws IOException, JetStreamApiException, BridgeException {
		if (this.connection.getStatus() != Connection.Status.CONNECTED) {
			throw new IllegalStateException("no connection to the server");
		}
		if (this.source.find() == null) {
			this.source.open(nextUnacknowledged());
			tell("the consumer was removed, and is made again where it was");
		}
	}

	// Take what was asked for, so that it can be given back
	void drain() throws InterruptedException {
		if (this.ahead) {
			this.ahead = false;
			try {
				read(new ArrayList<>(), () -> false);
			}
			catch (IllegalStateException ex) {
				// The server takes it back by itself
			}
		}
	}

	// For any thread, when nothing is read any more
	void end() {
		this.subscription.close();
	}

	private void ask() {
		// A message that is larger than what is asked for would never come
		long bytes = Math.max(this.settings.batchBytes(), 2 * this.connection.getMaxPayload());
		this.subscription.ask(this.settings.batchRecords(), bytes, this.settings.flush());
	}

	// The server says when no more comes, unless it has sent all that it was asked for
	private void read(List<Delivery> batch, BooleanSupplier another) throws InterruptedException {
		long deadline = System.nanoTime() + this.settings.flush().plus(GRACE).toNanos();
		int count = 0;
		try {
			Message message = this.subscription.next(deadline);
			while (message != null) {
				// From now on the server is told that we have it, even if the batch takes
				// its time
				Delivery delivery = Delivery.of(message);
				if (isWanted(delivery) && this.held.take(delivery)) {
					batch.add(delivery);
				}
				this.lastRead = Math.max(this.lastRead, delivery.sequence());
				this.counters.lag.set(delivery.pending());
				count++;
				if (count == this.settings.batchRecords() / 2 && this.lastRead < this.target
						&& another.getAsBoolean()) {
					this.ahead = true;
					ask();
				}
				message = (count < this.settings.batchRecords()) ? this.subscription.next(deadline) : null;
			}
		}
		finally {
			this.full = count >= this.settings.batchRecords();
			this.empty = count == 0;
		}
	}

	// Where a consumer begins that was removed. What it had sent may never have arrived
	// here; what has, and is done, is not sent again
	private long nextUnacknowledged() {
		long lowest = this.held.lowest();
		return Math.max(1, Math.min((lowest > 0) ? lowest : this.lastRead + 1, this.acknowledged + 1));
	}

	private boolean isWanted(Delivery delivery) {
		Instant until = this.settings.until();
		if (until != null && delivery.stored().isAfter(until)) {
			this.target = Math.min(this.target, delivery.sequence());
			// The consumer is of this run alone
			delivery.message().ack();
			return false;
		}
		return true;
	}

	/**
	 * Return whether all that was there at the start has been read and acknowledged, by
	 * whomever. What comes in meanwhile may be sent as well, but is not waited for. That
	 * nothing is pending only counts after nothing has come: the server stores a message
	 * a moment before it counts it.
	 * @return whether reading is at its end
	 */
	boolean isAtEnd() {
		if (this.target == Long.MAX_VALUE || isAhead() || (this.full && this.lastRead < this.target)) {
			return false;
		}
		try {
			ConsumerInfo info = this.source.find();
			return info != null && (info.getAckFloor().getStreamSequence() >= this.target
					|| (this.empty && info.getNumPending() == 0 && info.getNumAckPending() == 0));
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			return false;
		}
	}

	private void tell(String message) {
		this.listener.tell(this.signal.token() + ": " + message);
	}

}
