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

/**
 * The application's own connection: listened to, and left as it is.
 */
final class BorrowedConnection implements Link, JnatsEvents.Outcome {

	private final Connection connection;

	private final Edges edges;

	private final JnatsEvents events;

	BorrowedConnection(Connection connection, Edges edges) {
		this.connection = connection;
		this.edges = edges;
		this.events = new JnatsEvents(edges, Redactor.ofUserInfo(), this);
	}

	@Override
	public void start() {
		this.connection.addConnectionListener(this.events);
		if (this.connection.getStatus() == Connection.Status.CONNECTED) {
			this.edges.up(this.connection);
		}
		if (this.connection.getStatus() != Connection.Status.CONNECTED) {
			// Not yet, or lost in the meantime
			this.edges.down(new Failure("the application's connection is " + this.connection.getStatus(), false));
		}
	}

	@Override
	public void close(long deadline) {
		this.connection.removeConnectionListener(this.events);
	}

	@Override
	public void connected() {
	}

	@Override
	public void failed(Failure failure) {
	}

	@Override
	public void closed(JnatsEvents events) {
		this.edges.down(new Failure("the application closed its connection", false));
	}

}
