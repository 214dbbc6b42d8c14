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
import java.util.HashSet;
import java.util.Set;

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
 * only, with an ordered consumer that leaves nothing behind. Bounded in time and in
 * count; keeps no ids but those. Blocks.
 */
final class StoredIdReader {

	private static final String GET_MESSAGE = "$JS.API.STREAM.MSG.GET.";

	private static final int STREAM_NOT_FOUND = 10059;

	private static final int NO_MESSAGE_FOUND = 10037;

	static final int MAX_MESSAGES = 500_000;

	static final Duration MAX_TIME = Duration.ofSeconds(10);

	private static final Duration NEXT_TIMEOUT = Duration.ofSeconds(2);

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
			StreamInfo info = this.connection.jetStreamManagement().getStreamInfo(this.stream);
			StreamState state = info.getStreamState();
			boolean replicated = isReplicated(info);
			// Only a stream that was made anew ends before a sequence that was reached
			long after = (state.getLastSequence() < afterSequence) ? 0 : afterSequence;
			boolean gone = state.getFirstSequence() > after + 1;
			Set<String> ids = new HashSet<>();
			long last = replicated ? lastOfLeader(filter) : state.getLastSequence();
			boolean all = read(ids, Math.max(after + 1, state.getFirstSequence()), last, replicated, filter);
			return new StoredIds((all && !gone) ? Outcome.COMPLETE : Outcome.INCOMPLETE, ids);
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

	private static boolean isReplicated(StreamInfo info) {
		ClusterInfo cluster = info.getClusterInfo();
		return cluster != null && cluster.getReplicas() != null && !cluster.getReplicas().isEmpty();
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

	private boolean read(Set<String> ids, long start, long last, boolean replicated, String filter)
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
			return read(ids, last, replicated, subscription);
		}
		finally {
			subscription.unsubscribe();
		}
	}

	private boolean read(Set<String> ids, long last, boolean replicated, JetStreamSubscription subscription)
			throws InterruptedException, IOException {
		long deadline = System.nanoTime() + MAX_TIME.toNanos();
		for (int i = 0; i < MAX_MESSAGES && System.nanoTime() - deadline < 0; i++) {
			Message message = subscription.nextMessage(NEXT_TIMEOUT);
			if (message == null) {
				throw new IOException("No message within " + NEXT_TIMEOUT);
			}
			String id = id(message);
			if (id != null && this.wanted.contains(id)) {
				ids.add(id);
			}
			boolean end = !replicated && message.metaData().pendingCount() == 0;
			if (end || ids.size() == this.wanted.size() || message.metaData().streamSequence() >= last) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String id(Message message) {
		return message.hasHeaders() ? message.getHeaders().getFirst("Nats-Msg-Id") : null;
	}

}
