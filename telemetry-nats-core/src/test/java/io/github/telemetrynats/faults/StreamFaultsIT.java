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
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.stream.Provisioning;
import io.github.telemetrynats.stream.StreamSettings;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.TcpProxy;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nothing is lost and nothing stored twice, whatever happens to the stream. What had been
 * confirmed before a stream was deleted or purged is gone from it, and nobody's loss:
 * compared is what was offered afterwards, and the number of what is gone.
 */
@NatsServerTest(perMethod = true)
class StreamFaultsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long TINY_BYTES = 3_000_000;

	private static final long LARGEST_AVERAGE_BYTES = 1_000;

	@Test
	void deleted(NatsServer server) throws Exception {
		AtomicLong goneAtLeast = new AtomicLong();
		AtomicLong goneAtMost = new AtomicLong();
		try (Connection admin = server.connect(); FaultRun run = FaultRun.start(server.url())) {
			JetStreamManagement management = admin.jetStreamManagement();
			run.rounds((random) -> {
				goneAtLeast.set(run.confirmed());
				management.deleteStream("TELEMETRY");
				run.accepted().forgive();
				// What is stored now and not yet confirmed is among what was accepted
				goneAtMost.set(run.accepted().epochs().size());
			});
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add("stream deleted", server.version(), comparison);
			comparison.requireEverythingOnceExceptDeleted(goneAtLeast.get(), goneAtMost.get());
		}
	}

	@Test
	void purged(NatsServer server) throws Exception {
		AtomicLong gone = new AtomicLong();
		try (Connection admin = server.connect(); FaultRun run = FaultRun.start(server.url())) {
			JetStreamManagement management = admin.jetStreamManagement();
			run.rounds((random) -> {
				gone.addAndGet(management.purgeStream("TELEMETRY").getPurged());
				run.accepted().forgive();
			});
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add("stream purged", server.version(), comparison);
			// A machine that stalls for longer than the duplicate window may be as bad as
			// acks that are lost
			comparison.requireEverythingOnceExceptDeleted(gone.get() - comparison.maybeDuplicate(), gone.get());
		}
	}

	@Test
	void purgedWhileTheAcksWereLost(NatsServer server) throws Exception {
		AtomicLong gone = new AtomicLong();
		try (Connection admin = server.connect();
				TcpProxy proxy = TcpProxy.to(server.port());
				FaultRun run = FaultRun.start(proxy.url())) {
			JetStreamManagement management = admin.jetStreamManagement();
			run.rounds((random) -> {
				proxy.swallowAnswers();
				FaultRun.hold(FaultRun.DUPLICATE_WINDOW.toMillis() + random.nextInt(1_000));
				gone.addAndGet(management.purgeStream("TELEMETRY").getPurged());
				run.accepted().forgive();
				proxy.heal();
			});
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add("stream purged while acks were lost", server.version(), comparison);
			// Nobody knows what became of what was stored, unconfirmed and purged: it is
			// stored once more
			comparison.requireEverythingOnceExceptDeleted(gone.get() - comparison.maybeDuplicate(), gone.get());
			assertThat(comparison.maybeDuplicate()).isPositive();
		}
	}

	@Test
	void full(NatsServer server) throws Exception {
		StreamSettings tiny = new StreamSettings("TELEMETRY", "telemetry", StorageType.File, Duration.ofDays(7),
				TINY_BYTES, FaultRun.DUPLICATE_WINDOW, DiscardPolicy.New, 1, Provisioning.CREATE);
		try (Connection admin = server.connect(); FaultRun run = FaultRun.start(server.url(), tiny)) {
			JetStreamManagement management = admin.jetStreamManagement();
			run.rounds((random) -> {
				await().atMost(PATIENCE)
					.until(() -> String.valueOf(run.stats().lastRefusal()).contains("maximum bytes"));
				FaultRun.hold(random.nextInt(2_500));
				StreamConfiguration before = management.getStreamInfo("TELEMETRY").getConfiguration();
				management.updateStream(StreamConfiguration.builder(before)
					// Room for what has been waiting, however long that took
					.maxBytes(before.getMaxBytes() + TINY_BYTES * (1 + random.nextInt(3))
							+ LARGEST_AVERAGE_BYTES * run.pending())
					.build());
			});
			StreamConfiguration before = management.getStreamInfo("TELEMETRY").getConfiguration();
			management.updateStream(StreamConfiguration.builder(before).maxBytes(-1).build());
			Comparison comparison = run.settleAndCompare(TelemetryStream.of(server)::messages);
			FaultTable.add("storage full (discard new), raised later", server.version(), comparison);
			// Servers before 2.10 delete their oldest messages when the last new one,
			// with
			// what is stored around it, exceeds the limit
			long pruned = management.getStreamInfo("TELEMETRY").getStreamState().getFirstSequence() - 1;
			assertThat(pruned).isLessThanOrEqualTo(server.version().startsWith("2.9.") ? 100 : 0);
			comparison.requireEverythingOnceExceptPruned(pruned);
		}
	}

}
