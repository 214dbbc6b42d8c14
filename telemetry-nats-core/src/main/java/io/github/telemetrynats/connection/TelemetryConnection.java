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
 * The one connection to NATS that everything uses. Safe for use by several threads.
 */
public final class TelemetryConnection implements AutoCloseable {

	private TelemetryConnection() {
	}

	/**
	 * Start connecting in the background, for as long as it takes.
	 * @param settings where and how
	 * @return the connection, at once
	 */
	public static TelemetryConnection open(ConnectionSettings settings) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Use a connection of the application, which is never closed here.
	 * @param existing the application's connection
	 * @return the connection, at once
	 */
	public static TelemetryConnection using(Connection existing) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Add a listener. If there is a connection, the listener is told soon, on the
	 * connection's own thread.
	 * @param listener is told of every change from now on
	 */
	public void addListener(ConnectionListener listener) {
	}

	/**
	 * Run a task on the connection's own thread, which may be blocked for requests. Tasks
	 * that are submitted after closing are dropped.
	 * @param task what to do
	 */
	public void execute(Runnable task) {
	}

	/**
	 * Return the connection, if there is one.
	 * @return the connection or {@code null} while there is none
	 */
	public @Nullable Connection current() {
		return null;
	}

	/**
	 * Return what is known now. Never blocks.
	 * @return a snapshot
	 */
	public ConnectionState state() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Close the connection, unless it is the application's, and end the threads.
	 */
	@Override
	public void close() {
	}

}
