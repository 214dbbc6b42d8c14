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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A proxy on the loopback address that stands between clients and a server, and does to
 * their TCP connections what networks do. <pre>{@code
 * try (TcpProxy proxy = TcpProxy.to(server.port())) {
 *     connect("nats://127.0.0.1:" + proxy.port());
 *     proxy.stall();
 *     ...
 *     proxy.heal();
 * }
 * }</pre>
 * <p>
 * What is set holds for all connections, present and future, until something else is set
 * or {@link #heal()} is called. Cutting, resetting and half-closing are done once, to the
 * connections that there are. Safe for use by several threads.
 */
public final class TcpProxy implements AutoCloseable {

	private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

	private final int serverPort;

	private final Weather weather = new Weather();

	private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

	private final int port;

	private @Nullable ServerSocket listening;

	private @Nullable Thread accepting;

	private boolean closed;

	private TcpProxy(int serverPort) throws IOException {
		this.serverPort = serverPort;
		this.port = FreePorts.find();
		listen();
	}

	/**
	 * Start a proxy on a free port that forwards everything.
	 * @param serverPort the server's port of 127.0.0.1; nobody needs to listen there yet
	 * @return the proxy, ready for clients
	 * @throws UncheckedIOException if it can't listen
	 */
	public static TcpProxy to(int serverPort) {
		try {
			return new TcpProxy(serverPort);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the port of 127.0.0.1 that clients connect to.
	 * @return the port, always the same
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return the address that clients of a nats-server behind this proxy connect to.
	 * @return for example {@code nats://127.0.0.1:20123}
	 */
	public String url() {
		return "nats://127.0.0.1:" + this.port;
	}

	/**
	 * Return how many connections of clients are open.
	 * @return the number of connections
	 */
	public int connectionCount() {
		return this.connections.size();
	}

	boolean hasSwallowed() {
		return this.connections.stream().anyMatch(ProxiedConnection::hasMissedBytes);
	}

	/**
	 * Forward everything again, beginning with what was held back. Connections that have
	 * missed bytes are reset, since nobody could make sense of the rest.
	 */
	public synchronized void heal() {
		this.weather.heal();
		this.connections.stream().filter(ProxiedConnection::hasMissedBytes).forEach(ProxiedConnection::reset);
		if (this.listening == null && !this.closed) {
			try {
				listen();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Close all connections in an orderly way (FIN). New ones are forwarded.
	 */
	public void cut() {
		this.connections.forEach(ProxiedConnection::close);
	}

	/**
	 * Reset all connections (RST): what is on its way is lost. New ones are forwarded.
	 */
	public void reset() {
		this.connections.forEach(ProxiedConnection::reset);
	}

	/**
	 * End the way from the server to the client (FIN) in all connections, and leave the
	 * other direction open.
	 */
	public void halfClose() {
		this.connections.forEach(ProxiedConnection::halfClose);
	}

	/**
	 * Reset all connections and refuse new ones, as if nobody listened here.
	 */
	public synchronized void refuse() {
		closeListening();
		reset();
	}

	/**
	 * Accept connections and bytes, and hold them back: nothing arrives at either end.
	 */
	public void stall() {
		this.weather.stall();
	}

	/**
	 * Let everything arrive later, in both directions.
	 * @param delay how much later
	 */
	public void delay(Duration delay) {
		this.weather.delay(delay);
	}

	/**
	 * Throw away what the server sends: requests and publishes arrive and are carried
	 * out, answers and acknowledgements get lost.
	 */
	public void swallowAnswers() {
		this.weather.swallowAnswers();
	}

	/**
	 * Reset all connections and listen no more.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		closeListening();
		reset();
	}

	private void listen() throws IOException {
		ServerSocket socket = new ServerSocket();
		try {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(FreePorts.loopback(), this.port));
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
		Thread thread = new Thread(() -> accept(socket), "tcp-proxy-" + this.port);
		thread.setDaemon(true);
		this.listening = socket;
		this.accepting = thread;
		thread.start();
	}

	private void closeListening() {
		ServerSocket socket = this.listening;
		Thread thread = this.accepting;
		this.listening = null;
		this.accepting = null;
		if (socket == null || thread == null) {
			return;
		}
		try {
			socket.close();
			// The operating system goes on listening until nobody is in accept() any more
			thread.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept(ServerSocket socket) {
		while (!socket.isClosed()) {
			try {
				forward(socket.accept());
			}
			catch (IOException ex) {
				// Refused or closed, or this one client has gone already
			}
		}
	}

	private void forward(Socket client) throws IOException {
		Socket server = new Socket();
		try {
			server.connect(new InetSocketAddress(FreePorts.loopback(), this.serverPort), CONNECT_TIMEOUT_MILLIS);
		}
		catch (IOException ex) {
			server.close();
			client.setSoLinger(true, 0);
			client.close();
			return;
		}
		ProxiedConnection connection = new ProxiedConnection(client, server, this.weather, this.connections::remove);
		this.connections.add(connection);
		connection.start();
	}

	@Override
	public String toString() {
		return "proxy at " + url() + " to port " + this.serverPort;
	}

}
