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

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Pace;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;
import io.github.telemetrynats.benchmarks.load.RunningPublisher;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.record.LogRecord;

/**
 * More records a second, offered whether or not there is room.
 *
 * @param warmUp how many records are sent before anything is measured
 * @param seconds how long each rate is held
 */
record RateGrowth(int warmUp, int seconds) {

	private static final LogRecord LOG = LogLoad.log(300);

	Table measure(List<Integer> rates) throws Exception {
		Table table = new Table("records/s", "reached", "client CPU µs/record", "client CPU, % of one core",
				"client bytes/record", "server CPU µs/record", "confirmed of offered", "dropped");
		try (TelemetryServer server = TelemetryServer.start();
				RunningPublisher publisher = RunningPublisher.connect(server.port(), PublisherSettings.defaults())) {
			LogLoad.send(this.warmUp, publisher);
			// What is compiled for small batches is not measured either
			for (int rate : rates) {
				new Pace(rate).run(TimeUnit.SECONDS.toNanos(1), (number) -> publisher.publisher().offer(LOG));
			}
			for (int rate : rates) {
				measure(rate, server, publisher, table);
			}
		}
		return table;
	}

	private void measure(int rate, TelemetryServer server, RunningPublisher publisher, Table table) {
		Figures before = publisher.awaitSettled();
		double serverBefore = server.process().cpuMicros();
		ProcessMeter meter = new ProcessMeter();
		long offered = new Pace(rate).run(TimeUnit.SECONDS.toNanos(this.seconds),
				(number) -> publisher.publisher().offer(LOG));
		Figures after = publisher.awaitSettled();
		Figures taken = meter.stop();
		table.row(Spread.number(rate, 0), Spread.number(offered / taken.get("seconds"), 0),
				Spread.number(taken.get("cpu") / offered, 2),
				Spread.number(taken.get("cpu") / taken.get("seconds") / 1e4, 1),
				Spread.number(taken.get("bytes") / offered, 0),
				Spread.number((server.process().cpuMicros() - serverBefore) / offered, 1),
				Spread.number(after.get("confirmed") - before.get("confirmed"), 0) + " of "
						+ Spread.number((double) offered, 0),
				Spread.number(after.get("dropped") - before.get("dropped"), 0));
	}

}
