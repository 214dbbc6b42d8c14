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

package io.github.telemetrynats.faults;

import java.nio.file.Path;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerExecutable;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Servers that take over from each other, with one store: on another port, or without
 * JetStream.
 */
final class Relay implements AutoCloseable {

	private final NatsServerExecutable executable;

	private final Path store;

	private NatsServer current;

	private int otherPort;

	Relay(NatsServerExecutable executable, Path store, NatsServer first, int otherPort) {
		this.executable = executable;
		this.store = store;
		this.current = first;
		this.otherPort = otherPort;
	}

	void moveToTheOtherPort() {
		int port = this.current.port();
		this.current.kill();
		this.current.close();
		this.current = start(this.otherPort, true);
		this.otherPort = port;
	}

	void withoutJetStream(Runnable meanwhile) {
		int port = this.current.port();
		this.current.stop();
		this.current.close();
		try (NatsServer plain = start(port, false)) {
			meanwhile.run();
			plain.stop();
		}
		this.current = start(port, true);
	}

	TelemetryStream stream() {
		return TelemetryStream.of(this.current);
	}

	private NatsServer start(int port, boolean jetStream) {
		return NatsServer.builder()
			.executable(this.executable)
			.port(port)
			.jetStream(jetStream)
			.storeDirectory(this.store)
			.start();
	}

	@Override
	public void close() {
		this.current.close();
	}

}
