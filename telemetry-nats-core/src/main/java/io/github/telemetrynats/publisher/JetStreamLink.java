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
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.connection.ConnectionListener;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.Subjects;

/**
 * Publishes over a NATS connection, and has the answers come into a {@link ReplyInbox}.
 */
final class JetStreamLink implements PublishLink, ConnectionListener {

	/** What nats-server takes unless configured otherwise; used until the first INFO. */
	static final int DEFAULT_MAX_PAYLOAD_BYTES = 1024 * 1024;

	private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration LATER_TIMEOUT = Duration.ofMillis(500);

	private final TelemetryConnection telemetryConnection;

	private final PublishEvents events;

	private final Subjects subjects;

	private final PublishedStream stream;

	private volatile @Nullable Connection connection;

	private volatile int maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES;

	private volatile @Nullable ReplyInbox inbox;

	private boolean closed;

	private boolean located;

	JetStreamLink(TelemetryConnection telemetryConnection, PublishEvents events, Subjects subjects,
			PublishedStream stream) {
		this.telemetryConnection = telemetryConnection;
		this.events = events;
		this.subjects = subjects;
		this.stream = stream;
	}

	@Override
	public void connected(Connection newConnection) {
		if (!subscribe(newConnection)) {
			return;
		}
		long max = newConnection.getMaxPayload();
		this.maxPayloadBytes = (max > 0) ? (int) Math.min(max, Integer.MAX_VALUE) : DEFAULT_MAX_PAYLOAD_BYTES;
		this.connection = newConnection;
		locate(newConnection);
		this.events.linkUp();
	}

	private synchronized boolean subscribe(Connection newConnection) {
		ReplyInbox current = this.inbox;
		if (!this.closed && (current == null || !current.isOf(newConnection))) {
			this.inbox = new ReplyInbox(newConnection);
		}
		return !this.closed;
	}

	@Override
	public void disconnected() {
		this.connection = null;
		this.events.linkDown();
	}

	@Override
	public Handover send(Outgoing outgoing, int generation) {
		Connection current = this.connection;
		ReplyInbox answers = this.inbox;
		if (current == null || answers == null) {
			return Handover.NOT_NOW;
		}
		try {
			current.publish(outgoing.subject(), answers.replyTo(outgoing, generation), outgoing.headers(),
					outgoing.body());
			return Handover.SENT;
		}
		catch (IllegalArgumentException ex) {
			// Either it is this message, or the client has not learnt yet what the server
			// can do
			return (current.getStatus() == Connection.Status.CONNECTED) ? Handover.NEVER : Handover.NOT_NOW;
		}
		catch (RuntimeException ex) {
			// The connection went away meanwhile, or its queue is full
			return Handover.NOT_NOW;
		}
	}

	@Override
	public @Nullable Answer pollAnswer() {
		ReplyInbox answers = this.inbox;
		return (answers != null) ? answers.poll() : null;
	}

	@Override
	public void awaitAnswer(long nanos) {
		ReplyInbox answers = this.inbox;
		if (answers != null) {
			answers.await(nanos);
		}
		else {
			LockSupport.parkNanos(this, nanos);
		}
	}

	@Override
	public boolean lookUp(long afterSequence, List<Outgoing> records) {
		Connection current = this.connection;
		if (current == null) {
			return false;
		}
		// Servers before 2.10 skip messages behind deleted ones when they filter by a
		// part of the stream's subjects
		String filter = current.getServerInfo().isSameOrNewerThanVersion("2.10.0") ? filter(records)
				: this.subjects.all();
		Set<String> wanted = records.stream().map((outgoing) -> outgoing.headers().id()).collect(Collectors.toSet());
		StoredIdReader reader = new StoredIdReader(current, this.stream.name(), wanted);
		this.telemetryConnection.execute(() -> this.events.lookedUp(reader.read(afterSequence, filter)));
		return true;
	}

	@Override
	public long duplicateWindowNanos() {
		return this.stream.duplicateWindow().toNanos();
	}

	@Override
	public int maxPayloadBytes() {
		return this.maxPayloadBytes;
	}

	/**
	 * End the subscription. The connection stays open.
	 */
	synchronized void close() {
		ReplyInbox answers = this.inbox;
		this.closed = true;
		this.connection = null;
		this.inbox = null;
		if (answers != null) {
			answers.close();
		}
	}

	/**
	 * Return the narrowest subject that takes all records: one service's, as a rule.
	 * Servers before 2.10 take only one filter.
	 * @param records the records
	 * @return the subject
	 */
	private String filter(List<Outgoing> records) {
		int afterPrefix = this.subjects.prefix().length() + 1;
		Set<String> services = new HashSet<>();
		for (Outgoing outgoing : records) {
			String subject = outgoing.subject();
			int service = subject.indexOf('.', afterPrefix) + 1;
			services.add(subject.substring(service, subject.indexOf('.', service)));
		}
		return (services.size() == 1) ? this.subjects.prefix() + ".*." + services.iterator().next() + ".>"
				: this.subjects.all();
	}

	/**
	 * Find out where the stream ends, so that what is looked for later is looked for
	 * behind it, and that the server answers. Nobody has to wait for that for long once
	 * the stream has been found.
	 * @param connection the connection
	 */
	private void locate(Connection connection) {
		try {
			JetStreamOptions options = JetStreamOptions.builder()
				.requestTimeout(this.located ? LATER_TIMEOUT : FIRST_TIMEOUT)
				.build();
			this.events.located(connection.jetStreamManagement(options)
				.getStreamInfo(this.stream.name())
				.getStreamState()
				.getLastSequence());
			this.located = true;
		}
		catch (IOException | JetStreamApiException | RuntimeException ex) {
			// The next confirmation tells as well
		}
	}

}
