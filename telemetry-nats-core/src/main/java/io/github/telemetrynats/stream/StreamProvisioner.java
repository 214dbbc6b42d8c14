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

package io.github.telemetrynats.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.Connection;

import io.github.telemetrynats.connection.ConnectionListener;
import io.github.telemetrynats.connection.TelemetryConnection;

/**
 * Creates, checks and watches the stream: when there is a connection, when the publisher
 * says that the stream is not there, again and again while something is in the way, and
 * every 30 s for its fill level. All requests are made on the connection's own thread.
 * Nothing that goes wrong is thrown; it is logged once and is in the state. Safe for use
 * by several threads.
 */
public final class StreamProvisioner implements ConnectionListener, AutoCloseable {

	/** How often the stream is looked at while nothing is in the way. */
	static final Duration REFRESH = Duration.ofSeconds(30);

	/** After how long the stream is looked at again at first and at most. */
	static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	static final Duration LAST_RETRY = Duration.ofSeconds(60);

	private static final Duration DEBOUNCE = Duration.ofMillis(100);

	private final TelemetryConnection connection;

	private final StreamSettings settings;

	private final Duration refresh;

	private final StreamInspection inspection;

	private final StreamLog log;

	private final AtomicBoolean missingTold = new AtomicBoolean();

	private volatile StreamState state;

	private volatile boolean closed;

	/** Only touched on the connection's own thread, as is what follows. */
	private long look;

	private int failures;

	private boolean slow;

	private long lastLook = System.nanoTime() - FIRST_RETRY.toNanos();

	/**
	 * Create a provisioner. To be added to the connection's listeners before the
	 * publisher.
	 * @param connection the connection
	 * @param settings what the stream should be like
	 */
	public StreamProvisioner(TelemetryConnection connection, StreamSettings settings) {
		this(connection, settings, REFRESH);
	}

	StreamProvisioner(TelemetryConnection connection, StreamSettings settings, Duration refresh) {
		this.connection = connection;
		this.settings = settings;
		this.refresh = refresh;
		this.inspection = new StreamInspection(settings);
		this.log = new StreamLog(settings.name());
		this.state = new StreamState(settings.name(), StreamState.Status.UNKNOWN, null, List.of(),
				settings.duplicateWindow(), -1, settings.maxBytes(), -1, null);
	}

	/**
	 * Provision again soon, because the server says that the stream is not there. Never
	 * blocks; calls in quick succession are one.
	 */
	public void streamMissing() {
		if (!this.closed && this.settings.provisioning() != Provisioning.NONE
				&& this.missingTold.compareAndSet(false, true)) {
			this.connection.schedule(this::lookBecauseMissing, DEBOUNCE);
		}
	}

	private void lookBecauseMissing() {
		Duration sinceLast = Duration.ofNanos(System.nanoTime() - this.lastLook);
		if (this.failures == 0 && sinceLast.compareTo(FIRST_RETRY) < 0) {
			this.connection.schedule(this::lookBecauseMissing, FIRST_RETRY.minus(sinceLast));
			return;
		}
		this.missingTold.set(false);
		// After a failure, the next look is due anyway, and not before
		if (this.failures == 0) {
			look();
		}
	}

	@Override
	public void connected(Connection connection) {
		this.inspection.forget();
		this.failures = 0;
		if (this.slow) {
			// Lets the other listeners go first
			this.connection.execute(this::look);
		}
		else {
			look();
		}
	}

	@Override
	public void disconnected() {
		// A look that is due finds no connection, and the next one comes with it
	}

	private void look() {
		Connection current = this.connection.current();
		if (this.closed || current == null || this.settings.provisioning() == Provisioning.NONE) {
			return;
		}
		Finding finding;
		try {
			finding = this.inspection.look(new StreamApi(current, this.connection.requestTimeout(),
					() -> !this.closed && this.connection.current() == current));
		}
		catch (RuntimeException ex) {
			finding = Finding.unknown("it could not be checked: " + ex, false);
		}
		this.lastLook = System.nanoTime();
		if (finding != null && !this.closed) {
			this.slow = finding.slow();
			this.failures = finding.isFailure() ? Math.min(this.failures + 1, 16) : 0;
			this.log.tell(finding);
			this.state = state(finding);
			lookAgainAfter((this.failures == 0) ? this.refresh : retryDelay());
		}
	}

	private void lookAgainAfter(Duration delay) {
		long next = ++this.look;
		this.connection.schedule(() -> {
			if (this.look == next) {
				look();
			}
		}, delay);
	}

	private Duration retryDelay() {
		Duration delay = FIRST_RETRY.multipliedBy(1L << (this.failures - 1));
		return (delay.compareTo(LAST_RETRY) < 0) ? delay : LAST_RETRY;
	}

	private StreamState state(Finding finding) {
		StreamState before = this.state;
		StreamInfoAnswer info = finding.info();
		if (info != null) {
			return new StreamState(before.name(), finding.status(), finding.problem(), finding.differences(),
					info.duplicateWindow(), info.bytes(), info.maxBytes(), info.messages(), Instant.now());
		}
		boolean missing = finding.status() == StreamState.Status.MISSING;
		return new StreamState(before.name(), finding.status(), finding.problem(), finding.differences(),
				before.duplicateWindow(), missing ? -1 : before.bytes(),
				missing ? this.settings.maxBytes() : before.maxBytes(), missing ? -1 : before.messages(),
				Instant.now());
	}

	/**
	 * Return what is known now. Never blocks. With {@code NONE}, nothing is ever known.
	 * @return a snapshot
	 */
	public StreamState state() {
		return this.state;
	}

	/**
	 * Look at the stream no more. Does not block.
	 */
	@Override
	public void close() {
		this.closed = true;
	}

}
