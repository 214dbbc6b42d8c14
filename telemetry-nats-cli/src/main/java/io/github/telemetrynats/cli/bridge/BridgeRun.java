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

package io.github.telemetrynats.cli.bridge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.JetStreamApiException;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.bridge.BridgeException;
import io.github.telemetrynats.bridge.BridgeSettings;
import io.github.telemetrynats.bridge.OtlpBridge;
import io.github.telemetrynats.bridge.SignalStats;
import io.github.telemetrynats.bridge.health.BridgeHealthServer;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.record.Signal;

/**
 * Runs a bridge until it is at the end, or is told to stop, and says how it does.
 */
final class BridgeRun {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final int STREAM_NOT_FOUND = 10059;

	private final Session session;

	private final BridgeSettings settings;

	private final @Nullable Integer healthPort;

	private final String healthAddress;

	private final Map<Signal, Long> sent = new EnumMap<>(Signal.class);

	BridgeRun(Session session, BridgeSettings settings, @Nullable Integer healthPort, String healthAddress) {
		this.session = session;
		this.settings = settings;
		this.healthPort = healthPort;
		this.healthAddress = healthAddress;
	}

	int run() {
		AtomicBoolean ended = new AtomicBoolean();
		try (OtlpBridge bridge = OtlpBridge.start(this.session.link().connection(), this.settings, this::tell);
				Closing stop = closeWhenStopped(bridge, ended);
				Closing health = health(bridge)) {
			long last = System.nanoTime();
			while (!bridge.awaitEnd(INTERVAL)) {
				status(bridge, Duration.ofNanos(System.nanoTime() - last));
				last = System.nanoTime();
			}
			if (!ended.compareAndSet(false, true)) {
				// Told to stop: the hook ends the JVM when all is given back
				new CountDownLatch(1).await();
			}
			status(bridge, Duration.ZERO);
			return ExitCode.OK;
		}
		catch (BridgeException ex) {
			boolean missing = ex.getCause() instanceof JetStreamApiException refusal
					&& refusal.getApiErrorCode() == STREAM_NOT_FOUND;
			throw new CommandFailure(missing ? ExitCode.MISSING : ExitCode.CONNECTION, String.valueOf(ex.getMessage()));
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			throw CommandFailure.usage("--health-port " + this.healthPort + " cannot be used: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return ExitCode.PARTIAL;
		}
	}

	// From the start on, so that whoever stops it early gets the rest back as well
	private Closing closeWhenStopped(OtlpBridge bridge, AtomicBoolean ended) {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			if (ended.compareAndSet(false, true)) {
				bridge.close();
				status(bridge, Duration.ZERO);
				Runtime.getRuntime().halt(ExitCode.OK);
			}
		}));
		return () -> ended.set(true);
	}

	private Closing health(OtlpBridge bridge) throws IOException {
		Integer port = this.healthPort;
		if (port == null) {
			return () -> {
			};
		}
		BridgeHealthServer server = BridgeHealthServer.start(bridge, new InetSocketAddress(this.healthAddress, port));
		tell("health and metrics at http://" + this.healthAddress + ":" + server.port());
		return server::close;
	}

	private void tell(String message) {
		this.session.terminal().note("-- " + message);
	}

	private void status(OtlpBridge bridge, Duration since) {
		List<String> parts = new ArrayList<>();
		for (SignalStats stats : bridge.stats()) {
			Long before = this.sent.put(stats.signal(), stats.sent());
			String rate = since.isZero() ? ""
					: " (" + Numbers.grouped(
							Math.round((stats.sent() - ((before != null) ? before : 0)) * 1_000.0 / since.toMillis()))
							+ "/s)";
			parts.add(stats.signal().token() + ' ' + Numbers.grouped(stats.sent()) + rate + ", lag "
					+ Numbers.grouped(stats.lag()) + ", on the way " + Numbers.grouped(stats.held()) + ", retries "
					+ Numbers.grouped(stats.retries()) + ", dead letters " + Numbers.grouped(stats.deadLetters())
					+ (stats.failing() ? ", FAILING" : ""));
		}
		tell(String.join(" | ", parts));
	}

	/**
	 * Ends something that was started.
	 */
	private interface Closing extends AutoCloseable {

		@Override
		void close();

	}

}
