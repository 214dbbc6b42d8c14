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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.Subscription;
import io.nats.client.support.Status;
import org.jspecify.annotations.Nullable;

/**
 * Receives what is asked of a pull consumer, for as long as the bridge runs: what comes
 * late is still received, and not only when the ack wait is over. Not one of jnats'
 * JetStream subscriptions, which take every message's subject apart. Of one thread,
 * except for {@link #close()}.
 */
final class PullSubscription implements AutoCloseable {

	private static final int CONFLICT = 409;

	/** The server sends no more of what it was asked for. */
	private static final Set<Integer> ENDS = Set.of(404, 408, 503);

	/** The same, among what has the status {@value #CONFLICT}. */
	private static final Set<String> CONFLICTS_THAT_END = Set.of("batch completed", "leadership change",
			"message size exceeds maxbytes");

	private final Connection connection;

	private final String requests;

	private final String inbox;

	private final Subscription subscription;

	PullSubscription(Connection connection, String stream, String consumer) {
		this.connection = connection;
		this.requests = "$JS.API.CONSUMER.MSG.NEXT." + stream + '.' + consumer;
		this.inbox = connection.createInbox();
		this.subscription = connection.subscribe(this.inbox);
		// No more comes than is asked for
		this.subscription.setPendingLimits(0, 0);
	}

	/**
	 * Ask for messages.
	 * @param records how many at the most
	 * @param bytes how many bytes of them at the most
	 * @param expiresIn how long the server may wait for them
	 * @throws IllegalStateException if there is no connection to write to
	 */
	void ask(int records, long bytes, Duration expiresIn) {
		this.connection.publish(this.requests, this.inbox,
				PullRequestOptions.builder(records).maxBytes(bytes).expiresIn(expiresIn).build().serialize());
	}

	/**
	 * Return the next message.
	 * @param deadline until when to wait for it, in terms of {@link System#nanoTime()}
	 * @return the message, or {@code null} if there is none in time, or the server says
	 * that there is none
	 * @throws IllegalStateException if the server refuses what it was asked for, or the
	 * subscription is closed
	 */
	@Nullable Message next(long deadline) throws InterruptedException {
		while (true) {
			long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			Message message = (millis > 0) ? this.subscription.nextMessage(millis) : null;
			if (message == null || !message.isStatusMessage()) {
				return message;
			}
			if (isEnd(message.getStatus())) {
				return null;
			}
		}
	}

	// Whether nothing more comes, and not only a hint on the way
	private static boolean isEnd(Status status) {
		String text = String.valueOf(status.getMessage()).toLowerCase(Locale.ROOT);
		if (ENDS.contains(status.getCode()) || (status.getCode() == CONFLICT && CONFLICTS_THAT_END.contains(text))) {
			return true;
		}
		if (status.isHeartbeat() || text.startsWith("exceeded max") || text.equals("server shutdown")) {
			return false;
		}
		throw new IllegalStateException("the server says " + status.getCode() + ' ' + status.getMessage());
	}

	@Override
	public void close() {
		try {
			this.subscription.unsubscribe();
		}
		catch (IllegalStateException ex) {
			// The connection is closed
		}
	}

}
