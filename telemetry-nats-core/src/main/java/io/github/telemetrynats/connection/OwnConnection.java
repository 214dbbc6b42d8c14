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

package io.github.telemetrynats.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own, made in the background. jnats reconnects by itself, but gives
 * up for good when a server refuses the credentials twice; then a new one is opened.
 */
final class OwnConnection implements Link, JnatsEvents.Outcome {

	private final ConnectionSettings settings;

	private final Edges edges;

	private final Redactor redactor;

	private final JnatsThreads threads = new JnatsThreads();

	private final ReconnectDelay delay;

	private volatile boolean refused;

	private @Nullable Attempt attempt;

	private boolean closed;

	OwnConnection(ConnectionSettings settings, Edges edges) {
		this.settings = settings;
		this.edges = edges;
		this.redactor = new Redactor(settings);
		this.delay = new ReconnectDelay(settings, () -> this.refused);
		this.attempt = new Attempt();
	}

	@Override
	public synchronized void start() {
		if (!this.closed) {
			Attempt attempt = (this.attempt != null) ? this.attempt : new Attempt();
			this.attempt = attempt;
			attempt.task = this.threads.io().submit(attempt);
		}
	}

	private synchronized void startAgain(JnatsEvents events) {
		if (!this.closed && this.attempt != null && this.attempt.events == events) {
			this.attempt = null;
			this.threads.schedule(this::startAgain, this.delay.next());
		}
	}

	private void startAgain() {
		try {
			start();
		}
		catch (RuntimeException ex) {
			// A customizer that fails now did not fail the first time
			this.edges.down(Failure.of(ex, this.redactor));
			this.threads.schedule(this::startAgain, this.delay.next());
		}
	}

	@Override
	public void connected() {
		this.refused = false;
		this.delay.reset();
	}

	@Override
	public void failed(Failure failure) {
		this.refused = failure.refused();
	}

	@Override
	public void closed(JnatsEvents events) {
		if (this.edges.current() != null) {
			this.edges.down(Failure.UNKNOWN);
		}
		startAgain(events);
	}

	@Override
	public void close(long deadline) {
		Attempt attempt;
		synchronized (this) {
			this.closed = true;
			attempt = this.attempt;
		}
		if (attempt != null) {
			attempt.close(deadline);
		}
		this.threads.close(deadline);
	}

	/**
	 * The life of one connection of jnats.
	 */
	private final class Attempt implements Runnable {

		private final JnatsEvents events = new JnatsEvents(OwnConnection.this.edges, OwnConnection.this.redactor,
				OwnConnection.this);

		private final NamedServerPool servers = new NamedServerPool(OwnConnection.this.settings.servers());

		private final Options options = JnatsOptions.create(OwnConnection.this.settings, this.events,
				OwnConnection.this.threads, OwnConnection.this.delay, this.servers);

		private @Nullable Future<?> task;

		@Override
		public void run() {
			try {
				Nats.connectReconnectOnConnect(this.options);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (IOException | RuntimeException | LinkageError ex) {
				failed(Failure.of(ex, OwnConnection.this.redactor));
				OwnConnection.this.edges.down(Failure.of(ex, OwnConnection.this.redactor));
				startAgain(this.events);
			}
		}

		private void close(long deadline) {
			this.servers.stop();
			Future<?> connecting = this.task;
			Connection connection = this.events.connection();
			if (connection == null && connecting != null) {
				// jnats has not shown it yet: wakes it up unless it waits for a socket
				connecting.cancel(true);
				return;
			}
			if (connection == null) {
				return;
			}
			Future<?> closing = OwnConnection.this.threads.io().submit(() -> {
				connection.close();
				return null;
			});
			try {
				// Some time must be left for the threads to end
				long nanos = deadline - System.nanoTime() - Duration.ofMillis(200).toNanos();
				closing.get(nanos, TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException ex) {
				// Its threads are ended all the same
			}
		}

	}

}
