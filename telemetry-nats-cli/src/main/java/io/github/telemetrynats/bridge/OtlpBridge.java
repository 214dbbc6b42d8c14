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

package io.github.telemetrynats.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.NUID;

import io.github.telemetrynats.bridge.export.OtlpExporter;
import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.record.Signal;

/**
 * A running bridge from the stream to OpenTelemetry backends. <pre>{@code
 * Map<Signal, OtlpTarget> targets = Map.of(Signal.SPANS,
 *         OtlpTarget.of(URI.create("http://localhost:4318/v1/traces")));
 * try (OtlpBridge bridge = OtlpBridge.start(connection, BridgeSettings.builder(targets).build(), logger::warn)) {
 *     ...
 * }
 * }</pre>
 * <p>
 * A record is acknowledged when the backend has answered that it has it, and not before:
 * what is lost on the way, or with this process, is sent again. Safe for use by several
 * threads.
 */
public final class OtlpBridge implements AutoCloseable {

	private static final Duration LAG_INTERVAL = Duration.ofSeconds(10);

	private final Map<Signal, SignalBridge> signals;

	private final ScheduledExecutorService timer;

	private final Duration shutdownTimeout;

	private final Connection connection;

	private final BridgeListener listener;

	private boolean closed;

	private OtlpBridge(Map<Signal, SignalBridge> signals, Connection connection, BridgeSettings settings,
			BridgeListener listener) {
		this.signals = signals;
		this.connection = connection;
		this.listener = listener;
		this.shutdownTimeout = settings.shutdownTimeout();
		this.timer = Executors.newScheduledThreadPool(2, (task) -> {
			Thread thread = new Thread(task, "otlp-bridge-timer");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Start a bridge.
	 * @param connection an open connection to the server, which stays open afterwards
	 * @param settings how it works
	 * @param listener is told what an operator should know
	 * @return the bridge
	 * @throws BridgeException if the stream cannot be read, or the dead letters have no
	 * place
	 * @throws IllegalArgumentException if a target cannot be used
	 */
	public static OtlpBridge start(Connection connection, BridgeSettings settings, BridgeListener listener)
			throws BridgeException {
		Map<Signal, OtlpExporter> exporters = new EnumMap<>(Signal.class);
		for (Map.Entry<Signal, OtlpTarget> target : settings.targets().entrySet()) {
			exporters.put(target.getKey(), new OtlpExporter(target.getKey(), target.getValue()));
		}
		DeadLetters deadLetters = new DeadLetters(connection, settings.deadLetterSubject());
		try {
			deadLetters.provision(settings.deadLetterStream());
		}
		catch (IOException | JetStreamApiException ex) {
			throw new BridgeException(
					"There is no place for dead letters: no stream has the subjects " + settings.deadLetterSubject()
							+ ".>, and " + settings.deadLetterStream() + " cannot be created: " + ex.getMessage(),
					ex);
		}
		Map<Signal, SignalBridge> signals = new EnumMap<>(Signal.class);
		String run = NUID.nextGlobal();
		try {
			for (Map.Entry<Signal, OtlpExporter> exporter : exporters.entrySet()) {
				signals.put(exporter.getKey(), new SignalBridge(exporter.getKey(), connection, settings,
						exporter.getValue(), run, deadLetters, listener));
			}
		}
		catch (IOException | JetStreamApiException ex) {
			throw new BridgeException("The stream cannot be read: " + ex.getMessage(), ex);
		}
		OtlpBridge bridge = new OtlpBridge(signals, connection, settings, listener);
		bridge.begin();
		return bridge;
	}

	private void begin() {
		for (SignalBridge signal : this.signals.values()) {
			every(signal.ackWait().dividedBy(6), signal::signOfLife);
			every(LAG_INTERVAL, signal::refreshLag);
			signal.start();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void every(Duration interval, Runnable task) {
		this.timer.scheduleWithFixedDelay(() -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				// Thrown on, it would end all further runs
				this.listener.tell("a fault of the bridge: " + ex);
			}
		}, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Wait until all is sent; only a bridge that stops by itself gets there.
	 * @param timeout how long to wait
	 * @return whether all is sent
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitEnd(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		for (SignalBridge signal : this.signals.values()) {
			if (!signal.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return what the bridge has done so far.
	 * @return one for each signal that it forwards
	 */
	public List<SignalStats> stats() {
		List<SignalStats> stats = new ArrayList<>();
		this.signals.values().forEach((signal) -> stats.add(signal.stats()));
		return stats;
	}

	/**
	 * Return whether the server is connected and all backends take records.
	 * @return whether records flow
	 */
	public boolean isReady() {
		return this.connection.getStatus() == Connection.Status.CONNECTED
				&& stats().stream().noneMatch(SignalStats::failing);
	}

	/**
	 * Stop: finish what is on the way if the backend answers, give the rest back to the
	 * stream, within the time that the settings allow. Does nothing when called again.
	 */
	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		long deadline = System.nanoTime() + this.shutdownTimeout.toNanos();
		this.signals.values().forEach(SignalBridge::stopReading);
		try {
			int returned = 0;
			for (SignalBridge signal : this.signals.values()) {
				returned += signal.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
			}
			if (returned > 0) {
				this.listener.tell(returned + " records were given back to the stream");
			}
			this.connection.flush(Duration.ofSeconds(1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | IllegalStateException ex) {
			// The server takes the records back by itself when no sign of life comes
		}
		finally {
			this.timer.shutdownNow();
		}
	}

}
