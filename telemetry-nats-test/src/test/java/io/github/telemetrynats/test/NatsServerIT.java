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

import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@NatsServerTest(perMethod = true)
class NatsServerIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private NatsServerExecutable executable;

	@Test
	void tellsWhatItIs(NatsServer server) {
		assertThat(server.isRunning()).isTrue();
		assertThat(server.port()).isNotEqualTo(4222).isPositive();
		assertThat(server.url()).isEqualTo("nats://127.0.0.1:" + server.port());
		assertThat(server.version()).matches("2\\.\\d+\\.\\d+.*");
		assertThat(server.executable()).isEqualTo(this.executable);
		// The server takes connections before it says so
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(server.log()).contains("Server is ready").contains(server.version()));
		assertThat(ProcessHandle.of(server.pid())).get().matches(ProcessHandle::isAlive);
		assertThat(server).hasToString("nats-server " + server.version() + " at " + server.url());
	}

	@Test
	void messagesAndPortSurviveEveryKindOfRestart(NatsServer server) throws Exception {
		int port = server.port();
		createStream(server);
		List<Runnable> ends = List.of(server::stop, server::kill, () -> {
		}, () -> {
			server.pause();
			server.stop();
		}, () -> {
			server.pause();
			server.kill();
		}, server::pause);
		for (int restarts = 1; restarts <= ends.size(); restarts++) {
			publish(server);
			awaitReadyLines(server, restarts);
			long pid = server.pid();
			ends.get(restarts - 1).run();
			server.restart();
			assertThat(server.isRunning()).isTrue();
			assertThat(server.port()).isEqualTo(port);
			assertThat(server.pid()).isNotEqualTo(pid);
			assertThat(ProcessHandle.of(pid)).isNotPresent();
			assertThat(TelemetryStream.of(server).messages()).hasSize(restarts);
		}
		awaitReadyLines(server, ends.size() + 1);
	}

	private static void awaitReadyLines(NatsServer server, int count) {
		// The server takes connections before it says so
		await().atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.untilAsserted(() -> assertThat(server.log().split("Server is ready", -1)).hasSize(count + 1));
	}

	@Test
	void stoppedAndKilledServersAreGone(NatsServer server) {
		server.stop();
		assertThat(server.isRunning()).isFalse();
		assertThat(server.log()).contains("Initiating Shutdown");
		server.stop();
		server.restart();
		server.kill();
		assertThat(server.isRunning()).isFalse();
		server.kill();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(server::connect)
			.withMessageContaining(server.url());
		assertThatIllegalStateException().isThrownBy(server::pause).withMessageContaining("does not run");
	}

	@Test
	void pausedServerAnswersOnlyWhenResumed(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			assertThat(connection.RTT()).isPositive();
			server.pause();
			assertThat(server.isRunning()).isTrue();
			assertThatExceptionOfType(TimeoutException.class)
				.isThrownBy(() -> connection.flush(Duration.ofMillis(300)));
			server.resume();
			connection.flush(Duration.ofSeconds(30));
		}
	}

	@Test
	void closingDeletesWhatIsTemporary(NatsServer server) {
		ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
		String storeDirectory = argument(process, "--store_dir");
		Path folder = Path.of(storeDirectory).getParent();
		assertThat(folder).isDirectory();
		server.close();
		assertThat(folder).doesNotExist();
		assertThat(process.isAlive()).isFalse();
		assertThat(server.log()).isEmpty();
		server.close();
		assertThatIllegalStateException().isThrownBy(server::restart).withMessageContaining("closed");
	}

	@Test
	void givenStoreIsKept(@TempDir Path store) throws Exception {
		for (int run = 1; run <= 2; run++) {
			try (NatsServer server = builder().storeDirectory(store).start()) {
				createStream(server);
				publish(server);
				assertThat(TelemetryStream.of(server).messages()).hasSize(run);
			}
		}
	}

	@Test
	void furtherConfigurationIsUsed() throws Exception {
		String config = """
				authorization { user: "u", password: "p" }
				max_payload: 2048
				jetstream { max_file: 1048576 }
				""";
		try (NatsServer server = builder().config(config).start()) {
			// jnats waits for that long after the server has said no
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> server.connect((options) -> options.connectionTimeout(Duration.ofSeconds(1))));
			try (Connection connection = server
				.connect((options) -> options.userInfo("u".toCharArray(), "p".toCharArray()))) {
				assertThat(connection.getMaxPayload()).isEqualTo(2048);
				assertThatExceptionOfType(JetStreamApiException.class)
					.isThrownBy(() -> connection.jetStreamManagement()
						.addStream(StreamConfiguration.builder().name("S").subjects("s").maxBytes(2_000_000).build()))
					.withMessageContaining("10047");
			}
		}
	}

	@Test
	void jetStreamCanBeOff() throws Exception {
		try (NatsServer server = builder().jetStream(false).start(); Connection connection = server.connect()) {
			assertThat(connection.getServerInfo().isJetStreamAvailable()).isFalse();
		}
	}

	@Test
	void givenPortIsUsedAndNoOther() throws Exception {
		int port = FreePorts.find();
		try (NatsServer server = builder().port(port).start()) {
			assertThat(server.port()).isEqualTo(port);
			assertThatIllegalStateException().isThrownBy(() -> builder().port(port).start())
				.withMessageContaining("in use")
				.withMessageContaining("its log:");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> builder().port(70_000));
	}

	@Test
	void portOfAServerThatIsAwayIsWaitedForOnRestart(NatsServer server) throws Exception {
		server.stop();
		Thread restart;
		try (ServerSocket thief = new ServerSocket(server.port(), 1, FreePorts.loopback())) {
			restart = new Thread(server::restart);
			restart.start();
			await().atMost(PATIENCE).until(() -> server.log().contains("address already in use"));
			assertThat(thief.isBound()).isTrue();
		}
		restart.join(TimeUnit.MINUTES.toMillis(2));
		assertThat(server.isRunning()).isTrue();
	}

	@Test
	void wrongConfigurationIsShownWithTheLog() {
		String config = "tls { cert_file: \"/nowhere/cert.pem\", key_file: \"/nowhere/key.pem\" }";
		assertThatIllegalStateException().isThrownBy(() -> builder().config(config).start())
			.withMessageContaining(this.executable.version())
			.withMessageContaining("open /nowhere/cert.pem");
	}

	@Test
	void serverEndsWithTheJvmEvenIfThatIsKilled() throws Exception {
		Process jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), StartingProgram.class.getName(),
				this.executable.path().toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (var output = jvm.inputReader()) {
			ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
			Path folder = Path.of(argument(server, "--store_dir")).getParent();
			assertThat(folder).isDirectory();
			jvm.destroyForcibly().waitFor();
			await().atMost(PATIENCE).until(() -> !server.isAlive());
			await().atMost(PATIENCE).until(() -> !Files.exists(folder));
		}
	}

	private NatsServerBuilder builder() {
		return NatsServer.builder().executable(this.executable);
	}

	private static void createStream(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
		}
	}

	private static void publish(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			connection.jetStream().publish("telemetry.logs.engine.info", new byte[] { '{', '}' });
		}
	}

	private static String argument(ProcessHandle process, String name) {
		List<String> arguments = List.of(process.info().arguments().orElseThrow());
		return arguments.get(arguments.indexOf(name) + 1);
	}

}
