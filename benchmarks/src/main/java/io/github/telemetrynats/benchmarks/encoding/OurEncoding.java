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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Writes one record after the other, each to an array of its own: it is what is kept
 * until the server has confirmed the record.
 */
final class OurEncoding implements Encoding {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final Origin ORIGIN = new Origin("orders", "orders-1", Map.of());

	private static final Instant TIME = Instant.ofEpochSecond(1_767_323_045L, 678_901_234);

	private final RecordEncoder encoder = new RecordEncoder();

	private final TelemetryRecord record;

	OurEncoding(RecordKind kind) {
		this.record = record(kind);
	}

	static TelemetryRecord record(RecordKind kind) {
		return switch (kind) {
			case LOG -> log();
			case SPAN -> span();
			case METRIC -> metric();
		};
	}

	private static LogRecord log() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("order.items", 4_711);
		fields.put("channel", "web");
		fields.put("tenant", "acme");
		fields.put("user", "u-42");
		return new LogRecord(ORIGIN, LogLevel.INFO, "Order 1234567890 of customer c-4711 placed", TIME, fields, "",
				"0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "com.example.orders.OrderService", "main");
	}

	private static SpanRecord span() {
		Map<String, Object> attributes = new LinkedHashMap<>();
		attributes.put("http.request.method", "POST");
		attributes.put("http.response.status_code", 201L);
		attributes.put("http.route", "/orders");
		return new SpanRecord(ORIGIN, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "", "POST /orders",
				SpanKind.SERVER, TIME, TIME.plusNanos(12_345_678), false, attributes,
				List.of(new SpanRecord.Event("stock reserved", TIME.plusNanos(2_345_678), Map.of())), List.of(), "",
				null, null);
	}

	private static MetricPoint metric() {
		Map<String, String> tags = new LinkedHashMap<>();
		tags.put("channel", "web");
		tags.put("tenant", "acme");
		return new MetricPoint(ORIGIN, "orders.placed", MetricPoint.Type.HISTOGRAM, 12_345.678, tags,
				TIME.plusSeconds(60), TIME, "ms", null,
				new MetricPoint.Distribution(
						1_000, 12_345.678, 99.125, List.of(new MetricPoint.Bucket(10, 600),
								new MetricPoint.Bucket(50, 399), new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1)),
						List.of()));
	}

	@Override
	public long encode() {
		long bytes = 0;
		for (int i = 0; i < Format.BATCH; i++) {
			bytes += this.encoder.encode(this.record, MAX_BYTES).length;
		}
		return bytes;
	}

}
