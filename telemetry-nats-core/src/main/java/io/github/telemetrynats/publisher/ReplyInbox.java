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

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Where the server's answers come in: each message has a reply subject of its own, whose
 * last tokens are slot, generation and attempt, so that an answer finds its record
 * without a future or a map. One wildcard subscription takes them all.
 * <p>
 * The worker fetches the answers itself, many at a time. A dispatcher would be a further
 * thread that is woken for nearly each of them. Used by the worker, and closed by
 * anybody.
 */
final class ReplyInbox {

	private static final int RADIX = 36;

	private final AnswerParser parser = new AnswerParser();

	private final StringBuilder reply = new StringBuilder();

	private final Connection connection;

	private final String prefix;

	private final Subscription subscription;

	private @Nullable Message awaited;

	ReplyInbox(Connection connection) {
		String inbox = connection.createInbox();
		this.connection = connection;
		this.prefix = inbox + '.';
		this.subscription = connection.subscribe(inbox + ".>");
	}

	boolean isOf(Connection other) {
		return this.connection == other;
	}

	/**
	 * Return the subject for the answer to the next attempt. Joined by hand: there is one
	 * for each message.
	 * @param outgoing the record, in its slot
	 * @param generation the generation of its slot
	 * @return a subject below this inbox
	 */
	String replyTo(Outgoing outgoing, int generation) {
		StringBuilder reply = this.reply;
		reply.setLength(0);
		reply.append(this.prefix);
		number(reply, outgoing.slot());
		number(reply.append('.'), generation);
		number(reply.append('.'), outgoing.attempts());
		return reply.toString();
	}

	private static void number(StringBuilder target, int value) {
		if (value >= 0 && value < RADIX) {
			target.append(Character.forDigit(value, RADIX));
		}
		else if (value >= 0 && value < RADIX * RADIX) {
			target.append(Character.forDigit(value / RADIX, RADIX)).append(Character.forDigit(value % RADIX, RADIX));
		}
		else {
			target.append(Integer.toString(value, RADIX));
		}
	}

	/**
	 * Return an answer that has come, without waiting.
	 * @return the answer, or {@code null} if there is none
	 */
	@Nullable Answer poll() {
		for (Message message = next(); message != null; message = next()) {
			Answer answer = answer(message);
			if (answer != null) {
				return answer;
			}
		}
		return null;
	}

	private @Nullable Message next() {
		Message message = this.awaited;
		if (message != null) {
			this.awaited = null;
			return message;
		}
		return receive(null);
	}

	/**
	 * Wait until an answer comes.
	 * @param nanos how long at the most, from 1
	 */
	void await(long nanos) {
		if (this.awaited == null) {
			this.awaited = receive(Duration.ofNanos(nanos));
		}
	}

	private @Nullable Message receive(@Nullable Duration timeout) {
		try {
			return this.subscription.nextMessage(timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IllegalStateException ex) {
			// The connection was closed, and nothing will come any more
			if (timeout != null) {
				LockSupport.parkNanos(this, timeout.toNanos());
			}
		}
		return null;
	}

	private @Nullable Answer answer(Message message) {
		String subject = message.getSubject();
		int beforeAttempt = subject.lastIndexOf('.');
		int beforeGeneration = subject.lastIndexOf('.', beforeAttempt - 1);
		int beforeSlot = subject.lastIndexOf('.', beforeGeneration - 1);
		try {
			int slot = Integer.parseInt(subject, beforeSlot + 1, beforeGeneration, RADIX);
			int generation = Integer.parseInt(subject, beforeGeneration + 1, beforeAttempt, RADIX);
			int attempt = Integer.parseInt(subject, beforeAttempt + 1, subject.length(), RADIX);
			return this.parser.parse(slot, generation, attempt, message);
		}
		catch (NumberFormatException ex) {
			// From somebody who has no business here
			return null;
		}
	}

	/**
	 * End the subscription. The connection stays open.
	 */
	void close() {
		try {
			this.subscription.unsubscribe();
		}
		catch (IllegalStateException ex) {
			// The connection was closed, and the subscription with it
		}
	}

}
