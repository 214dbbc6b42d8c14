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

import io.nats.client.Connection;

/**
 * Remembers what it was told, and on which thread.
 */
final class RecordingListener implements ConnectionListener {

	final List<String> calls = new CopyOnWriteArrayList<>();

	final List<String> threads = new CopyOnWriteArrayList<>();

	@Override
	public void connected(Connection connection) {
		this.threads.add(Thread.currentThread().getName());
		this.calls.add("connected");
	}

	@Override
	public void disconnected() {
		this.calls.add("disconnected");
	}

}
