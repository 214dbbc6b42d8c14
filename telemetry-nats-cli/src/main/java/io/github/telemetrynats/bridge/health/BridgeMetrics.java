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

package io.github.telemetrynats.bridge.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import io.github.telemetrynats.bridge.SignalStats;

/**
 * A bridge's numbers under Prometheus' names.
 */
final class BridgeMetrics {

	private static final String PREFIX = "telemetry_nats_bridge_";

	private final List<SignalStats> stats;

	private final List<MetricSnapshot> snapshots = new ArrayList<>();

	private BridgeMetrics(List<SignalStats> stats) {
		this.stats = stats;
	}

	static MetricSnapshots of(List<SignalStats> stats) {
		BridgeMetrics metrics = new BridgeMetrics(stats);
		metrics.counter("records_sent", "Records that the backend has taken", SignalStats::sent);
		metrics.counter("requests", "Requests that were sent", SignalStats::requests);
		metrics.counter("retries", "Requests that the backend was not there for", SignalStats::retries);
		metrics.counter("dead_letters", "Records that no backend takes", SignalStats::deadLetters);
		metrics.counter("records_rejected", "Records that the backend took and then threw away", SignalStats::rejected);
		metrics.counter("series_forgotten", "Series that start anew because there were too many",
				SignalStats::forgottenSeries);
		metrics.gauge("lag_records", "Records in the stream that are still to be read", SignalStats::lag);
		metrics.gauge("records_held", "Records that were read and are not acknowledged", SignalStats::held);
		metrics.gauge("oldest_held_seconds", "How long ago the oldest of these was stored", BridgeMetrics::age);
		metrics.gauge("failing", "Whether the backend takes nothing", (each) -> each.failing() ? 1 : 0);
		metrics.gauge("series", "Series of which totals are kept", SignalStats::series);
		return new MetricSnapshots(metrics.snapshots);
	}

	private void counter(String name, String help, ToDoubleFunction<SignalStats> value) {
		CounterSnapshot.Builder counter = CounterSnapshot.builder().name(PREFIX + name).help(help);
		for (SignalStats each : this.stats) {
			counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
				.labels(labels(each))
				.value(value.applyAsDouble(each))
				.build());
		}
		this.snapshots.add(counter.build());
	}

	private void gauge(String name, String help, ToDoubleFunction<SignalStats> value) {
		GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(PREFIX + name).help(help);
		for (SignalStats each : this.stats) {
			gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
				.labels(labels(each))
				.value(value.applyAsDouble(each))
				.build());
		}
		this.snapshots.add(gauge.build());
	}

	private static Labels labels(SignalStats stats) {
		return Labels.of("signal", stats.signal().token());
	}

	private static double age(SignalStats stats) {
		Instant oldest = stats.oldest();
		return (oldest != null) ? Duration.between(oldest, Instant.now()).toMillis() / 1_000.0 : 0;
	}

}
