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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.ReplayPolicy;
import io.nats.client.api.StreamState;

/**
 * Reads a stream from some message to what is its end at the time of the call, with an
 * ephemeral pull consumer. Subjects are filtered here: a consumer with a filter leaves
 * messages out on nats-server 2.9 when others before them have been deleted.
 */
final class StreamReader {

	private static final int STREAM_NOT_FOUND = 10059;

	private static final int SERVICE_UNAVAILABLE = 503;

	private static final int BATCH = 2_000;

	private static final Duration SILENCE = Duration.ofMillis(250);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Connection connection;

	private final String stream;

	StreamReader(Connection connection, String stream) {
		this.connection = connection;
		this.stream = stream;
	}

	/**
	 * Read messages. What a cluster is asked during an election is never answered, and a
	 * consumer may be with a server whose copy of the stream is behind, which is why it
	 * is tried again for a while.
	 * @param from the first stream sequence of interest
	 * @return the messages in the stream's order, none if the stream doesn't exist
	 */
	List<StoredMessage> read(long from) {
		return read((state) -> from);
	}

	/**
	 * Read the end of the stream.
	 * @param window how many sequences are of interest
	 * @return the messages in the stream's order, none if the stream doesn't exist
	 */
	List<StoredMessage> readNewest(int window) {
		return read((state) -> Math.max(state.getLastSequence() - window + 1, 1));
	}

	private List<StoredMessage> read(ToLongFunction<StreamState> begin) {
		AtomicReference<List<StoredMessage>> messages = new AtomicReference<>();
		AtomicReference<IOException> unanswered = new AtomicReference<>();
		Waiting.until(() -> {
			try {
				messages.set(readOnce(begin));
				return true;
			}
			catch (IOException ex) {
				unanswered.set(ex);
				return this.connection.getStatus() != Connection.Status.CONNECTED;
			}
		}, PATIENCE);
		List<StoredMessage> read = messages.get();
		if (read == null) {
			throw new UncheckedIOException("The stream '" + this.stream + "' cannot be read", unanswered.get());
		}
		return read;
	}

	private List<StoredMessage> readOnce(ToLongFunction<StreamState> begin) throws IOException {
		try {
			StreamState state = state();
			long from = begin.applyAsLong(state);
			boolean isEmpty = state.getMsgCount() == 0 || state.getLastSequence() < from;
			return isEmpty ? List.of() : read(from, state.getLastSequence());
		}
		catch (JetStreamApiException ex) {
			if (ex.getApiErrorCode() == STREAM_NOT_FOUND) {
				return List.of();
			}
			if (ex.getErrorCode() == SERVICE_UNAVAILABLE) {
				// Such as while a cluster has no leader
				throw new IOException(ex);
			}
			throw new IllegalStateException("The stream '" + this.stream + "' cannot be read: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while reading the stream '" + this.stream + "'", ex);
		}
	}

	private StreamState state() throws IOException, JetStreamApiException {
		return this.connection.jetStreamManagement().getStreamInfo(this.stream).getStreamState();
	}

	private List<StoredMessage> read(long from, long last)
			throws IOException, JetStreamApiException, InterruptedException {
		List<StoredMessage> messages = new ArrayList<>();
		JetStreamSubscription subscription = subscribe(from);
		try {
			long deadline = System.nanoTime() + TIMEOUT.toNanos();
			int requested = 0;
			while (true) {
				if (requested <= BATCH / 2) {
					subscription.pull(PullRequestOptions.builder(BATCH).expiresIn(TIMEOUT).build());
					requested += BATCH;
				}
				Message message = subscription.nextMessage(SILENCE);
				if (message == null) {
					if (subscription.getConsumerInfo().getNumPending() == 0) {
						requireComplete(messages, from, last);
						return messages;
					}
					requireEarlierThan(deadline);
				}
				else if (!message.isJetStream()) {
					// A status: what was requested will not come
					requested = 0;
				}
				else {
					deadline = System.nanoTime() + TIMEOUT.toNanos();
					requested--;
					requireDelivery(message, messages.size() + 1L);
					long sequence = message.metaData().streamSequence();
					if (sequence <= last) {
						messages.add(StoredMessage.of(message));
					}
					if (sequence >= last) {
						return messages;
					}
				}
			}
		}
		finally {
			subscription.unsubscribe();
		}
	}

	private JetStreamSubscription subscribe(long from) throws IOException, JetStreamApiException {
		ConsumerConfiguration.Builder configuration = ConsumerConfiguration.builder()
			.ackPolicy(AckPolicy.None)
			.replayPolicy(ReplayPolicy.Instant)
			.memStorage(true)
			.numReplicas(1)
			.inactiveThreshold(TIMEOUT);
		if (from > 1) {
			configuration.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(from);
		}
		return this.connection.jetStream()
			.subscribe(null,
					PullSubscribeOptions.builder().stream(this.stream).configuration(configuration.build()).build());
	}

	private static void requireDelivery(Message message, long expected) {
		long delivered = message.metaData().consumerSequence();
		if (delivered != expected) {
			throw new IllegalStateException(
					"Expected delivery " + expected + " of the stream's consumer but got " + delivered);
		}
	}

	/**
	 * The server has no more, though not up to the last message: the others must have
	 * been deleted.
	 * @param messages what was read
	 * @param from the first stream sequence that was asked for
	 * @param last the last one
	 */
	private void requireComplete(List<StoredMessage> messages, long from, long last)
			throws IOException, JetStreamApiException {
		StreamState now = state();
		long there = now.getMsgCount() - (now.getLastSequence() - last);
		if (from <= 1 && messages.size() < there) {
			throw new IOException("The stream '" + this.stream + "' has at least " + there
					+ " messages, but its server delivers only " + messages.size());
		}
	}

	private void requireEarlierThan(long deadline) {
		if (System.nanoTime() - deadline > 0) {
			throw new IllegalStateException("Nothing of the stream '" + this.stream + "' arrived for "
					+ TIMEOUT.toSeconds() + " s, although there is more");
		}
	}

}
