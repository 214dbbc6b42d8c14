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
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link TcpProxy} with a server that echoes every byte.
 */
class TcpProxyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int SHORT_MILLIS = 200;

	private static final int LONG_MILLIS = 60_000;

	private final AtomicInteger received = new AtomicInteger();

	private ServerSocket echo;

	private TcpProxy proxy;

	@BeforeEach
	void setUp() throws IOException {
		this.echo = new ServerSocket();
		this.echo.bind(new InetSocketAddress(FreePorts.loopback(), 0));
		Thread server = new Thread(this::serve);
		server.setDaemon(true);
		server.start();
		this.proxy = TcpProxy.to(this.echo.getLocalPort());
	}

	@AfterEach
	void tearDown() throws IOException {
		this.proxy.close();
		this.echo.close();
	}

	@Test
	void forwardsBothWays() throws IOException {
		try (Socket client = connect()) {
			assertThat(echoOf(client, 7)).isEqualTo(7);
			assertThat(this.proxy.connectionCount()).isEqualTo(1);
		}
		await().atMost(PATIENCE).until(() -> this.proxy.connectionCount() == 0);
		assertThat(this.proxy)
			.hasToString("proxy at nats://127.0.0.1:" + this.proxy.port() + " to port " + this.echo.getLocalPort());
	}

	@Test
	void cutEndsConnectionsAndTakesNewOnes() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.cut();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
		try (Socket client = connect()) {
			assertThat(echoOf(client, 2)).isEqualTo(2);
		}
	}

	@Test
	void resetIsNoOrderlyEnd() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.reset();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
	}

	@Test
	void halfCloseEndsTheAnswersAndLeavesTheRequests() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.halfClose();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			client.getOutputStream().write(2);
			await().atMost(PATIENCE).until(() -> this.received.get() == 2);
		}
	}

	@Test
	void refusesUntilItIsHealed() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.refuse();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
		this.proxy.heal();
		try (Socket client = connect()) {
			assertThat(echoOf(client, 2)).isEqualTo(2);
		}
	}

	@Test
	void holdsBackWhileStalledAndForwardsAllOfItAfterwards() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.stall();
			client.getOutputStream().write(2);
			client.getOutputStream().write(3);
			client.setSoTimeout(SHORT_MILLIS);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.getInputStream().read());
			assertThat(this.received).hasValue(1);
			try (Socket late = connect()) {
				late.getOutputStream().write(9);
				this.proxy.heal();
				assertThat(late.getInputStream().read()).isEqualTo(9);
			}
			client.setSoTimeout(LONG_MILLIS);
			assertThat(client.getInputStream().read()).isEqualTo(2);
			assertThat(client.getInputStream().read()).isEqualTo(3);
		}
	}

	@Test
	void delaysBothWays() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.delay(Duration.ofMillis(SHORT_MILLIS));
			long start = System.nanoTime();
			assertThat(echoOf(client, 2)).isEqualTo(2);
			assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
		}
	}

	@Test
	void swallowsAnswersOfRequestsThatArrive() throws IOException {
		try (Socket client = connect()) {
			echoOf(client, 1);
			this.proxy.swallowAnswers();
			client.getOutputStream().write(2);
			await().atMost(PATIENCE).until(() -> this.received.get() == 2 && this.proxy.hasSwallowed());
			client.setSoTimeout(SHORT_MILLIS);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.getInputStream().read());
			this.proxy.heal();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
		try (Socket client = connect()) {
			assertThat(echoOf(client, 3)).isEqualTo(3);
		}
	}

	@Test
	void resetsClientsOfAServerThatIsNotThere() throws IOException {
		try (TcpProxy toNobody = TcpProxy.to(FreePorts.find()); Socket client = connect(toNobody)) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
	}

	private Socket connect() throws IOException {
		return connect(this.proxy);
	}

	private static Socket connect(TcpProxy proxy) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(FreePorts.loopback(), proxy.port()));
			socket.setSoTimeout(LONG_MILLIS);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static int echoOf(Socket client, int value) throws IOException {
		client.getOutputStream().write(value);
		return client.getInputStream().read();
	}

	private void serve() {
		while (!this.echo.isClosed()) {
			try {
				Socket client = this.echo.accept();
				Thread answering = new Thread(() -> answer(client));
				answering.setDaemon(true);
				answering.start();
			}
			catch (IOException ex) {
				// The test is over
			}
		}
	}

	private void answer(Socket socket) {
		try (Socket client = socket) {
			for (int value = client.getInputStream().read(); value >= 0; value = client.getInputStream().read()) {
				this.received.incrementAndGet();
				client.getOutputStream().write(value);
			}
		}
		catch (IOException ex) {
			// The client has gone
		}
	}

}
