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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerExecutable;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Nothing is lost and nothing stored twice, whatever happens to the server's process.
 */
@NatsServerTest(perMethod = true)
class ServerFaultsIT {

	private static final long WINDOW_MILLIS = FaultRun.DUPLICATE_WINDOW.toMillis();

	@Test
	void withoutAnyFault(NatsServer server) throws Exception {
		// What a lost connection loses is sent again behind what came later
		try (FaultRun run = FaultRun.startPatient(server.url())) {
			run.rounds((random) -> run.awaitConfirmed(500));
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add("none", server.version(), comparison);
			comparison.requireEverythingOnce().requireOrder();
		}
	}

	@Test
	void killedAndRestartedAtOnce(NatsServer server) throws Exception {
		inject("killed (-9), restarted at once", server, (random) -> {
			server.kill();
			FaultRun.hold(random.nextInt(500));
			server.restart();
		});
	}

	@Test
	void killedForLongerThanTheDuplicateWindow(NatsServer server) throws Exception {
		inject("killed (-9) for longer than the duplicate window", server, (random) -> {
			server.kill();
			FaultRun.hold(WINDOW_MILLIS + 200 + random.nextInt(1_000));
			server.restart();
		});
	}

	@Test
	void pausedForAMoment(NatsServer server) throws Exception {
		inject("paused for less than the duplicate window", server, (random) -> {
			server.pause();
			FaultRun.hold(200 + random.nextInt(700));
			server.resume();
		});
	}

	@Test
	void pausedForLongerThanTheDuplicateWindow(NatsServer server) throws Exception {
		inject("paused for longer than the duplicate window", server, (random) -> {
			server.pause();
			FaultRun.hold(WINDOW_MILLIS + 200 + random.nextInt(2_000));
			server.resume();
		});
	}

	@Test
	void restartedOnAnotherAddressOfTheList(NatsServerExecutable executable, @TempDir Path store) throws Exception {
		try (NatsServer first = NatsServer.builder().executable(executable).storeDirectory(store).start();
				NatsServer second = NatsServer.builder()
					.executable(executable)
					.storeDirectory(store.resolveSibling(store.getFileName() + "-unused"))
					.start()) {
			int port = second.port();
			second.close();
			try (FaultRun run = FaultRun.start(first.url() + ",nats://127.0.0.1:" + port)) {
				Relay relay = new Relay(executable, store, first, port);
				try (relay) {
					run.rounds((random) -> relay.moveToTheOtherPort());
					Comparison comparison = run.settleAndCompare(relay.stream()::messages);
					FaultTable.add("killed (-9), restarted on another address of the list", executable.version(),
							comparison);
					comparison.requireEverythingOnce();
				}
			}
		}
	}

	@Test
	void jetStreamSwitchedOffForAWhile(NatsServerExecutable executable, @TempDir Path store) throws Exception {
		NatsServer first = NatsServer.builder().executable(executable).storeDirectory(store).start();
		try (Relay relay = new Relay(executable, store, first, first.port());
				FaultRun run = FaultRun.start(first.url())) {
			run.rounds((random) -> relay.withoutJetStream(() -> FaultRun.hold(WINDOW_MILLIS + random.nextInt(1_500))));
			Comparison comparison = run.settleAndCompare(relay.stream()::messages);
			FaultTable.add("JetStream switched off for a while", executable.version(), comparison);
			comparison.requireEverythingOnce();
		}
	}

	private static void inject(String name, NatsServer server, FaultRun.Fault fault) throws Exception {
		try (FaultRun run = FaultRun.start(server.url())) {
			run.rounds(fault);
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add(name, server.version(), comparison);
			comparison.requireEverythingOnce();
		}
	}

}
