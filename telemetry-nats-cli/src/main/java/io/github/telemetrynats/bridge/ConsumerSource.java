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
import java.time.ZoneOffset;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Signal;

/**
 * The consumer of a signal: durable, except when a range is sent again. One that is there
 * keeps its position.
 */
final class ConsumerSource {

	private static final int CONSUMER_NOT_FOUND = 10014;

	private static final int MESSAGE_NOT_FOUND = 10037;

	private static final long MAX_ACK_PENDING = 100_000;

	private static final Duration REPLAY_INACTIVE = Duration.ofMinutes(5);

	private final Connection connection;

	private final BridgeSettings settings;

	private final Signal signal;

	private final String name;

	ConsumerSource(Connection connection, BridgeSettings settings, Signal signal, String run) {
		this.connection = connection;
		this.settings = settings;
		this.signal = signal;
		this.name = (settings.replay() ? settings.durable() + "-replay-" + run : settings.durable()) + '-'
				+ signal.token();
	}

	String name() {
		return this.name;
	}

	/**
	 * Create the consumer unless it is there.
	 * @param next where it goes on if it was there before, or 0 if it was not
	 * @return what the server says of it
	 */
	ConsumerInfo open(long next) throws IOException, JetStreamApiException, BridgeException {
		ConsumerInfo info = find();
		if (info == null) {
			return this.connection.jetStreamManagement()
				.addOrUpdateConsumer(this.settings.stream(), configuration(next));
		}
		check(info.getConsumerConfiguration());
		return info;
	}

	/**
	 * Subscribe to what is asked of the consumer.
	 * @return a subscription, for as long as the bridge runs
	 */
	PullSubscription subscribe() {
		return new PullSubscription(this.connection, this.settings.stream(), this.name);
	}

	@Nullable ConsumerInfo find() throws IOException, JetStreamApiException {
		try {
			return this.connection.jetStreamManagement().getConsumerInfo(this.settings.stream(), this.name);
		}
		catch (JetStreamApiException ex) {
			if (ex.getApiErrorCode() == CONSUMER_NOT_FOUND) {
				return null;
			}
			throw ex;
		}
	}

	void delete() throws IOException, JetStreamApiException {
		this.connection.jetStreamManagement().deleteConsumer(this.settings.stream(), this.name);
	}

	// Without a number the server takes 1,000, which is less than two requests. This one
	// is
	// enough for dozens of bridges that share the consumer
	private long maxAckPending() {
		return Math.max(MAX_ACK_PENDING,
				4L * this.settings.batchRecords() * this.settings.requestsInFlight(this.signal));
	}

	private ConsumerConfiguration configuration(long next) throws IOException, JetStreamApiException {
		ConsumerConfiguration.Builder builder = ConsumerConfiguration.builder()
			.name(this.name)
			.description("Forwards " + this.signal.token() + " as OTLP")
			.filterSubject(this.settings.filter(this.signal))
			.ackPolicy(AckPolicy.Explicit)
			.ackWait(this.settings.ackWait())
			.maxDeliver(-1)
			.maxAckPending(maxAckPending());
		if (this.settings.replay()) {
			builder.inactiveThreshold(REPLAY_INACTIVE);
		}
		else {
			builder.durable(this.name);
		}
		StartPosition from = this.settings.from();
		if (next > 0 && next <= lastSequence() + 1) {
			builder.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(next);
		}
		else if (next > 0 || (!from.fresh() && from.time() == null)) {
			builder.deliverPolicy(DeliverPolicy.All);
		}
		else if (from.time() != null) {
			builder.deliverPolicy(DeliverPolicy.ByStartTime).startTime(from.time().atZone(ZoneOffset.UTC));
		}
		else {
			builder.deliverPolicy(DeliverPolicy.New);
		}
		return builder.build();
	}

	/**
	 * Return where the stream ends for this consumer.
	 * @return the sequence of the last message that it delivers, or 0 if there is none
	 */
	long last() throws IOException, JetStreamApiException {
		try {
			return this.connection.jetStreamManagement()
				.getLastMessage(this.settings.stream(), this.settings.filter(this.signal))
				.getSeq();
		}
		catch (JetStreamApiException ex) {
			if (ex.getApiErrorCode() == MESSAGE_NOT_FOUND) {
				return 0;
			}
			throw ex;
		}
	}

	private long lastSequence() throws IOException, JetStreamApiException {
		return this.connection.jetStreamManagement()
			.getStreamInfo(this.settings.stream())
			.getStreamState()
			.getLastSequence();
	}

	// A consumer that would lose something, or is another one's, is not used
	private void check(ConsumerConfiguration existing) throws BridgeException {
		String filter = this.settings.filter(this.signal);
		if (existing.getAckPolicy() != AckPolicy.Explicit || existing.getMaxDeliver() > 0
				|| existing.getDeliverSubject() != null || !filter.equals(existing.getFilterSubject())) {
			throw new BridgeException("The consumer " + this.name + " of " + this.settings.stream()
					+ " is not one of this bridge: it must be a pull consumer with explicit acks, no limit of deliveries and "
					+ "the filter " + filter + "; choose another name (--durable) or remove it");
		}
	}

}
