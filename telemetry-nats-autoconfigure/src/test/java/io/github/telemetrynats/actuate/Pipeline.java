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

package io.github.telemetrynats.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.SpoolStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.stream.StreamState;

/**
 * A pipeline that is well, and can be made unwell.
 */
final class Pipeline {

	static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");

	static final Duration WINDOW = Duration.ofSeconds(5);

	boolean connected = true;

	StreamState.Status stream = StreamState.Status.READY;

	List<String> differences = List.of();

	Instant lastDrop;

	SpoolStats spool = new SpoolStats(8, 64, 5, 6, 7, null);

	int queued = 3;

	long bufferedBytes = 100;

	boolean full;

	String problem;

	String lastRefusal;

	Duration oldestUnconfirmed = Duration.ofSeconds(2);

	PipelineSnapshots snapshots() {
		return new PipelineSnapshots(this::connection, this::stream, this::publisher);
	}

	ConnectionState connection() {
		return new ConnectionState(this.connected, NOW, "nats://a:4222, nats://b:4222",
				this.connected ? "nats://a:4222" : null, "2.10.27", 2, this.connected ? null : "Connection refused");
	}

	StreamState stream() {
		return new StreamState("TELEMETRY", this.stream, this.problem, this.differences, WINDOW, 512, 1024, 7, NOW);
	}

	PublisherStats publisher() {
		Map<Signal, SignalStats> signals = new EnumMap<>(Signal.class);
		signals.put(Signal.SPANS, new SignalStats(10, 7, Map.of(DropReason.QUEUE_FULL, 2L), 1, 1, 0));
		signals.put(Signal.METRICS, new SignalStats(5, 5, Map.of(), 0, 0, 3));
		signals.put(Signal.LOGS, new SignalStats(0, 0, Map.of(), 0, 0, 0));
		return new PublisherStats(signals, this.queued, 100, 50, 2000, this.bufferedBytes, 1000, this.full, 4, 1024,
				this.oldestUnconfirmed, 9, this.lastDrop, this.lastRefusal, 12, Duration.ofMillis(24),
				Duration.ofMillis(6), this.spool);
	}

}
