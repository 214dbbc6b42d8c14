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

package io.github.telemetrynats.cli.connection;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what jnats tells of a connection, and writes nothing. Safe for use by several
 * threads.
 */
final class LinkEvents implements ConnectionListener, ErrorListener {

	private final AtomicLong reconnects = new AtomicLong();

	/** Who waits for the connection: jnats goes on for seconds after a refusal. */
	private final Thread opener = Thread.currentThread();

	/** Whether there is no other server to try. */
	private final boolean alone;

	private volatile boolean opened;

	private volatile boolean loginRefused;

	/** Whether the server had no patience, which says nothing of the login. */
	private volatile boolean late;

	private volatile long downSince;

	private volatile @Nullable String forbidden;

	private volatile @Nullable Exception lastException;

	/**
	 * Begin to listen, for the thread that opens the connection.
	 * @param alone whether there is no other server to try
	 */
	LinkEvents(boolean alone) {
		this.alone = alone;
	}

	@Override
	@SuppressWarnings("deprecation")
	public void connectionEvent(Connection connection, ConnectionListener.Events type) {
		if (type == ConnectionListener.Events.DISCONNECTED && this.downSince == 0) {
			this.downSince = System.nanoTime() | 1;
		}
		else if (type == ConnectionListener.Events.RESUBSCRIBED) {
			this.reconnects.incrementAndGet();
			this.downSince = 0;
		}
	}

	@Override
	public void errorOccurred(Connection connection, String error) {
		if (!this.opened && error.contains("uthentication Timeout")) {
			this.late = true;
			if (this.alone) {
				this.opener.interrupt();
			}
		}
		else if (!this.opened && (error.contains("uthoriz") || error.contains("uthentic"))) {
			this.loginRefused = true;
			if (this.alone) {
				this.opener.interrupt();
			}
		}
		else if (error.contains("ermissions")) {
			this.forbidden = error;
		}
	}

	@Override
	public void exceptionOccurred(Connection connection, Exception failure) {
		this.lastException = failure;
		if (!this.opened && this.alone && failure instanceof javax.net.ssl.SSLException) {
			this.opener.interrupt();
		}
	}

	/**
	 * The connection is open: what is refused from now on is no login.
	 */
	void opened() {
		this.opened = true;
	}

	/**
	 * Return whether the server did not wait for the login, so that another try may help.
	 * @return whether it said so
	 */
	boolean isLate() {
		return this.late;
	}

	long reconnects() {
		return this.reconnects.get();
	}

	/**
	 * Return since when there is no connection.
	 * @return in terms of {@link System#nanoTime()}, or 0 if there is one
	 */
	long downSince() {
		return this.downSince;
	}

	/**
	 * Return what the server has forbidden last.
	 * @return the server's words, or {@code null}
	 */
	@Nullable String forbidden() {
		return this.forbidden;
	}

	/**
	 * Say why the connection could not be opened, and what to look at.
	 * @param servers where it was to lead, without secrets
	 * @param failure what jnats threw
	 * @param settings as whom, and with which files
	 * @return one line
	 */
	String refusal(String servers, IOException failure, Settings settings) {
		String reason = String.valueOf(failure.getMessage());
		if (this.loginRefused) {
			return servers + " refuses the login: see --user, --creds, --nkey and --context";
		}
		if (this.late) {
			return "No connection to " + servers + ": the login takes longer here than the server waits for it "
					+ "(timeout in its authorization block)";
		}
		Exception seen = this.lastException;
		if (String.valueOf((seen != null) ? seen.getMessage() : reason).contains("SSL connection wanted")) {
			return "No TLS connection to " + servers + ": the server offers no TLS";
		}
		if (reason.contains("uthoriz") || reason.contains("uthentic")) {
			return servers + " refuses the login: see --user, --creds, --nkey and --context";
		}
		if (seen instanceof javax.net.ssl.SSLException) {
			return "No TLS connection to " + servers + ": " + seen.getMessage() + "; see --tls-ca";
		}
		if (seen instanceof TimeoutException && settings.ca() != null && settings.cert() == null) {
			return "No answer from " + servers + ": does it want a certificate? See --tls-cert and --timeout";
		}
		String cause = (seen != null && seen.getMessage() != null)
				? " (" + NatsLink.withoutSecrets(seen.getMessage()) + ")" : "";
		return "No connection to " + servers + cause + ": is nats-server there? See -s, $NATS_URL and --context";
	}

}
