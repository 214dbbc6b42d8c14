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

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Turns the many events of jnats into the two that matter: there is a connection, there
 * is none. Safe for use by several threads.
 */
final class Edges {

	private final ConnectionStatus status;

	private final ListenerQueue listeners;

	private volatile @Nullable Connection current;

	private boolean closed;

	Edges(ConnectionStatus status, ListenerQueue listeners) {
		this.status = status;
		this.listeners = listeners;
	}

	@Nullable Connection current() {
		return this.current;
	}

	synchronized void up(Connection connection) {
		if (this.closed || this.current != null) {
			return;
		}
		this.current = connection;
		String url = connection.getConnectedUrl();
		this.status.connected((url != null) ? ServerUrl.strip(url) : null, connection.getServerInfo().getVersion());
		this.listeners.connected(connection);
	}

	synchronized void down(Failure failure) {
		if (this.closed) {
			return;
		}
		if (this.current == null) {
			this.status.failed(failure);
			return;
		}
		this.current = null;
		this.listeners.disconnected();
		this.status.disconnected(failure);
	}

	synchronized void noted(Failure failure) {
		if (!this.closed) {
			this.status.noted(failure);
		}
	}

	synchronized void notPermitted(String permission, Failure failure) {
		if (!this.closed) {
			this.status.notPermitted(permission, failure);
		}
	}

	/**
	 * Tell the listeners that there will be no connection any more.
	 */
	synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			this.current = null;
			this.listeners.disconnected();
			this.status.closed();
		}
	}

}
