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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TcpProxy;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Nothing is lost and nothing stored twice, whatever happens to the network.
 */
@NatsServerTest(perMethod = true)
class NetworkFaultsIT {

	private static final long WINDOW_MILLIS = FaultRun.DUPLICATE_WINDOW.toMillis();

	@Test
	void connectionCut(NatsServer server) throws Exception {
		inject("connection cut", server, (proxy) -> (random) -> {
			for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
				proxy.cut();
				FaultRun.hold(random.nextInt(200));
			}
		});
	}

	@Test
	void connectionReset(NatsServer server) throws Exception {
		inject("connection reset", server, (proxy) -> (random) -> {
			for (int resets = random.nextInt(3); resets >= 0; resets--) {
				proxy.reset();
				FaultRun.hold(random.nextInt(200));
			}
		});
	}

	@Test
	void connectionHalfClosed(NatsServer server) throws Exception {
		inject("connection half-closed", server, (proxy) -> (random) -> {
			proxy.halfClose();
			FaultRun.hold(random.nextInt(300));
		});
	}

	@Test
	void connectionsRefusedForLongerThanTheDuplicateWindow(NatsServer server) throws Exception {
		inject("cut off for longer than the duplicate window", server, (proxy) -> (random) -> {
			proxy.refuse();
			FaultRun.hold(WINDOW_MILLIS + random.nextInt(1_000));
		});
	}

	@Test
	void networkStalledForAMoment(NatsServer server) throws Exception {
		inject("stalled for less than the duplicate window", server, (proxy) -> (random) -> {
			proxy.stall();
			FaultRun.hold(200 + random.nextInt(700));
		});
	}

	@Test
	void networkStalledForLongerThanTheDuplicateWindow(NatsServer server) throws Exception {
		inject("stalled for longer than the duplicate window", server, (proxy) -> (random) -> {
			proxy.stall();
			FaultRun.hold(WINDOW_MILLIS + random.nextInt(2_000));
		});
	}

	@Test
	void networkDelayed(NatsServer server) throws Exception {
		inject("delayed by up to a second each way", server, (proxy) -> (random) -> {
			proxy.delay(Duration.ofMillis(100 + random.nextInt(900)));
			FaultRun.hold(1_000 + random.nextInt(1_500));
		});
	}

	@Test
	void answersLostForAMoment(NatsServer server) throws Exception {
		inject("acks lost for less than the duplicate window", server, (proxy) -> (random) -> {
			proxy.swallowAnswers();
			FaultRun.hold(200 + random.nextInt(700));
		});
	}

	@Test
	void answersLostForLongerThanTheDuplicateWindow(NatsServer server) throws Exception {
		inject("acks lost for longer than the duplicate window", server, (proxy) -> (random) -> {
			proxy.swallowAnswers();
			FaultRun.hold(WINDOW_MILLIS + 200 + random.nextInt(2_000));
		});
	}

	private static void inject(String name, NatsServer server, NetworkFault fault) throws Exception {
		try (TcpProxy proxy = TcpProxy.to(server.port()); FaultRun run = FaultRun.start(proxy.url())) {
			FaultRun.Fault behind = fault.behind(proxy);
			run.rounds((random) -> {
				behind.injectAndHeal(random);
				proxy.heal();
			});
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add(name, server.version(), comparison);
			comparison.requireEverythingOnce();
		}
	}

	@FunctionalInterface
	private interface NetworkFault {

		FaultRun.Fault behind(TcpProxy proxy);

	}

}
