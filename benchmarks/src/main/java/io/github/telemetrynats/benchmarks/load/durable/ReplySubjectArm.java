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

package io.github.telemetrynats.benchmarks.load.durable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * A bare loop over core NATS with a reply subject for each place in the window, and
 * payload, subjects and headers made beforehand: what is left of the publisher without
 * queue, encoder, account and retries.
 */
final class ReplySubjectArm implements Arm {

	private static final int ID_DIGITS = 12;

	private final byte[] idPrefix = Load.ascii(Load.newIdPrefix());

	private final AtomicLong settled = new AtomicLong();

	private final AtomicInteger refused = new AtomicInteger();

	private final Connection connection;

	private final String[] replies;

	private final byte[] body;

	private long number;

	private volatile long awaited;

	private volatile @Nullable Thread waiting;

	ReplySubjectArm(int window, Load load, int port) throws Exception {
		this.connection = Nats.connect(Options.builder()
			.server("nats://127.0.0.1:" + port)
			.dontForceFlushOnRequest()
			.maxMessagesInOutgoingQueue(2 * window)
			.connectionTimeout(PATIENCE)
			.build());
		String inbox = this.connection.createInbox();
		this.replies = new String[window];
		for (int i = 0; i < window; i++) {
			this.replies[i] = inbox + '.' + Integer.toString(i, 36);
		}
		this.body = load.body();
		this.connection.createDispatcher(this::answered).subscribe(inbox + ".*");
	}

	@Override
	public long send(int records) {
		long before = this.settled.get();
		int refusedBefore = this.refused.get();
		int window = this.replies.length;
		for (int i = 0; i < records; i++) {
			if (this.number - this.settled.get() >= window) {
				// Answers come by the hundred: to be woken for each would cost more
				await(this.number - window * 3L / 4);
			}
			this.connection.publish(Load.SUBJECT, this.replies[(int) (this.number % window)], nextHeaders(), this.body);
			this.number++;
		}
		await(before + records);
		return (long) records + refusedBefore - this.refused.get();
	}

	private IdHeaders nextHeaders() {
		byte[] id = new byte[this.idPrefix.length + ID_DIGITS];
		System.arraycopy(this.idPrefix, 0, id, 0, this.idPrefix.length);
		Load.writeDigits(this.number, id, this.idPrefix.length, id.length);
		return new IdHeaders(id);
	}

	private void await(long many) {
		this.awaited = many;
		this.waiting = Thread.currentThread();
		while (this.settled.get() < many) {
			LockSupport.park(this);
		}
		this.waiting = null;
	}

	private void answered(Message answer) {
		byte[] data = answer.getData();
		if (answer.isStatusMessage() || data.length < 3 || data[2] != 's') {
			this.refused.incrementAndGet();
		}
		long now = this.settled.incrementAndGet();
		Thread sender = this.waiting;
		if (sender != null && now >= this.awaited) {
			LockSupport.unpark(sender);
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.connection.close();
	}

}
