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

package io.github.telemetrynats.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes records at random, always the same from the same seed.
 */
final class RandomRecords {

	private static final String[] PIECES = { "a", "run_id", ".", "*", ">", " ", "\n", "\t", "\u0000", "\u001b", "\"",
			"\\", "ä", "服务", "🚀", "\u2028", "\u007f", "\ufffd", "</script>", "x".repeat(50) };

	private static final String[] BROKEN = { "\ud83d", "\ude80", "\ude80\ud83d" };

	private final Random random;

	private final boolean ugly;

	private final int size;

	/**
	 * Create a source of records.
	 * @param seed where it starts
	 * @param ugly whether records have what cannot be written as it is
	 * @param size how long texts and containers are, about
	 */
	RandomRecords(long seed, boolean ugly, int size) {
		this.random = new Random(seed);
		this.ugly = ugly;
		this.size = size;
	}

	TelemetryRecord next() {
		return switch (this.random.nextInt(3)) {
			case 0 -> span();
			case 1 -> metric();
			default -> log();
		};
	}

	private SpanRecord span() {
		List<SpanRecord.Event> events = new ArrayList<>();
		for (int i = count(); i > 0; i--) {
			events.add(new SpanRecord.Event(name(), time(), plainMap()));
		}
		List<SpanRecord.Link> links = new ArrayList<>();
		for (int i = count(); i > 0; i--) {
			links.add(new SpanRecord.Link(hex(32), hex(16), plainMap()));
		}
		return new SpanRecord(origin(), hex(32), hex(16), this.random.nextBoolean() ? "" : hex(16), name(),
				any(SpanKind.values()), time(), time(), this.random.nextBoolean(), plainMap(), events, links, text(),
				optional(), null);
	}

	private MetricPoint metric() {
		Map<String, String> tags = new LinkedHashMap<>();
		for (int i = count(); i > 0; i--) {
			tags.put(name(), text());
		}
		List<MetricPoint.Bucket> buckets = new ArrayList<>();
		List<MetricPoint.Quantile> quantiles = new ArrayList<>();
		for (int i = count(); i > 0; i--) {
			buckets.add(new MetricPoint.Bucket(number(), this.random.nextLong() & 0xFFFFFFFFFFL));
			quantiles.add(new MetricPoint.Quantile(i / 100.0, number()));
		}
		buckets.add(new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1));
		MetricPoint.Distribution distribution = new MetricPoint.Distribution(this.random.nextInt(1_000), number(),
				this.random.nextBoolean() ? number() : null, buckets, quantiles);
		return new MetricPoint(origin(), name(), any(MetricPoint.Type.values()), finite(), tags, time(),
				this.random.nextBoolean() ? time() : null, optional(), optional(),
				this.random.nextBoolean() ? distribution : null);
	}

	private LogRecord log() {
		return new LogRecord(origin(), any(LogLevel.values()), (this.ugly && this.random.nextBoolean()) ? "" : name(),
				time(), map(0), text(), this.random.nextBoolean() ? hex(32) : null,
				this.random.nextBoolean() ? hex(16) : null, optional(), optional());
	}

	private Origin origin() {
		return new Origin("service " + text(), optional(), this.random.nextBoolean() ? Map.of() : plainMap());
	}

	private Map<String, Object> plainMap() {
		return this.ugly ? map(0) : map(8);
	}

	private Map<String, Object> map(int depth) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = count(); i > 0; i--) {
			map.put(this.ugly ? text() : name(), value(depth));
		}
		return map;
	}

	private Object value(int depth) {
		switch (this.random.nextInt(this.ugly ? 16 : 7)) {
			case 0:
				return this.random.nextBoolean();
			case 1:
				return this.random.nextLong();
			case 2:
				return finite();
			case 3:
				return BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(this.random.nextInt(1_000)));
			case 4:
				return (depth < 3) ? map(depth + 1) : text();
			case 5:
				return List.of(text(), this.random.nextLong(), finite(), true);
			case 7:
				return null;
			case 8:
				return number();
			case 9:
				return new AtomicLong(this.random.nextLong());
			case 10:
				return new double[] { number(), number(), (float) number() };
			case 11:
				return new ToStringFails();
			case 12:
				return new BigDecimal(BigInteger.valueOf(this.random.nextLong()), this.random.nextInt(700) - 350);
			case 13:
				List<Object> cyclic = new ArrayList<>();
				cyclic.add(Map.of("self", cyclic));
				return cyclic;
			case 14:
				return new Object[] { "x", null, List.of(), text().toCharArray() };
			default:
				return text();
		}
	}

	private int count() {
		return this.random.nextInt(4) * this.random.nextInt(1 + this.size / 8);
	}

	/** A text that is not empty. */
	private String name() {
		return "n" + this.random.nextInt(1_000) + text();
	}

	private String optional() {
		return this.random.nextBoolean() ? (this.ugly ? text() : name()) : null;
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		int pieces = this.random.nextInt(1 + this.random.nextInt(this.size));
		for (int i = 0; i < pieces; i++) {
			text.append((this.ugly && this.random.nextInt(10) == 0) ? any(BROKEN) : any(PIECES));
		}
		return text.toString();
	}

	private double number() {
		if (this.ugly && this.random.nextInt(4) == 0) {
			return any(new Double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0 });
		}
		return finite();
	}

	private double finite() {
		double number = Double.longBitsToDouble(this.random.nextLong());
		return Double.isFinite(number) ? number : this.random.nextInt(1_000);
	}

	private Instant time() {
		if (this.ugly && this.random.nextInt(20) == 0) {
			return this.random.nextBoolean() ? Instant.MIN : Instant.MAX;
		}
		return Instant.ofEpochSecond(this.random.nextLong(-60_000_000_000L, 250_000_000_000L),
				this.random.nextInt(1_000_000_000));
	}

	private String hex(int length) {
		StringBuilder hex = new StringBuilder();
		for (int i = 0; i < length; i++) {
			hex.append(Character.forDigit(this.random.nextInt(16), 16));
		}
		return hex.toString();
	}

	private <T> T any(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

	/** Fails as soon as it is shown. */
	static final class ToStringFails {

		@Override
		public String toString() {
			throw new IllegalStateException("toString fails");
		}

	}

}
