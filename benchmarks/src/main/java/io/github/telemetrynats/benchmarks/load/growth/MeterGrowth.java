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

package io.github.telemetrynats.benchmarks.load.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;
import io.github.telemetrynats.benchmarks.load.RunningPublisher;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.record.Origin;

/**
 * More meters, each of which has a point in every publish.
 *
 * @param warmUp how many records are sent before anything is measured
 * @param publishes how often each number of meters is published
 */
record MeterGrowth(int warmUp, int publishes) {

	Table measure(List<Integer> meters) throws Exception {
		Table table = new Table("meters", "heap bytes/meter", "publish takes ms", "client CPU µs/point",
				"client bytes/point", "confirmed of points", "dropped");
		try (TelemetryServer server = TelemetryServer.start();
				RunningPublisher publisher = RunningPublisher.connect(server.port(), PublisherSettings.defaults())) {
			LogLoad.send(this.warmUp, publisher);
			measure(Math.min(10_000, this.warmUp), publisher, new Table());
			for (int number : meters) {
				measure(number, publisher, table);
			}
		}
		return table;
	}

	private void measure(int meters, RunningPublisher publisher, Table table) {
		List<Double> seconds = new ArrayList<>();
		Figures before = publisher.awaitSettled();
		double cpu = 0;
		double bytes = 0;
		double heapBefore = usedHeap();
		double heap = 0;
		for (int i = 0; i < this.publishes; i++) {
			NatsMeterRegistry registry = new NatsMeterRegistry(new OnlyAtTheEnd(), Clock.SYSTEM, publisher.publisher(),
					Origin.of("load"));
			register(meters, registry);
			if (i == 0) {
				heap = usedHeap() - heapBefore;
			}
			ProcessMeter meter = new ProcessMeter();
			// Publishes all windows, in this thread
			registry.close();
			publisher.awaitSettled();
			Figures taken = meter.stop();
			seconds.add(1e3 * taken.get("seconds"));
			cpu += taken.get("cpu");
			bytes += taken.get("bytes");
		}
		Figures after = publisher.awaitSettled();
		double points = after.get("offered") - before.get("offered");
		table.row(Spread.number(meters, 0), Spread.number(heap / meters, 0), Spread.of(seconds).text(0),
				Spread.number(cpu / points, 2), Spread.number(bytes / points, 0),
				Spread.number(after.get("confirmed") - before.get("confirmed"), 0) + " of " + Spread.number(points, 0),
				Spread.number(after.get("dropped") - before.get("dropped"), 0));
	}

	private static void register(int meters, NatsMeterRegistry registry) {
		for (int i = 0; i < meters / 2; i++) {
			Counter.builder("orders").tag("shop", "shop-" + i).register(registry).increment(3);
			Timer.builder("step.duration").tag("shop", "shop-" + i).register(registry).record(7, TimeUnit.MILLISECONDS);
		}
	}

	private static double usedHeap() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (double) runtime.totalMemory() - runtime.freeMemory();
	}

	/**
	 * A step that does not end while this runs.
	 */
	private static final class OnlyAtTheEnd implements NatsMeterRegistryConfig {

		@Override
		public @Nullable String get(String key) {
			return null;
		}

		@Override
		public Duration step() {
			return Duration.ofDays(1);
		}

		@Override
		public List<String> observations() {
			return List.of();
		}

	}

}
