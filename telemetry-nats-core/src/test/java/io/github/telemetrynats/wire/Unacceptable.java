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

package io.github.telemetrynats.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.micrometer.tracing.exporter.SpanFilter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * What can't be sent, whatever one does, and must be in the ledger as exactly that.
 */
final class Unacceptable {

	private static final Origin ORIGIN = Origin.of("unacceptable");

	private static final Map<Signal, Map<DropReason, Long>> EXPECTED = Map.of(Signal.SPANS,
			Map.of(DropReason.NOT_ENCODABLE, 3L, DropReason.TOO_LARGE, 1L), Signal.METRICS,
			Map.of(DropReason.NOT_ENCODABLE, 1L), Signal.LOGS,
			Map.of(DropReason.NOT_ENCODABLE, 2L, DropReason.CLOSED, 1L));

	void offerTo(SignalSink sink) {
		SpanFilter failing = (span) -> {
			throw new IllegalStateException("A filter that fails");
		};
		try (SdkTracerProvider filtered = Bridges.openTelemetry(sink, ORIGIN, failing)) {
			for (int i = 0; i < 3; i++) {
				filtered.get("wire").spanBuilder("filtered").startSpan().end();
			}
		}
		sink.offer(new SpanRecord(ORIGIN, "a".repeat(LogLoad.HUGE), "b", "", "huge id", SpanKind.INTERNAL,
				Instant.EPOCH, Instant.EPOCH, false, Map.of(), List.of(), List.of(), "", null, null));
		sink.offer(new MetricPoint(ORIGIN, "nan", MetricPoint.Type.GAUGE, Double.NaN, Map.of(), Instant.EPOCH, null,
				null, null, null));
		sink.offer(new FailingLog());
		sink.offer(new FailingLog());
	}

	void offerAfterTheEnd(SignalSink sink) {
		sink.offer(new FailingLog());
	}

	Map<DropReason, Long> expected(Signal signal) {
		return EXPECTED.get(signal);
	}

	long offered(Signal signal) {
		return expected(signal).values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * A log of which no record can be made.
	 */
	private record FailingLog() implements CapturedSignal {

		@Override
		public Signal signal() {
			return Signal.LOGS;
		}

		@Override
		public boolean important() {
			return true;
		}

		@Override
		public TelemetryRecord toRecord() {
			throw new IllegalStateException("A record that can't be made");
		}

	}

}
