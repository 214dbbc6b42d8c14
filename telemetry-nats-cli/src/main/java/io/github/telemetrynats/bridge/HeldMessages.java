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

	private final Map<Key, Held> held = new HashMap<>();

	private final Set<Key> done = new LinkedHashSet<>();

	/**
	 * Take a message over.
	 * @param message as it came from the server
	 * @return whether it is to be sent
	 */
	synchronized boolean take(Message message) {
		Key key = Key.of(message);
		Held before = this.held.get(key);
		if (before != null) {
			before.message = message;
			return false;
		}
		if (this.done.contains(key)) {
			answer(message::ack);
			return false;
		}
		this.held.put(key, new Held(message));
		return true;
	}

	/**
	 * Acknowledge messages, and wait until the server knows: what is on the way is all
	 * that it would deliver again.
	 * @param messages the messages
	 */
	void ack(List<Message> messages) throws InterruptedException {
		Message last = null;
		for (Message message : messages) {
			Message latest = finish(message);
			if (latest != null) {
				if (last != null) {
					answer(last::ack);
				}
				last = latest;
			}
		}
		if (last != null) {
			confirm(last);
		}
	}

	// Return the message as it was delivered last, or null if it was given back
	private synchronized @Nullable Message finish(Message message) {
		Key key = Key.of(message);
		Held last = this.held.remove(key);
		if (last == null) {
			return null;
		}
		this.done.add(key);
		if (this.done.size() > MAX_DONE) {
			Iterator<Key> oldest = this.done.iterator();
			oldest.next();
			oldest.remove();
		}
		return last.message;
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
	synchronized void giveBack(Message message, Duration delay) {
		Held last = this.held.remove(Key.of(message));
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
		return this.held.keySet().stream().mapToLong(Key::sequence).min().orElse(0);
	}

	// Return when the oldest of the messages was stored
	synchronized @Nullable Instant oldest() {
		return this.held.values()
			.stream()
			.map((each) -> each.message.metaData().timestamp().toInstant())
			.min(Instant::compareTo)
			.orElse(null);
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

	/**
	 * What a message is known by. Not by the number of its deliveries: a server that was
	 * killed has forgotten them. A stream that was made anew has the same sequences, but
	 * not the same times.
	 */
	private record Key(long sequence, Instant stored) {

		private static Key of(Message message) {
			return new Key(message.metaData().streamSequence(), message.metaData().timestamp().toInstant());
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
