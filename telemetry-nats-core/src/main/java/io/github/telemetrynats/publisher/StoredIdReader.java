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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.MessageGetRequest;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.StoredIds.Outcome;

/**
 * Reads which of some ids the messages have that a stream holds after a sequence, headers
 * only, with an ordered consumer that leaves nothing behind. If the stream has replicas,
 * its leader has the last word. Bounded in time and in count; keeps no ids but those.
 * Blocks.
 */
final class StoredIdReader {

	private static final String GET_MESSAGE = "$JS.API.STREAM.MSG.GET.";

	private static final int STREAM_NOT_FOUND = 10059;

	private static final int NO_MESSAGE_FOUND = 10037;

	static final int MAX_MESSAGES = 500_000;

	static final Duration MAX_TIME = Duration.ofSeconds(10);

	private static final Duration NEXT_TIMEOUT = Duration.ofSeconds(2);

	/**
	 * How long a leader is given to apply what its predecessor had replicated: until then
	 * its stream ends before records that are as good as stored.
	 */
	private static final Duration SUCCESSION = Duration.ofMillis(500);

	/** How many requests are on their way to the leader at once. */
	private static final int CHUNK = 64;

	private final Connection connection;

	private final String stream;

	private final Set<String> wanted;

	StoredIdReader(Connection connection, String stream, Set<String> wanted) {
		this.connection = connection;
		this.stream = stream;
		this.wanted = wanted;
	}

	/**
	 * Read which of the wanted ids are there.
	 * @param afterSequence the sequence before the first that matters
	 * @param filter which subjects matter
	 * @return what was found, or that it failed
	 */
	StoredIds read(long afterSequence, String filter) {
		try {
			StreamInfo info = streamInfo();
			String leader = leader(info);
			boolean replicated = leader != null;
			if (replicated) {
				TimeUnit.NANOSECONDS.sleep(SUCCESSION.toNanos());
				info = streamInfo();
			}
			StreamState state = info.getStreamState();
			// Only a stream that was made anew ends before a sequence that was reached
			long after = (state.getLastSequence() < afterSequence) ? 0 : afterSequence;
			boolean gone = state.getFirstSequence() > after + 1;
			Map<String, Long> found = new HashMap<>();
			long last = replicated ? lastOfLeader(filter) : state.getLastSequence();
			boolean all = read(found, Math.max(after + 1, state.getFirstSequence()), last, replicated, filter);
			if (replicated) {
				requireAtLeader(found);
				if (!Objects.equals(leader, leader(streamInfo()))) {
					throw new IOException("The stream has got another leader meanwhile");
				}
			}
			return new StoredIds((all && !gone) ? Outcome.COMPLETE : Outcome.INCOMPLETE, found.keySet());
		}
		catch (JetStreamApiException ex) {
			boolean noStream = ex.getApiErrorCode() == STREAM_NOT_FOUND;
			return noStream ? new StoredIds(Outcome.INCOMPLETE, Set.of()) : StoredIds.failed();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return StoredIds.failed();
		}
		catch (IOException | RuntimeException ex) {
			// Whatever it is, the worker waits for an answer
			return StoredIds.failed();
		}
	}

	private StreamInfo streamInfo() throws IOException, JetStreamApiException {
		return this.connection.jetStreamManagement().getStreamInfo(this.stream);
	}

	private static @Nullable String leader(StreamInfo info) {
		ClusterInfo cluster = info.getClusterInfo();
		boolean replicated = cluster != null && cluster.getReplicas() != null && !cluster.getReplicas().isEmpty();
		return replicated ? String.valueOf(cluster.getLeader()) : null;
	}

	/**
	 * Return up to where must be read if the stream has replicas. The consumer may be
	 * with a server whose copy is behind, and which does not know that there is more; so
	 * the stream's leader is asked for the last message of ours, and by the one request
	 * that no other server may answer, whatever the stream allows.
	 * @param filter which subjects matter
	 * @return a sequence, or 0 if there is no message of ours
	 */
	private long lastOfLeader(String filter) throws IOException, JetStreamApiException, InterruptedException {
		Message answer = this.connection.request(GET_MESSAGE + this.stream,
				MessageGetRequest.lastForSubject(filter).serialize(), NEXT_TIMEOUT);
		if (answer == null) {
			throw new IOException("No answer within " + NEXT_TIMEOUT);
		}
		MessageInfo last = new MessageInfo(answer, this.stream, false);
		if (!last.hasError()) {
			return last.getSeq();
		}
		if (last.getApiErrorCode() == NO_MESSAGE_FOUND) {
			return 0;
		}
		throw new JetStreamApiException(last.getErrorObject());
	}

	/**
	 * Require that the leader has what was found elsewhere. A server that has just come
	 * back may still hold, and deliver, what the others know nothing of and what it gives
	 * up as soon as it has heard of them.
	 * @param found the ids and where they were found
	 */
	private void requireAtLeader(Map<String, Long> found) throws IOException, InterruptedException {
		Iterator<Map.Entry<String, Long>> entries = found.entrySet().iterator();
		while (entries.hasNext()) {
			Map<String, CompletableFuture<Message>> answers = new HashMap<>();
			while (entries.hasNext() && answers.size() < CHUNK) {
				Map.Entry<String, Long> entry = entries.next();
				answers.put(entry.getKey(), this.connection.requestWithTimeout(GET_MESSAGE + this.stream,
						MessageGetRequest.forSequence(entry.getValue()).serialize(), NEXT_TIMEOUT));
			}
			for (Map.Entry<String, CompletableFuture<Message>> answer : answers.entrySet()) {
				requireAtLeader(answer.getKey(), answer.getValue());
			}
		}
	}

	private void requireAtLeader(String id, CompletableFuture<Message> answer)
			throws IOException, InterruptedException {
		try {
			MessageInfo message = new MessageInfo(answer.get(), this.stream, false);
			if (message.hasError() || message.getHeaders() == null
					|| !id.equals(message.getHeaders().getFirst("Nats-Msg-Id"))) {
				throw new IOException("The leader does not have what another server of the stream delivers");
			}
		}
		catch (ExecutionException | CancellationException ex) {
			throw new IOException("No answer of the stream's leader", ex);
		}
	}

	private boolean read(Map<String, Long> found, long start, long last, boolean replicated, String filter)
			throws IOException, JetStreamApiException, InterruptedException {
		if (start > last) {
			return true;
		}
		PushSubscribeOptions options = PushSubscribeOptions.builder()
			.stream(this.stream)
			.ordered(true)
			.configuration(ConsumerConfiguration.builder()
				.deliverPolicy(DeliverPolicy.ByStartSequence)
				.startSequence(start)
				.headersOnly(true)
				.build())
			.build();
		JetStreamSubscription subscription = this.connection.jetStream().subscribe(filter, options);
		try {
			if (!replicated && subscription.getConsumerInfo().getNumPending() == 0
					&& subscription.getConsumerInfo().getDelivered().getConsumerSequence() == 0) {
				return true;
			}
			return read(found, last, replicated, subscription);
		}
		finally {
			subscription.unsubscribe();
		}
	}

	private boolean read(Map<String, Long> found, long last, boolean replicated, JetStreamSubscription subscription)
			throws InterruptedException, IOException {
		long deadline = System.nanoTime() + MAX_TIME.toNanos();
		for (int i = 0; i < MAX_MESSAGES && System.nanoTime() - deadline < 0; i++) {
			Message message = subscription.nextMessage(NEXT_TIMEOUT);
			if (message == null) {
				throw new IOException("No message within " + NEXT_TIMEOUT);
			}
			String id = id(message);
			if (id != null && this.wanted.contains(id)) {
				found.put(id, message.metaData().streamSequence());
			}
			boolean end = !replicated && message.metaData().pendingCount() == 0;
			if (end || found.size() == this.wanted.size() || message.metaData().streamSequence() >= last) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String id(Message message) {
		return message.hasHeaders() ? message.getHeaders().getFirst("Nats-Msg-Id") : null;
	}

}
