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

package io.github.telemetrynats.cli.reading;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import io.nats.client.support.Status;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.record.RecordDecoder;

/**
 * Reads forward, in the stream's order, without a gap: an ephemeral pull consumer that
 * the server keeps in memory and forgets by itself soon after nobody asks any more. When
 * it is gone, or a message is missing, another one is made that goes on behind the last
 * record. Not safe for use by several threads.
 */
final class Cursor implements AutoCloseable {

	/** The server forgets the consumer of a killed reader after this. */
	private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(5);

	private static final int BATCH = 1_000;

	private static final int MAX_BYTES = 8 * 1024 * 1024;

	private static final Duration EXPIRES = Duration.ofSeconds(20);

	private static final Duration HEARTBEAT = Duration.ofSeconds(2);

	/** A stream that is deleted says nothing; reading anew what is there does no harm. */
	private static final Duration SILENCE = HEARTBEAT.multipliedBy(4);

	private final Session session;

	private final String filter;

	private final RecordDecoder decoder;

	private final int batch;

	private Subscription subscription;

	private String inbox = "";

	private String consumer = "";

	private Start start;

	private long firstSequence;

	private long pending;

	private long lastSequence;

	private long delivered;

	private long outstanding;

	private long reconnects;

	private long heard;

	private long asked;

	private boolean oneLargeMessage;

	private int recreations;

	private long troubleSince;

	private @Nullable String trouble;

	private boolean lost;

	Cursor(Session session, String filter, Start start, long expected) {
		this.session = session;
		this.filter = filter;
		this.start = start;
		this.decoder = new RecordDecoder(session.subjects());
		this.batch = (int) Math.max(1, Math.min(BATCH, expected));
		this.subscription = subscribe();
		try {
			create();
		}
		catch (RuntimeException ex) {
			this.subscription.unsubscribe();
			throw ex;
		}
	}

	private Subscription subscribe() {
		Connection connection = this.session.link().connection();
		this.inbox = connection.createInbox();
		Subscription created = connection.subscribe(this.inbox);
		created.setPendingLimits(-1, -1);
		return created;
	}

	private void create() {
		this.reconnects = this.session.link().reconnects();
		this.consumer = "telemetry-nats-" + NUID.nextGlobal();
		JsonValue info = create(this.session, this.consumer, this.filter, this.start, FORGOTTEN_AFTER);
		this.firstSequence = firstSequence(info);
		this.pending = JsonValueUtils.readLong(info, "num_pending", 0);
		this.delivered = 0;
		this.outstanding = 0;
		this.heard = System.nanoTime();
	}

	// A consumer with several filters makes the server look at every message of the
	// stream
	static JsonValue create(Session session, String consumer, String filter, Start start, Duration forgottenAfter) {
		String operation = "CONSUMER.CREATE." + session.stream() + '.' + consumer + '.' + filter;
		String body = "{\"stream_name\":\"" + session.stream() + "\",\"config\":{\"name\":\"" + consumer
				+ "\",\"ack_policy\":\"none\",\"max_deliver\":-1,\"replay_policy\":\"instant\",\"num_replicas\":1,"
				+ "\"mem_storage\":true,\"inactive_threshold\":" + forgottenAfter.toNanos() + ',' + start.json()
				+ ",\"filter_subject\":" + quoted(filter) + "}}";
		return session.api().require(operation, body);
	}

	private static String quoted(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	static long firstSequence(JsonValue info) {
		JsonValue position = JsonValueUtils.readValue(info, "delivered");
		return (position != null) ? JsonValueUtils.readLong(position, "stream_seq", 0) + 1 : 1;
	}

	/**
	 * Return where the server started.
	 * @return a sequence, no record that is wanted is before it
	 */
	long firstSequence() {
		return this.firstSequence;
	}

	/**
	 * Return how many records there were still to come when the server was last heard of.
	 * @return the number
	 */
	long pending() {
		return this.pending;
	}

	/**
	 * Return the sequence of the last record that was read.
	 * @return the sequence, or 0
	 */
	long lastSequence() {
		return this.lastSequence;
	}

	/**
	 * Return how often reading had to start anew.
	 * @return 0 for never
	 */
	int recreations() {
		return this.recreations;
	}

	/**
	 * Return the next record.
	 * @param wait how long to wait for it
	 * @return the record, or {@code null} if there was none
	 * @throws CommandFailure if the server refuses to go on
	 */
	@Nullable Entry next(Duration wait) {
		long now = System.nanoTime();
		if (now - this.asked > HEARTBEAT.toNanos()) {
			// What came meanwhile has not been looked at
			this.heard = now;
		}
		this.asked = now;
		if (this.lost || this.session.link().reconnects() != this.reconnects || silent()) {
			recreate();
		}
		if (this.lost) {
			pause(wait);
			return null;
		}
		pull();
		Message message = receive(wait);
		if (message == null) {
			return null;
		}
		this.heard = System.nanoTime();
		if (message.isStatusMessage()) {
			status(message);
			return null;
		}
		Entry.Position position = Entry.Position.parse(message.getReplyTo(), this.session.subjects().prefix().length());
		if (position == null) {
			return null;
		}
		this.outstanding--;
		this.oneLargeMessage = false;
		if (position.delivered() != this.delivered + 1) {
			this.lost = true;
			return null;
		}
		this.delivered = position.delivered();
		this.pending = position.pending();
		this.lastSequence = position.sequence();
		return new Entry(message, position, this.decoder);
	}

	private @Nullable Message receive(Duration wait) {
		try {
			return this.subscription.nextMessage(wait);
		}
		catch (IllegalStateException ex) {
			this.lost = true;
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private static void pause(Duration wait) {
		try {
			Thread.sleep(Math.min(100, wait.toMillis()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// An expiring pull brings signs of life; without them the consumer is gone
	private boolean silent() {
		return this.session.link().downSince() == 0 && System.nanoTime() - this.heard > SILENCE.toNanos();
	}

	private void recreate() {
		if (this.session.link().downSince() != 0) {
			this.lost = true;
			return;
		}
		this.subscription.unsubscribe();
		if (this.lastSequence > 0) {
			this.start = new Start.At(this.lastSequence + 1);
		}
		try {
			this.subscription = subscribe();
			create();
			this.lost = false;
			this.recreations++;
		}
		catch (CommandFailure | IllegalStateException ex) {
			// The server may still be reading its store
			this.lost = true;
			this.heard = System.nanoTime();
			this.troubleSince = (this.trouble != null) ? this.troubleSince : this.heard;
			this.trouble = ex.getMessage();
			// With such patience as for a connection, twice: a large store takes time
			if (this.session.link().downSince() == 0
					&& this.heard - this.troubleSince > 2 * this.session.link().timeout().toNanos()) {
				throw ex;
			}
			pause(Duration.ofMillis(100));
			return;
		}
		this.trouble = null;
	}

	/**
	 * Return why reading cannot start anew, although there is a connection.
	 * @return the reason, or {@code null}
	 */
	@Nullable String trouble() {
		return this.trouble;
	}

	private void pull() {
		if (this.outstanding > this.batch / 2) {
			return;
		}
		int size = this.oneLargeMessage ? 1 : this.batch;
		String body = "{\"batch\":" + size + (this.oneLargeMessage ? "" : ",\"max_bytes\":" + MAX_BYTES)
				+ ",\"expires\":" + EXPIRES.toNanos() + ",\"idle_heartbeat\":" + HEARTBEAT.toNanos() + '}';
		this.outstanding += size;
		Connection connection = this.session.link().connection();
		connection.publish(
				this.session.link().apiPrefix() + ".CONSUMER.MSG.NEXT." + this.session.stream() + '.' + this.consumer,
				this.inbox, body.getBytes(StandardCharsets.US_ASCII));
	}

	private void status(Message message) {
		Status status = message.getStatus();
		if (status.isHeartbeat()) {
			return;
		}
		Headers headers = message.getHeaders();
		String left = (headers != null) ? headers.getLast("Nats-Pending-Messages") : null;
		String text = String.valueOf(status.getMessage()).toLowerCase(java.util.Locale.ROOT);
		if (status.getCode() == 409 && text.contains("message size exceeds maxbytes")) {
			boolean nothingFits = left != null && left.equals(Integer.toString(this.batch));
			this.oneLargeMessage = nothingFits || left == null;
			this.outstanding -= (left != null) ? Long.parseLong(left) : this.outstanding;
		}
		else if (status.getCode() == 409 && text.contains("consumer")) {
			this.lost = true;
		}
		else if (status.getCode() == 503) {
			this.lost = true;
		}
		else {
			this.outstanding -= (left != null) ? Long.parseLong(left) : this.outstanding;
		}
		this.outstanding = Math.max(0, this.outstanding);
	}

	@Override
	public void close() {
		Connection connection = this.session.link().connection();
		if (this.session.link().downSince() == 0) {
			// Without the right to do so, the server forgets it by itself
			connection.publish(
					this.session.link().apiPrefix() + ".CONSUMER.DELETE." + this.session.stream() + '.' + this.consumer,
					new byte[0]);
		}
		this.subscription.unsubscribe();
	}

}
