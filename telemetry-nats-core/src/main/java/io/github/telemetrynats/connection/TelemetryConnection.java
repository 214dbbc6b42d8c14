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

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to NATS that everything uses: of our own, opened in the background
 * and reconnecting for ever, or the application's. All its threads are daemons. Safe for
 * use by several threads.
 */
public final class TelemetryConnection implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryConnection.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

	/** Runs tasks and listeners; never more than one thread. */
	private final ScheduledThreadPoolExecutor ownThread = new ScheduledThreadPoolExecutor(1,
			JnatsThreads.factory("telemetry-nats-connection"));

	private final AtomicBoolean begun = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final ConnectionStatus status;

	private final ListenerQueue listeners = new ListenerQueue(this::execute);

	private final Edges edges;

	private final Link link;

	private final Duration requestTimeout;

	private TelemetryConnection(String servers, Function<Edges, Link> link, Duration requestTimeout) {
		this.ownThread.setRemoveOnCancelPolicy(true);
		this.ownThread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.status = new ConnectionStatus(servers);
		this.edges = new Edges(this.status, this.listeners);
		this.link = link.apply(this.edges);
		this.requestTimeout = requestTimeout;
	}

	/**
	 * Start connecting in the background, for as long as it takes.
	 * @param settings where and how
	 * @return the connection, at once
	 * @throws RuntimeException if a customizer fails
	 */
	public static TelemetryConnection open(ConnectionSettings settings) {
		TelemetryConnection connection = prepare(settings);
		connection.begin();
		return connection;
	}

	/**
	 * Prepare a connection without connecting, which {@link #begin()} does.
	 * @param settings where and how
	 * @return the connection, which has no threads yet
	 * @throws RuntimeException if a customizer fails
	 */
	public static TelemetryConnection prepare(ConnectionSettings settings) {
		return new TelemetryConnection(settings.toString(), (edges) -> new OwnConnection(settings, edges),
				settings.requestTimeout());
	}

	/**
	 * Use a connection of the application, which is never closed here. Its listeners for
	 * errors and its options are the application's affair: without a reconnect buffer
	 * size of 0, for example, records may wait in two places.
	 * @param existing the application's connection, which may be connected already or
	 * later
	 * @return the connection, at once
	 */
	public static TelemetryConnection using(Connection existing) {
		TelemetryConnection connection = new TelemetryConnection(ServerUrl.toString(existing.getOptions().getServers()),
				(edges) -> new BorrowedConnection(existing, edges), DEFAULT_REQUEST_TIMEOUT);
		connection.begin();
		return connection;
	}

	/**
	 * Start connecting in the background, for as long as it takes. Later calls do
	 * nothing.
	 */
	public void begin() {
		if (!this.begun.compareAndSet(false, true)) {
			return;
		}
		try {
			this.link.start();
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Add a listener. If there is a connection, the listener is told soon, on the
	 * connection's own thread.
	 * @param listener is told of every change from now on
	 */
	public void addListener(ConnectionListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Run a task on the connection's own thread, which may be blocked for requests. Tasks
	 * that are submitted after closing are dropped.
	 * @param task what to do
	 */
	public void execute(Runnable task) {
		schedule(task, Duration.ZERO);
	}

	/**
	 * Run a task on the connection's own thread after a while. Tasks that have not
	 * started when the connection is closed are dropped.
	 * @param task what to do
	 * @param delay how long to wait
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	public void schedule(Runnable task, Duration delay) {
		try {
			this.ownThread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Dropped a task, because the connection is closed");
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.warn("A task on the thread of the NATS connection failed", ex);
		}
	}

	/**
	 * Return the connection, if there is one. Never blocks.
	 * @return the connection or {@code null} while there is none
	 */
	public @Nullable Connection current() {
		return this.edges.current();
	}

	/**
	 * Return what is known now. Never blocks.
	 * @return a snapshot
	 */
	public ConnectionState state() {
		return this.status.state();
	}

	/**
	 * Return how long a request to the server may take.
	 * @return a positive duration
	 */
	public Duration requestTimeout() {
		return this.requestTimeout;
	}

	/**
	 * Close the connection, unless it is the application's, and end the threads.
	 * Listeners are told that there is no connection any more. Takes some milliseconds as
	 * a rule and 2 s at most; with a server that does not answer to the very first
	 * attempt at all, a daemon thread may be left for the rest of the connect timeout.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
		this.edges.close();
		this.ownThread.shutdownNow();
		this.link.close(deadline);
		try {
			if (!this.ownThread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				logger.debug("A task still runs on the thread of the NATS connection");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "TelemetryConnection to " + state().servers();
	}

}
