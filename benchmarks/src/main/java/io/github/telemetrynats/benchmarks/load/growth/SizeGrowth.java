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

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;
import io.github.telemetrynats.benchmarks.load.RunningPublisher;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.record.LogRecord;

/**
 * Larger records, as fast as there is room for them.
 *
 * @param warmUp how many records are sent before anything is measured
 * @param megabytes how much of each size
 */
record SizeGrowth(int warmUp, int megabytes) {

	private static final int MOST_RECORDS = 200_000;

	private static final int MOST_OUTSTANDING = 8_192;

	private static final int OUTSTANDING_BYTES = 8_000_000;

	Table measure(List<Integer> sizes) throws Exception {
		Table table = new Table("bytes/record", "records/s", "MB/s", "client CPU µs/record", "client CPU µs/kB",
				"client bytes/record", "server CPU µs/record", "confirmed of offered", "dropped");
		try (TelemetryServer server = TelemetryServer.start();
				RunningPublisher publisher = RunningPublisher.connect(server.port(), PublisherSettings.defaults())) {
			LogLoad.send(this.warmUp, publisher);
			for (int size : sizes) {
				server.emptyStream();
				measure(size, server, publisher, table);
			}
		}
		return table;
	}

	private void measure(int size, TelemetryServer server, RunningPublisher publisher, Table table) {
		LogRecord log = LogLoad.log(size);
		int records = (int) Math.min(MOST_RECORDS, this.megabytes * 1_000_000L / size);
		int outstanding = Math.max(4, Math.min(MOST_OUTSTANDING, OUTSTANDING_BYTES / size));
		Figures before = publisher.awaitSettled();
		double serverBefore = server.process().cpuMicros();
		ProcessMeter meter = new ProcessMeter();
		for (int i = 0; i < records; i++) {
			publisher.offer(log, outstanding);
		}
		Figures after = publisher.awaitSettled();
		Figures taken = meter.stop();
		table.row(Spread.number(size, 0), Spread.number(records / taken.get("seconds"), 0),
				Spread.number((double) records * size / 1e6 / taken.get("seconds"), 0),
				Spread.number(taken.get("cpu") / records, 2),
				Spread.number(taken.get("cpu") / records / size * 1_000, 2),
				Spread.number(taken.get("bytes") / records, 0),
				Spread.number((server.process().cpuMicros() - serverBefore) / records, 1),
				Spread.number(after.get("confirmed") - before.get("confirmed"), 0) + " of " + Spread.number(records, 0),
				Spread.number(after.get("dropped") - before.get("dropped"), 0));
	}

}
