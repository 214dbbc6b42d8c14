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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the server waits for. What it delivers again although we have it, or
 * although it is done (an acknowledgement can get lost when the server restarts), is not
 * sent again. Safe for use by several threads.
 */
final class HeldMessages {

	private static final int MAX_DONE = 65_536;

	private static final Duration CONFIRMATION = Duration.ofSeconds(2);

	private final Map<Delivery.Key, Held> held = new HashMap<>();

	private final Set<Delivery.Key> done = new LinkedHashSet<>();

	/**
	 * Take a message over.
	 * @param delivery as it came from the server
	 * @return whether it is to be sent
	 */
	synchronized boolean take(Delivery delivery) {
		Held before = this.held.get(delivery.key());
		if (before != null) {
			before.message = delivery.message();
			return false;
		}
		if (this.done.contains(delivery.key())) {
			answer(delivery.message()::ack);
			return false;
		}
		this.held.put(delivery.key(), new Held(delivery.message()));
		return true;
	}

	/**
	 * Acknowledge messages, and wait until the server knows: what is on the way is all
	 * that it would deliver again.
	 * @param deliveries the messages
	 */
	void ack(List<Delivery> deliveries) throws InterruptedException {
		List<Message> messages = finish(deliveries);
		for (int i = 0; i < messages.size() - 1; i++) {
			answer(messages.get(i)::ack);
		}
		if (!messages.isEmpty()) {
			confirm(messages.get(messages.size() - 1));
		}
	}

	// Return the messages as they were delivered last, without those that were given back
	private synchronized List<Message> finish(List<Delivery> deliveries) {
		List<Message> messages = new ArrayList<>(deliveries.size());
		for (Delivery delivery : deliveries) {
			Held last = this.held.remove(delivery.key());
			if (last != null) {
				messages.add(last.message);
				this.done.add(delivery.key());
			}
		}
		Iterator<Delivery.Key> oldest = this.done.iterator();
		for (int tooMany = this.done.size() - MAX_DONE; tooMany > 0; tooMany--) {
			oldest.next();
			oldest.remove();
		}
		return messages;
	}

	// The server takes note of acknowledgements in their order
	private static void confirm(Message message) throws InterruptedException {
		try {
			message.ackSync(CONFIRMATION);
		}
		catch (TimeoutException | IllegalStateException ex) {
			answer(message::ack);
		}
	}

	// Give a message back for a while, unless it is done
	synchronized void giveBack(Delivery delivery, Duration delay) {
		Held last = this.held.remove(delivery.key());
		if (last != null) {
			answer(() -> last.message.nakWithDelay(delay));
		}
	}

	// Give everything back, and return how much that was
	synchronized int giveAllBack() {
		int count = this.held.size();
		this.held.values().forEach((each) -> answer(each.message::nak));
		this.held.clear();
		return count;
	}

	// Tell the server that we still work on what it gave us some time ago
	synchronized void signOfLife(Duration interval) {
		long now = System.nanoTime();
		for (Held each : this.held.values()) {
			if (now - each.lastSign >= interval.toNanos()) {
				each.lastSign = now;
				answer(each.message::inProgress);
			}
		}
	}

	synchronized int size() {
		return this.held.size();
	}

	// Return the lowest sequence that is held, or 0
	synchronized long lowest() {
		return this.held.keySet().stream().mapToLong(Delivery.Key::sequence).min().orElse(0);
	}

	// Return when the oldest of the messages was stored
	synchronized @Nullable Instant oldest() {
		return this.held.keySet().stream().map(Delivery.Key::stored).min(Instant::compareTo).orElse(null);
	}

	// Without a connection the answer is lost, and the server delivers again
	private static void answer(Runnable answer) {
		try {
			answer.run();
		}
		catch (IllegalStateException ex) {
			// The connection is closed, or there is no room left to write to
		}
	}

	private static final class Held {

		private Message message;

		private long lastSign = System.nanoTime();

		private Held(Message message) {
			this.message = message;
		}

	}

}
