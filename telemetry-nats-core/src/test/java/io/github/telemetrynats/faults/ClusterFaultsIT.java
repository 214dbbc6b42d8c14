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

import java.util.List;

import io.nats.client.Connection;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.stream.Provisioning;
import io.github.telemetrynats.stream.StreamSettings;
import io.github.telemetrynats.test.NatsCluster;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerExecutable;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Nothing is lost and nothing stored twice when a cluster of three with three replicas
 * loses the stream's leader.
 */
@NatsServerTest
class ClusterFaultsIT {

	@Test
	void leaderKilled(NatsServerExecutable executable) throws Exception {
		inject("leader killed (-9), three replicas", executable, (cluster) -> (random) -> {
			NatsServer leader = cluster.streamLeader("TELEMETRY");
			leader.kill();
			cluster.streamLeader("TELEMETRY");
			FaultRun.hold(random.nextInt(1_500));
			leader.restart();
			cluster.awaitReady();
		});
	}

	@Test
	void leaderPaused(NatsServerExecutable executable) throws Exception {
		inject("leader paused, three replicas", executable, (cluster) -> (random) -> {
			NatsServer leader = cluster.streamLeader("TELEMETRY");
			leader.pause();
			// The others elect another one after 4 s at the earliest
			FaultRun.hold(2_000 + random.nextInt(3_000));
			leader.resume();
			cluster.awaitReady();
		});
	}

	private static void inject(String name, NatsServerExecutable executable, ClusterFault fault) throws Exception {
		StreamSettings replicated = new StreamSettings("TELEMETRY", "telemetry", StorageType.File,
				FaultRun.STREAM.maxAge(), FaultRun.STREAM.maxBytes(), FaultRun.DUPLICATE_WINDOW, DiscardPolicy.Old, 3,
				Provisioning.CREATE);
		try (NatsCluster cluster = NatsCluster.start(3, (builder) -> builder.executable(executable));
				FaultRun run = FaultRun.start(cluster.urls(), replicated)) {
			run.rounds(fault.in(cluster));
			Comparison comparison = run.settleAndCompare(() -> read(cluster));
			FaultTable.add(name, executable.version(), comparison);
			comparison.requireEverythingOnce();
		}
	}

	private static List<StoredMessage> read(NatsCluster cluster) throws Exception {
		try (Connection connection = cluster.streamLeader("TELEMETRY").connect()) {
			return TelemetryStream.of(connection).messages();
		}
	}

	@FunctionalInterface
	private interface ClusterFault {

		FaultRun.Fault in(NatsCluster cluster);

	}

}
