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
 * Is told when there is a connection to use and when there is none. The calls to one
 * listener alternate, beginning with {@code connected}, and never overlap.
 */
public interface ConnectionListener {

	/**
	 * There is a connection, new or again, and its subscriptions are in place. Called on
	 * the connection's own thread, which may be blocked for requests; listeners are
	 * called one after the other, in the order in which they were added.
	 * @param connection the connection
	 */
	void connected(Connection connection);

	/**
	 * The connection is gone. Called at once, on a thread of jnats or the one that closes
	 * the connection: must not block. If this listener is still busy with
	 * {@code connected}, it is called right after that, on the same thread.
	 */
	void disconnected();

}
