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

package io.github.telemetrynats.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfoOptions;

import io.github.telemetrynats.test.NatsServer;

/**
 * A single nats-server with the stream of the contract in files, found by the mechanism
 * of the test module, so {@code NATS_SERVER} names another. Used by one thread.
 */
public final class TelemetryServer implements AutoCloseable {

	static final String STREAM = "TELEMETRY";

	static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(5);

	private static final long MAX_BYTES = 8L * 1024 * 1024 * 1024;

	private final NatsServer server;

	private final Connection admin;

	private final JetStreamManagement management;

	private TelemetryServer(NatsServer server) throws IOException {
		this.server = server;
		this.admin = server.connect();
		this.management = this.admin.jetStreamManagement();
	}

	/**
	 * Start a server, with an empty stream.
	 * @return the server
	 * @throws IOException if it cannot be spoken to
	 * @throws JetStreamApiException if there can be no stream
	 */
	public static TelemetryServer start() throws IOException, JetStreamApiException {
		TelemetryServer started = new TelemetryServer(NatsServer.builder().config("max_payload: 8MB\n").start());
		started.addStream();
		return started;
	}

	/**
	 * Replace the stream by an empty one, that remembers no message id either.
	 * @throws IOException if the server does not answer
	 * @throws JetStreamApiException if it refuses
	 */
	public void emptyStream() throws IOException, JetStreamApiException {
		this.management.deleteStream(STREAM);
		addStream();
	}

	private void addStream() throws IOException, JetStreamApiException {
		this.management.addStream(StreamConfiguration.builder()
			.name(STREAM)
			.subjects("telemetry.>")
			.storageType(StorageType.File)
			.duplicateWindow(DUPLICATE_WINDOW)
			.maxBytes(MAX_BYTES)
			.build());
	}

	/**
	 * Return how many messages the stream has.
	 * @return the number
	 * @throws IOException if the server does not answer
	 * @throws JetStreamApiException if it refuses
	 */
	public long stored() throws IOException, JetStreamApiException {
		return this.management.getStreamInfo(STREAM).getStreamState().getMsgCount();
	}

	/**
	 * Return how many messages the stream has of some subjects.
	 * @param filter the subjects
	 * @return the number
	 * @throws IOException if the server does not answer
	 * @throws JetStreamApiException if it refuses
	 */
	public long stored(String filter) throws IOException, JetStreamApiException {
		Map<String, Long> subjects = this.management.getStreamInfo(STREAM, StreamInfoOptions.filterSubjects(filter))
			.getStreamState()
			.getSubjectMap();
		return subjects.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * End the server as a shutdown does, and start it again with what it has stored.
	 */
	public void restart() {
		this.server.restart();
	}

	public Connection admin() {
		return this.admin;
	}

	public int port() {
		return this.server.port();
	}

	public String url() {
		return this.server.url();
	}

	public String version() {
		return "nats-server " + this.server.version();
	}

	/**
	 * Return the server's process.
	 * @return the process
	 */
	public OtherProcess process() {
		return new OtherProcess(this.server.pid());
	}

	@Override
	public void close() throws InterruptedException {
		this.admin.close();
		this.server.close();
	}

}
