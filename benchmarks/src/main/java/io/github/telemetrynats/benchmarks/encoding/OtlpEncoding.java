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

package io.github.telemetrynats.benchmarks.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LowAllocationLogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.LowAllocationMetricsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Writes the same with the marshalers of OpenTelemetry's exporters, in the mode that is
 * their default: it reuses what it can.
 */
final class OtlpEncoding implements Encoding {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream(1024 * 1024);

	private final Batch batch;

	private final int requests;

	private final boolean json;

	private OtlpEncoding(Batch batch, int batchSize, boolean json) {
		this.batch = batch;
		this.requests = Format.BATCH / batchSize;
		this.json = json;
	}

	static Encoding of(RecordKind kind, int batchSize, boolean json) {
		return new OtlpEncoding(batch(kind, batchSize), batchSize, json);
	}

	private static Batch batch(RecordKind kind, int size) {
		return switch (kind) {
			case LOG -> logs(Collections.nCopies(size, OtlpRecords.log()));
			case SPAN -> spans(Collections.nCopies(size, OtlpRecords.span()));
			case METRIC -> metrics(Collections.nCopies(size, OtlpRecords.metric()));
		};
	}

	private static Batch logs(List<LogRecordData> logs) {
		LowAllocationLogsRequestMarshaler marshaler = new LowAllocationLogsRequestMarshaler();
		return new Batch(marshaler, () -> marshaler.initialize(logs), marshaler::reset);
	}

	private static Batch spans(List<SpanData> spans) {
		LowAllocationTraceRequestMarshaler marshaler = new LowAllocationTraceRequestMarshaler();
		return new Batch(marshaler, () -> marshaler.initialize(spans), marshaler::reset);
	}

	private static Batch metrics(List<MetricData> metrics) {
		LowAllocationMetricsRequestMarshaler marshaler = new LowAllocationMetricsRequestMarshaler();
		return new Batch(marshaler, () -> marshaler.initialize(metrics), marshaler::reset);
	}

	@Override
	public long encode() throws IOException {
		long bytes = 0;
		for (int i = 0; i < this.requests; i++) {
			this.output.reset();
			this.batch.begin.run();
			if (this.json) {
				this.batch.marshaler.writeJsonTo(this.output);
			}
			else {
				this.batch.marshaler.writeBinaryTo(this.output);
			}
			this.batch.end.run();
			bytes += this.output.size();
		}
		return bytes;
	}

	private record Batch(Marshaler marshaler, Runnable begin, Runnable end) {

	}

}
