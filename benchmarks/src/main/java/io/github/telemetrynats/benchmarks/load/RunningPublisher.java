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

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.PublishedStream;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Subjects;

/**
 * The publisher with a connection of its own, and somebody who offers no more than there
 * is room for. Used by one thread.
 */
public final class RunningPublisher implements AutoCloseable {

	/** Looking at the account costs about as much as a record does. */
	private static final int OFFERS_BETWEEN_LOOKS = 256;

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final TelemetryConnection connection;

	private final TelemetryPublisher publisher;

	private long offered;

	private RunningPublisher(int port, PublisherSettings settings) {
		this.connection = TelemetryConnection
			.open(ConnectionSettings.builder().servers("nats://127.0.0.1:" + port).build());
		this.publisher = TelemetryPublisher.start(this.connection, new Subjects("telemetry"), settings, new Stream());
	}

	/**
	 * Connect.
	 * @param port the server's port on the loopback address
	 * @param settings the publisher's settings
	 * @return the publisher, connected
	 */
	public static RunningPublisher connect(int port, PublisherSettings settings) {
		RunningPublisher running = new RunningPublisher(port, settings);
		while (!running.connection.state().connected()) {
			LockSupport.parkNanos(LOOK_NANOS);
		}
		return running;
	}

	/**
	 * Return the default settings with another window.
	 * @param window how many records may be on their way
	 * @return the settings
	 */
	public static PublisherSettings settings(int window) {
		PublisherSettings defaults = PublisherSettings.defaults();
		return new PublisherSettings(defaults.queueCapacity(), defaults.reservedCapacity(), defaults.bufferBytes(),
				defaults.reservedBufferPercent(), window, defaults.ackTimeout(), defaults.backoffInitial(),
				defaults.backoffMax(), Duration.ofSeconds(30), defaults.overflowPolicy());
	}

	public TelemetryPublisher publisher() {
		return this.publisher;
	}

	/**
	 * Offer a signal, once there is room for it.
	 * @param signal the signal
	 * @param outstanding how many may be unsettled at most
	 */
	public void offer(CapturedSignal signal, int outstanding) {
		if (++this.offered % Math.max(1, Math.min(OFFERS_BETWEEN_LOOKS, outstanding / 4)) == 0) {
			while (pending() > outstanding) {
				LockSupport.parkNanos(LOOK_NANOS);
			}
		}
		this.publisher.offer(signal);
	}

	/**
	 * Wait until every record is confirmed or dropped.
	 * @return what became of all records so far: {@code offered}, {@code confirmed} and
	 * {@code dropped}
	 */
	public Figures awaitSettled() {
		while (pending() > 0) {
			LockSupport.parkNanos(LOOK_NANOS);
		}
		PublisherStats stats = this.publisher.stats();
		return new Figures().set("offered", stats.signals().values().stream().mapToLong(SignalStats::offered).sum())
			.set("confirmed", stats.signals().values().stream().mapToLong(SignalStats::confirmed).sum())
			.set("dropped", stats.signals().values().stream().mapToLong(SignalStats::droppedTotal).sum());
	}

	private long pending() {
		return this.publisher.stats().signals().values().stream().mapToLong(SignalStats::pending).sum();
	}

	@Override
	public void close() {
		this.publisher.close();
		this.connection.close();
	}

	/**
	 * The stream, which is there before anybody publishes.
	 */
	private static final class Stream implements PublishedStream {

		@Override
		public String name() {
			return TelemetryServer.STREAM;
		}

		@Override
		public Duration duplicateWindow() {
			return TelemetryServer.DUPLICATE_WINDOW;
		}

		@Override
		public void missing() {
			throw new IllegalStateException("The stream is missing");
		}

	}

}
