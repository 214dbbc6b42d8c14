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

package io.github.telemetrynats.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the connection, and who tells the operator: one warning when it is
 * lost or cannot be made, one line when it is there (again), repeats at debug level.
 * Several outages within a minute are told once. Safe for use by several threads.
 */
final class ConnectionStatus {

	/** How long after an outage was told the next short one is kept quiet. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	/** How many different reasons are told in one outage. */
	private static final int MAX_REASONS = 5;

	/** How many different permissions are told to be missing. */
	private static final int MAX_PERMISSIONS = 5;

	private static final Logger logger = LoggerFactory.getLogger(TelemetryConnection.class);

	private volatile ConnectionState state;

	private final Set<String> toldReasons = new HashSet<>();

	private final Set<String> toldPermissions = new HashSet<>();

	private boolean everConnected;

	private boolean outageTold;

	private @Nullable Instant lastTold;

	ConnectionStatus(String servers) {
		this.state = new ConnectionState(false, Instant.now(), servers, null, null, 0, null);
	}

	ConnectionState state() {
		return this.state;
	}

	/**
	 * There is a connection.
	 * @param server the server's URL without user information
	 * @param version the server's version
	 */
	synchronized void connected(@Nullable String server, @Nullable String version) {
		ConnectionState before = this.state;
		Instant now = Instant.now();
		this.state = new ConnectionState(true, now, before.servers(), server, version,
				before.reconnects() + (this.everConnected ? 1 : 0), before.lastError());
		if (!this.everConnected) {
			logger.info("Connected to NATS at {} (version {})", server, version);
		}
		else if (this.outageTold) {
			logger.info("Connected to NATS at {} (version {}) again after {}", server, version,
					text(Duration.between(before.since(), now)));
		}
		else {
			logger.debug("Connected to NATS at {} (version {}) again", server, version);
		}
		this.everConnected = true;
		this.outageTold = false;
		this.toldReasons.clear();
	}

	/**
	 * The connection is lost.
	 * @param failure the reason
	 */
	synchronized void disconnected(Failure failure) {
		ConnectionState before = this.state;
		this.state = new ConnectionState(false, Instant.now(), before.servers(), null, before.serverVersion(),
				before.reconnects(), failure.text());
		tell("Lost the connection to NATS at " + before.server(), failure);
	}

	/**
	 * An attempt to connect failed.
	 * @param failure the reason
	 */
	synchronized void failed(Failure failure) {
		ConnectionState before = this.state;
		if (before.connected()) {
			return;
		}
		this.state = new ConnectionState(false, before.since(), before.servers(), null, before.serverVersion(),
				before.reconnects(), failure.text());
		tell("No connection to NATS at " + before.servers(), failure);
	}

	/**
	 * Something went wrong while the connection stands.
	 * @param failure the reason
	 */
	synchronized void noted(Failure failure) {
		ConnectionState before = this.state;
		this.state = new ConnectionState(before.connected(), before.since(), before.servers(), before.server(),
				before.serverVersion(), before.reconnects(), failure.text());
		if (!failure.text().equals(before.lastError())) {
			logger.debug("NATS: {}", failure.text());
		}
	}

	/**
	 * The server does not permit something while the connection stands. It says so for
	 * each single message.
	 * @param permission what is missing, the same for all messages that miss it
	 * @param failure the reason
	 */
	synchronized void notPermitted(String permission, Failure failure) {
		noted(failure);
		if (this.toldPermissions.size() < MAX_PERMISSIONS && this.toldPermissions.add(permission)) {
			logger.warn(
					"NATS at {}: {}. The application goes on; its telemetry is kept in memory, within the bounds "
							+ "of telemetry.nats.publisher, until the server takes it",
					this.state.servers(), failure.text());
		}
	}

	/**
	 * There will be no connection any more, as was asked for.
	 */
	synchronized void closed() {
		ConnectionState before = this.state;
		Instant since = before.connected() ? Instant.now() : before.since();
		this.state = new ConnectionState(false, since, before.servers(), null, before.serverVersion(),
				before.reconnects(), before.lastError());
	}

	private void tell(String what, Failure failure) {
		Instant now = Instant.now();
		boolean quiet = this.lastTold != null && this.lastTold.plus(QUIET).isAfter(now);
		boolean firstInOutage = !this.outageTold && (!quiet || this.state.since().plus(QUIET).isBefore(now));
		boolean newReason = this.outageTold && this.toldReasons.size() < MAX_REASONS
				&& !this.toldReasons.contains(failure.text());
		if (firstInOutage || newReason) {
			this.toldReasons.add(failure.text());
			this.outageTold = true;
			this.lastTold = now;
			logger.warn("{}: {}. The application goes on; its telemetry is kept in memory, within the bounds of "
					+ "telemetry.nats.publisher, until there is a connection", what, failure.text());
		}
		else {
			logger.debug("{}: {}", what, failure.text());
		}
	}

	private static String text(Duration duration) {
		return (duration.compareTo(Duration.ofMinutes(2)) < 0) ? duration.toMillis() / 1000.0 + " s"
				: duration.toMinutes() + " min";
	}

}
