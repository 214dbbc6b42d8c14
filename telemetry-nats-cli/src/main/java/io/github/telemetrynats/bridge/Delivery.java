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

import java.time.Instant;

import io.nats.client.Message;

/**
 * A message and where it stands in the stream, as the server says in the subject for its
 * acknowledgement (ADR-15). jnats makes a dozen objects of it, each time.
 *
 * @param message the message
 * @param key what it is known by
 * @param pending how many more there were for the consumer
 */
record Delivery(Message message, Key key, long pending) {

	private static final int NUMBERS = 5;

	private static final long NANOS = 1_000_000_000L;

	/**
	 * Read where a message stands.
	 * @param message the message
	 * @return message and place
	 * @throws IllegalStateException if it was not delivered by a consumer
	 */
	static Delivery of(Message message) {
		String subject = message.getReplyTo();
		if (subject == null || !subject.startsWith("$JS.ACK.")) {
			throw new IllegalStateException("It was not delivered by a consumer, but for '" + subject + "'");
		}
		// 9 tokens, or 11 and more with domain, account and a random one at the end
		int tokens = 1;
		for (int i = 0; i < subject.length(); i++) {
			tokens += (subject.charAt(i) == '.') ? 1 : 0;
		}
		int first = (tokens >= 11) ? 6 : 4;
		long[] numbers = new long[NUMBERS];
		int token = 0;
		for (int i = 0; i < subject.length(); i++) {
			char c = subject.charAt(i);
			if (c == '.') {
				token++;
			}
			else if (token >= first && token < first + NUMBERS) {
				numbers[token - first] = numbers[token - first] * 10 + (c - '0');
			}
		}
		return new Delivery(message, new Key(numbers[1], numbers[3]), numbers[4]);
	}

	long sequence() {
		return this.key.sequence;
	}

	Instant stored() {
		return this.key.stored();
	}

	/**
	 * What a message is known by. Not by the number of its deliveries: a server that was
	 * killed has forgotten them. A stream that was made anew has the same sequences, but
	 * not the same times.
	 *
	 * @param sequence its sequence in the stream
	 * @param storedNanos when it was stored, in nanoseconds since 1970
	 */
	record Key(long sequence, long storedNanos) {

		Instant stored() {
			return Instant.ofEpochSecond(Math.floorDiv(this.storedNanos, NANOS),
					Math.floorMod(this.storedNanos, NANOS));
		}

	}

}
