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
import java.util.function.LongSupplier;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one connection of jnats tells, on its one thread for that, and finds out why
 * it failed. jnats repeats itself with every attempt; nothing is logged here.
 */
final class JnatsEvents implements ConnectionListener, ErrorListener {

	/**
	 * How long before the end of a connection, or of an attempt, its reason may be heard.
	 * jnats also tells exceptions that end nothing.
	 */
	private static final Duration REASON_VALIDITY = Duration.ofSeconds(10);

	private final Edges edges;

	private final Redactor redactor;

	private final Outcome outcome;

	private final LongSupplier nanoTime;

	private @Nullable ConnectionListener otherConnectionListener;

	private @Nullable ErrorListener otherErrorListener;

	private volatile @Nullable Connection connection;

	private volatile @Nullable Reason reason;

	JnatsEvents(Edges edges, Redactor redactor, Outcome outcome) {
		this(edges, redactor, outcome, System::nanoTime);
	}

	JnatsEvents(Edges edges, Redactor redactor, Outcome outcome, LongSupplier nanoTime) {
		this.edges = edges;
		this.redactor = redactor;
		this.outcome = outcome;
		this.nanoTime = nanoTime;
	}

	/**
	 * Tell the application's listeners too.
	 * @param connectionListener the application's, or {@code null}
	 * @param errorListener the application's, or {@code null}
	 */
	void alsoTell(@Nullable ConnectionListener connectionListener, @Nullable ErrorListener errorListener) {
		this.otherConnectionListener = (connectionListener != this) ? connectionListener : null;
		this.otherErrorListener = (errorListener != this) ? errorListener : null;
	}

	/**
	 * Return the connection, as soon as jnats has shown it.
	 * @return the connection or {@code null}
	 */
	@Nullable Connection connection() {
		return this.connection;
	}

	@Override
	@SuppressWarnings("deprecation")
	public void connectionEvent(Connection connection, Events type) {
		connectionEvent(connection, type, System.currentTimeMillis(), null);
	}

	@Override
	public void connectionEvent(Connection connection, Events type, Long time, @Nullable String uri) {
		this.connection = connection;
		switch (type) {
			case CONNECTED, RESUBSCRIBED -> connected(connection);
			case DISCONNECTED -> disconnected();
			case CLOSED -> {
				// Follows a reason that was told, unless there is one still
				if (reason() != null) {
					disconnected();
				}
				this.outcome.closed(this);
			}
			default -> {
				// A reconnect counts once its subscriptions are back
			}
		}
		ConnectionListener other = this.otherConnectionListener;
		if (other != null) {
			other.connectionEvent(connection, type, time, uri);
		}
	}

	private void connected(Connection connection) {
		if (connection.getStatus() == Connection.Status.CONNECTED) {
			this.reason = null;
			this.outcome.connected();
			this.edges.up(connection);
		}
	}

	private void disconnected() {
		Failure reason = reason();
		this.reason = null;
		this.outcome.failed((reason != null) ? reason : Failure.UNKNOWN);
		this.edges.down((reason != null) ? reason : Failure.UNKNOWN);
	}

	private @Nullable Failure reason() {
		Reason heard = this.reason;
		return (heard != null && this.nanoTime.getAsLong() - heard.nanoTime() <= REASON_VALIDITY.toNanos())
				? heard.failure() : null;
	}

	private void reason(Failure failure) {
		this.reason = new Reason(failure, this.nanoTime.getAsLong());
	}

	@Override
	public void errorOccurred(Connection connection, String error) {
		Failure failure = Failure.of(error, this.redactor);
		String permission = MissingPermission.of(error);
		if (permission != null) {
			this.edges.notPermitted(permission, failure);
		}
		else if (MissingPermission.isMeant(error) || (this.edges.current() != null && !failure.refused())) {
			// The connection stands
			this.edges.noted(failure);
		}
		else {
			reason(failure);
		}
		ErrorListener other = this.otherErrorListener;
		if (other != null) {
			other.errorOccurred(connection, error);
		}
	}

	@Override
	public void exceptionOccurred(Connection connection, Exception exception) {
		// What follows from a refusal, or from the first exception, says less
		if (reason() == null) {
			reason(Failure.of(exception, this.redactor));
		}
		ErrorListener other = this.otherErrorListener;
		if (other != null) {
			other.exceptionOccurred(connection, exception);
		}
	}

	@Override
	public void slowConsumerDetected(Connection connection, Consumer consumer) {
		ErrorListener other = this.otherErrorListener;
		if (other != null) {
			other.slowConsumerDetected(connection, consumer);
		}
	}

	@Override
	public void messageDiscarded(Connection connection, Message message) {
		ErrorListener other = this.otherErrorListener;
		if (other != null) {
			other.messageDiscarded(connection, message);
		}
	}

	@Override
	public void socketWriteTimeout(Connection connection) {
		reason(new Failure("the server takes no data", false));
		ErrorListener other = this.otherErrorListener;
		if (other != null) {
			other.socketWriteTimeout(connection);
		}
	}

	/**
	 * What may be why there is no connection.
	 *
	 * @param failure what went wrong
	 * @param nanoTime when that was heard
	 */
	private record Reason(Failure failure, long nanoTime) {

	}

	/**
	 * Who opened the connection.
	 */
	interface Outcome {

		/**
		 * There is a connection.
		 */
		void connected();

		/**
		 * There is none.
		 * @param failure why
		 */
		void failed(Failure failure);

		/**
		 * Jnats gave up, or was closed.
		 * @param events the events of that connection
		 */
		void closed(JnatsEvents events);

	}

}
