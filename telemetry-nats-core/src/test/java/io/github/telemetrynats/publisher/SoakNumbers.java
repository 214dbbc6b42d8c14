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
import java.util.BitSet;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;

import io.github.telemetrynats.test.NatsServer;

/**
 * Which records of each thread were accepted, and which of them the stream holds. A
 * record's span id is its thread and its number.
 */
final class SoakNumbers {

	private static final int RADIX = 16;

	private static final int NUMBER_BITS = 40;

	private final BitSet[] accepted;

	private final BitSet[] stored;

	private long doubled;

	private long foreign;

	SoakNumbers(int threads) {
		this.accepted = sets(threads);
		this.stored = sets(threads);
	}

	static String id(int thread, long number) {
		return "%016x".formatted(((thread + 1L) << NUMBER_BITS) | number);
	}

	/**
	 * Take note of an accepted record. Called by its thread alone.
	 * @param thread the thread
	 * @param number the record's number
	 */
	void accepted(int thread, int number) {
		this.accepted[thread].set(number);
	}

	/**
	 * Read the whole stream and take note of what is there.
	 * @param server where it is
	 */
	void read(NatsServer server) throws IOException, JetStreamApiException, InterruptedException {
		try (Connection connection = server.connect()) {
			long count = connection.jetStreamManagement().getStreamInfo("TELEMETRY").getStreamState().getMsgCount();
			JetStreamSubscription subscription = connection.jetStream()
				.subscribe("telemetry.>",
						PushSubscribeOptions.builder()
							.ordered(true)
							.stream("TELEMETRY")
							.configuration(ConsumerConfiguration.builder().headersOnly(true).build())
							.build());
			for (long i = 0; i < count; i++) {
				Message message = subscription.nextMessage(Duration.ofSeconds(30));
				if (message == null) {
					throw new IllegalStateException("The stream ended after " + i + " of " + count + " messages");
				}
				stored(message.getHeaders().getFirst("Nats-Msg-Id"));
			}
		}
	}

	private void stored(String messageId) {
		long id = Long.parseUnsignedLong(messageId.substring(messageId.length() - 16), RADIX);
		int thread = (int) (id >> NUMBER_BITS) - 1;
		int number = (int) id;
		if (thread < 0 || thread >= this.stored.length) {
			this.foreign++;
		}
		else if (this.stored[thread].get(number)) {
			this.doubled++;
		}
		else {
			this.stored[thread].set(number);
		}
	}

	long accepted() {
		return count(this.accepted);
	}

	long missing() {
		return difference(this.accepted, this.stored);
	}

	/**
	 * Return how many records are in the stream that were not accepted.
	 * @return the number
	 */
	long surplus() {
		return difference(this.stored, this.accepted) + this.foreign;
	}

	long doubled() {
		return this.doubled;
	}

	private static long difference(BitSet[] these, BitSet[] without) {
		long count = 0;
		for (int t = 0; t < these.length; t++) {
			BitSet rest = (BitSet) these[t].clone();
			rest.andNot(without[t]);
			count += rest.cardinality();
		}
		return count;
	}

	private static long count(BitSet[] sets) {
		long count = 0;
		for (BitSet set : sets) {
			count += set.cardinality();
		}
		return count;
	}

	private static BitSet[] sets(int threads) {
		BitSet[] sets = new BitSet[threads];
		for (int t = 0; t < threads; t++) {
			sets[t] = new BitSet(1 << 22);
		}
		return sets;
	}

}
