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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of edges. To each of them, {@code connected} and {@code disconnected}
 * alternate and never overlap: who is still busy with {@code connected} when the
 * connection goes is told right after it, on the same thread. Edges that are over before
 * they could be told are left out.
 */
final class ListenerQueue {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryConnection.class);

	private final Executor ownThread;

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	private volatile @Nullable Edge current;

	ListenerQueue(Executor ownThread) {
		this.ownThread = ownThread;
	}

	void add(ConnectionListener listener) {
		Entry entry = new Entry(listener);
		this.entries.add(entry);
		Edge edge = this.current;
		if (edge != null) {
			this.ownThread.execute(() -> entry.connected(edge));
		}
	}

	/**
	 * There is a connection.
	 * @param connection the connection
	 */
	void connected(Connection connection) {
		Edge edge = new Edge(connection);
		this.current = edge;
		this.ownThread.execute(() -> this.entries.forEach((entry) -> entry.connected(edge)));
	}

	/**
	 * There is none.
	 */
	void disconnected() {
		this.current = null;
		this.entries.forEach(Entry::disconnected);
	}

	private static void call(Runnable callback) {
		try {
			callback.run();
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of the NATS connection failed", ex);
		}
	}

	/**
	 * One time that the connection came up.
	 */
	private static final class Edge {

		private final Connection connection;

		private Edge(Connection connection) {
			this.connection = connection;
		}

	}

	private final class Entry {

		private final ConnectionListener listener;

		private boolean calling;

		private boolean owed;

		private boolean told;

		private Entry(ConnectionListener listener) {
			this.listener = listener;
		}

		private void connected(Edge edge) {
			synchronized (this) {
				if (this.told || this.calling || ListenerQueue.this.current != edge) {
					return;
				}
				this.calling = true;
			}
			call(() -> this.listener.connected(edge.connection));
			boolean gone;
			synchronized (this) {
				this.calling = false;
				gone = this.owed;
				this.owed = false;
				this.told = !gone;
			}
			if (gone) {
				call(this.listener::disconnected);
			}
		}

		private void disconnected() {
			synchronized (this) {
				this.owed |= this.calling;
				if (!this.told) {
					return;
				}
				this.told = false;
			}
			call(this.listener::disconnected);
		}

	}

}
