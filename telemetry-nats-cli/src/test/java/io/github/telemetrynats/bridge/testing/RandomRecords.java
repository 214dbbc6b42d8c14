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

package io.github.telemetrynats.bridge.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Makes records at random, always the same from the same seed.
 */
public final class RandomRecords {

	private static final String[] PIECES = { "a", "run_id", ".", " ", "\n", "\u0000", "\"", "\\", "ä", "服务", "🚀" };

	private static final int FLAT = 3;

	private final Random random;

	public RandomRecords(long seed) {
		this.random = new Random(seed);
	}

	public TelemetryRecord next(Signal signal) {
		String service = "service-" + this.random.nextInt(3);
		return switch (signal) {
			case SPANS -> span(service);
			case METRICS -> metric(service);
			case LOGS -> log(service);
		};
	}

	public SpanRecord span(String service) {
		List<SpanRecord.Event> events = new ArrayList<>();
		for (int i = count(); i > 0; i--) {
			events.add(new SpanRecord.Event(name(), time(), map(FLAT)));
		}
		List<SpanRecord.Link> links = new ArrayList<>();
		for (int i = count(); i > 0; i--) {
			links.add(new SpanRecord.Link(hex(32), hex(16), map(FLAT)));
		}
		boolean failed = this.random.nextBoolean();
		return new SpanRecord(origin(service), hex(32), hex(16), this.random.nextBoolean() ? "" : hex(16), name(),
				any(SpanKind.values()), time(), time(), failed, map(FLAT), events, links, failed ? text() : "",
				optional(), null);
	}

	public LogRecord log(String service) {
		String traceId = this.random.nextBoolean() ? hex(32) : null;
		return new LogRecord(service.startsWith("service-") ? Origin.of(service) : origin(service),
				any(LogLevel.values()), name(), time(), map(0), text(), traceId,
				(traceId != null && this.random.nextBoolean()) ? hex(16) : null, optional(), optional());
	}

	private MetricPoint metric(String service) {
		MetricPoint.Type type = any(MetricPoint.Type.values());
		Map<String, String> tags = new LinkedHashMap<>();
		for (int i = count(); i > 0; i--) {
			tags.put(name(), text());
		}
		Instant start = time();
		Instant end = start.plusNanos(1 + this.random.nextInt(Integer.MAX_VALUE));
		boolean window = type == MetricPoint.Type.HISTOGRAM && this.random.nextBoolean();
		MetricPoint.Distribution distribution = window ? distribution() : null;
		boolean windowed = window || type == MetricPoint.Type.COUNTER;
		double value = window ? distribution.sum() / distribution.count() : this.random.nextInt(1_000_000) / 8.0;
		return new MetricPoint(origin(service), name(), type, value, tags, end, windowed ? start : null, optional(),
				optional(), distribution);
	}

	private MetricPoint.Distribution distribution() {
		List<MetricPoint.Bucket> buckets = new ArrayList<>();
		long count = 1;
		double bound = -5;
		for (int i = this.random.nextInt(5); i > 0; i--) {
			bound += 1 + this.random.nextInt(100) / 4.0;
			long here = this.random.nextInt(50);
			count += here;
			buckets.add(new MetricPoint.Bucket(bound, here));
		}
		if (!buckets.isEmpty()) {
			buckets.add(new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1));
		}
		return new MetricPoint.Distribution(count, this.random.nextInt(1_000_000) / 4.0,
				this.random.nextBoolean() ? this.random.nextInt(1_000) / 2.0 : null, buckets, List.of());
	}

	private Origin origin(String service) {
		return new Origin(service, optional(), this.random.nextBoolean() ? Map.of() : map(FLAT));
	}

	private Map<String, Object> map(int depth) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = count(); i > 0; i--) {
			map.put(name(), value(depth));
		}
		return map;
	}

	private Object value(int depth) {
		return switch (this.random.nextInt((depth < FLAT) ? 6 : 5)) {
			case 0 -> this.random.nextBoolean();
			case 1 -> this.random.nextLong();
			case 2 -> this.random.nextGaussian();
			case 3 -> text();
			case 4 -> List.of(text(), this.random.nextLong(), (depth < FLAT) ? value(depth + 1) : true);
			default -> map(depth + 1);
		};
	}

	private int count() {
		return this.random.nextInt(4);
	}

	private String name() {
		return "n" + this.random.nextInt(1_000_000) + text();
	}

	private String optional() {
		return this.random.nextBoolean() ? name() : null;
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			text.append(any(PIECES));
		}
		return text.toString();
	}

	private Instant time() {
		return Instant.ofEpochSecond(this.random.nextLong(1_000_000_000L, 9_000_000_000L),
				this.random.nextInt(1_000_000_000));
	}

	private String hex(int length) {
		StringBuilder hex = new StringBuilder("1");
		while (hex.length() < length) {
			hex.append(Character.forDigit(this.random.nextInt(16), 16));
		}
		return hex.toString();
	}

	private <T> T any(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

}
