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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server that runs as a process of its own on the loopback address, with JetStream
 * unless told otherwise. <pre>{@code
 * try (NatsServer server = NatsServer.start(); Connection connection = server.connect()) {
 *     ...
 * }
 * }</pre>
 * <p>
 * {@link #start()} and {@link #restart()} return when the server accepts clients. Address
 * and stored messages survive {@link #stop()}, {@link #kill()} and {@link #restart()};
 * {@link #close()} ends the server and deletes what it stored, unless the folder was
 * given. A server never outlives the JVM that started it.
 * <p>
 * Safe for use by several threads.
 */
public final class NatsServer implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration PORT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * Whoever has the port of a server that was here before is expected to go, which a
	 * busy machine can delay.
	 */
	private static final Duration OWN_PORT_TIMEOUT = Duration.ofSeconds(30);

	/**
	 * The defaults of jnats, 2 and 5 seconds, are less than a busy machine stands still.
	 */
	private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration PUBLISH_TIMEOUT = Duration.ofMinutes(1);

	private final ServerSettings settings;

	private final Path folder;

	private final Path log;

	private volatile int port;

	private volatile @Nullable ServerProcess process;

	private boolean closed;

	private NatsServer(ServerSettings settings) throws IOException {
		this.settings = settings;
		this.folder = Files.createTempDirectory("telemetry-nats-server-").toAbsolutePath();
		this.log = Files.createFile(this.folder.resolve("nats-server.log"));
		Files.writeString(this.folder.resolve("nats-server.conf"), settings.configuration(this.folder));
	}

	/**
	 * Start a server with JetStream on a free port.
	 * @return the server, ready for clients
	 * @throws IllegalStateException if no nats-server can be found or it doesn't start
	 */
	public static NatsServer start() {
		return builder().start();
	}

	/**
	 * Start a server that is not like the default one.
	 * @return a builder
	 */
	public static NatsServerBuilder builder() {
		return new NatsServerBuilder();
	}

	static NatsServer start(ServerSettings settings) {
		try {
			NatsServer server = new NatsServer(settings);
			try {
				server.launch();
				return server;
			}
			catch (RuntimeException ex) {
				server.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the address that clients connect to.
	 * @return for example {@code nats://127.0.0.1:20123}
	 */
	public String url() {
		return "nats://127.0.0.1:" + this.port;
	}

	/**
	 * Return the port that clients connect to.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return the process id of the server's current or last run.
	 * @return the process id
	 */
	public long pid() {
		return currentProcess().pid();
	}

	/**
	 * Return the server's name, as clients and clusters see it.
	 * @return the name, the same after a restart
	 */
	public String name() {
		return this.settings.name();
	}

	/**
	 * Return the version of nats-server.
	 * @return for example {@code 2.9.10}
	 */
	public String version() {
		return this.settings.executable().version();
	}

	/**
	 * Return the program that is run.
	 * @return the executable
	 */
	public NatsServerExecutable executable() {
		return this.settings.executable();
	}

	/**
	 * Return whether the server's process is there; a paused one is.
	 * @return whether the server runs
	 */
	public boolean isRunning() {
		ServerProcess current = this.process;
		return current != null && current.isAlive();
	}

	/**
	 * Ask the server to end, and wait until it has. Does nothing if it doesn't run.
	 */
	public synchronized void stop() {
		currentProcess().terminate();
	}

	/**
	 * End the server at once, as {@code kill -9} does. Does nothing if it doesn't run.
	 */
	public synchronized void kill() {
		currentProcess().kill();
	}

	/**
	 * Freeze the server (SIGSTOP): its connections stay open, but nothing is answered.
	 * @throws IllegalStateException if the server doesn't run
	 * @throws UnsupportedOperationException on Windows
	 */
	public synchronized void pause() {
		requireRunning().pause();
	}

	/**
	 * Let a paused server go on (SIGCONT).
	 * @throws IllegalStateException if the server doesn't run
	 */
	public synchronized void resume() {
		requireRunning().resume();
	}

	/**
	 * Start the server again with the same address and store, after it was stopped if it
	 * still runs.
	 * @throws IllegalStateException if it doesn't start, or was closed
	 */
	public synchronized void restart() {
		if (this.closed) {
			throw new IllegalStateException("The server was closed; start another one");
		}
		stop();
		launch();
	}

	/**
	 * Return what the server has logged in all of its runs so far.
	 * @return the log's text, empty after {@link #close()}
	 */
	public String log() {
		return log(0);
	}

	/**
	 * Connect a plain client, with the defaults of jnats except that it logs nothing, and
	 * waits for answers longer: 10 seconds, and a minute for what is published
	 * asynchronously.
	 * @return a connection, for the caller to close
	 * @throws UncheckedIOException if the server is not there or refuses
	 */
	public Connection connect() {
		return connect((options) -> {
		});
	}

	/**
	 * Connect a plain client with options of one's own.
	 * @param customizer receives the options, with this server's address in them
	 * @return a connection, for the caller to close
	 * @throws UncheckedIOException if the server is not there or refuses
	 */
	public Connection connect(Consumer<Options.Builder> customizer) {
		Options.Builder options = Options.builder()
			.server(url())
			.connectionTimeout(CLIENT_TIMEOUT)
			.requestCleanupInterval(PUBLISH_TIMEOUT)
			.errorListener(new ErrorListener() {
			});
		customizer.accept(options);
		try {
			return Nats.connect(options.build());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No connection to " + this, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while connecting to " + this, ex);
		}
	}

	/**
	 * End the server and delete what is temporary. Does nothing when called again.
	 */
	@Override
	public synchronized void close() {
		ServerProcess current = this.process;
		if (!this.closed) {
			this.closed = true;
			if (current != null && current.isAlive()) {
				if (this.settings.storeDirectory() != null) {
					current.terminate();
				}
				current.kill();
			}
			try {
				Folders.delete(this.folder);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	@Override
	public String toString() {
		return "nats-server " + version() + " at " + url();
	}

	private void launch() {
		long portDeadline = System.nanoTime() + ((this.port != 0) ? OWN_PORT_TIMEOUT : PORT_TIMEOUT).toNanos();
		ServerReadiness readiness = new ServerReadiness(name(), this.settings.jetStream());
		while (true) {
			int candidate = candidatePort();
			int logged = log().length();
			ServerProcess started = ServerProcess.launch(this.settings.command(this.folder, candidate), this.log,
					this.folder);
			this.process = started;
			if (readiness.await(started, candidate, () -> log(logged), START_TIMEOUT)) {
				this.port = candidate;
				return;
			}
			started.kill();
			boolean portIsTaken = isAddressInUse(log(logged));
			if (!portIsTaken || System.nanoTime() > portDeadline) {
				throw new ServerStartException(this.settings.executable() + " did not get ready on port " + candidate
						+ (portIsTaken ? ", which is in use" : "") + "; its log:\n" + log(logged), portIsTaken);
			}
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}
	}

	private int candidatePort() {
		// Once started, the port is part of the server's address
		if (this.port != 0) {
			return this.port;
		}
		return (this.settings.port() != 0) ? this.settings.port() : FreePorts.find();
	}

	private static boolean isAddressInUse(String log) {
		return log.contains("address already in use") || log.contains("Only one usage of each socket address");
	}

	private String log(int from) {
		try {
			String text = new String(Files.readAllBytes(this.log), StandardCharsets.UTF_8);
			return text.substring(Math.min(from, text.length()));
		}
		catch (IOException ex) {
			return "";
		}
	}

	private ServerProcess currentProcess() {
		ServerProcess current = this.process;
		if (current == null) {
			throw new IllegalStateException("The server has not been started");
		}
		return current;
	}

	private ServerProcess requireRunning() {
		ServerProcess current = currentProcess();
		if (!current.isAlive()) {
			throw new IllegalStateException(this + " does not run; its log:\n" + log());
		}
		return current;
	}

}
