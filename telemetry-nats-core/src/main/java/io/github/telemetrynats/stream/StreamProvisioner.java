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

import io.nats.client.Connection;

import io.github.telemetrynats.connection.ConnectionListener;
import io.github.telemetrynats.connection.TelemetryConnection;

/**
 * Creates, checks and watches the stream. Safe for use by several threads.
 */
public final class StreamProvisioner implements ConnectionListener, AutoCloseable {

	/**
	 * Create a provisioner. To be added to the connection's listeners before the
	 * publisher.
	 * @param connection the connection
	 * @param settings what the stream should be like
	 */
	public StreamProvisioner(TelemetryConnection connection, StreamSettings settings) {
	}

	/**
	 * Provision again soon, because the server says that the stream is not there. Never
	 * blocks; calls in quick succession are one.
	 */
	public void streamMissing() {
	}

	@Override
	public void connected(Connection connection) {
	}

	@Override
	public void disconnected() {
	}

	/**
	 * Return what is known now. Never blocks.
	 * @return a snapshot
	 */
	public StreamState state() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
	}

}
