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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;
import io.github.telemetrynats.benchmarks.load.RunningPublisher;
import io.github.telemetrynats.benchmarks.load.Spread;
import io.github.telemetrynats.benchmarks.load.Table;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

/**
 * More run ids, each of which is a subject. The same number of spans each time, so that
 * what differs in the server's memory is the subjects'.
 *
 * @param warmUp how many records are sent before anything is measured
 * @param spans how many spans
 * @param pause how many seconds later the server's memory is read
 */
record RunGrowth(int warmUp, int spans, int pause) {

	private static final Origin ORIGIN = new Origin("load", "host-1", Map.of());

	Table measure(List<Integer> runs) throws Exception {
		Table table = new Table("run ids", "spans/s", "client CPU µs/span", "server CPU µs/span",
				"server memory MB, before", "after", "after a restart", "start again, s", "confirmed of offered",
				"dropped");
		for (int run : runs) {
			try (TelemetryServer server = TelemetryServer.start()) {
				measure(run, server, table);
			}
		}
		return table;
	}

	private void measure(int runs, TelemetryServer server, Table table) throws Exception {
		try (RunningPublisher publisher = RunningPublisher.connect(server.port(), PublisherSettings.defaults())) {
			LogLoad.send(this.warmUp, publisher);
			server.emptyStream();
			Figures before = publisher.awaitSettled();
			long memoryBefore = server.process().residentBytes();
			double serverBefore = server.process().cpuMicros();
			ProcessMeter meter = new ProcessMeter();
			for (int i = 0; i < this.spans; i++) {
				publisher.offer(span(i, runs), 8_192);
			}
			Figures after = publisher.awaitSettled();
			Figures taken = meter.stop();
			double serverCpu = server.process().cpuMicros() - serverBefore;
			TimeUnit.SECONDS.sleep(this.pause);
			long memoryAfter = server.process().residentBytes();
			long restarting = System.nanoTime();
			server.restart();
			double restarted = (System.nanoTime() - restarting) / 1e9;
			table.row(Spread.number(runs, 0), Spread.number(this.spans / taken.get("seconds"), 0),
					Spread.number(taken.get("cpu") / this.spans, 2), Spread.number(serverCpu / this.spans, 1),
					megabytes(memoryBefore), megabytes(memoryAfter), megabytes(server.process().residentBytes()),
					Spread.number(restarted, 1),
					Spread.number(after.get("confirmed") - before.get("confirmed"), 0) + " of "
							+ Spread.number(this.spans, 0),
					Spread.number(after.get("dropped") - before.get("dropped"), 0));
		}
	}

	private static String megabytes(long bytes) {
		return Spread.number(bytes / 1e6, 0);
	}

	private static SpanRecord span(long number, int runs) {
		Instant start = Instant.ofEpochSecond(1_767_323_045L, number);
		String run = "run-" + number % runs;
		return new SpanRecord(ORIGIN, hex(number, 32), hex(number, 16), "", "worker.executeTask", SpanKind.SERVER,
				start, start.plusMillis(3), false, Map.of("run_id", run), List.of(), List.of(), "", null, run);
	}

	private static String hex(long number, int digits) {
		String hex = Long.toHexString(number + 1);
		return "0".repeat(digits - hex.length()) + hex;
	}

}
