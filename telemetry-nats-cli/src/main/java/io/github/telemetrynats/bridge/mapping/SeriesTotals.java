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

package io.github.telemetrynats.bridge.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;

import io.github.telemetrynats.record.Origin;

/**
 * Adds the windows of each series up, for backends that only know totals. A series begins
 * with a point of zero at its start, without which a backend that does not look at start
 * times, as Prometheus, would miss its first window, or take it for a part of what the
 * series was before. The series that was quiet for longest is forgotten when there are
 * too many. Safe for use by several threads.
 */
final class SeriesTotals {

	private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

	/** What backends tell apart that do not know of nanoseconds. */
	private static final long STEP_NANOS = 1_000_000;

	private final Map<Series, Message> totals = new LinkedHashMap<>(16, 0.75f, true);

	private final int maxSeries;

	private long forgotten;

	SeriesTotals(int maxSeries) {
		if (maxSeries < 1) {
			throw new IllegalArgumentException("maxSeries is " + maxSeries + "; expected 1 or more");
		}
		this.maxSeries = maxSeries;
	}

	synchronized OtlpRecord add(OtlpRecord delta) {
		List<Metric> metrics = new ArrayList<>();
		for (Message element : delta.elements()) {
			Metric metric = (Metric) element;
			metrics.add(switch (metric.getDataCase()) {
				case SUM -> sum(delta.origin(), metric);
				case HISTOGRAM -> histogram(delta.origin(), metric);
				default -> metric;
			});
		}
		return new OtlpRecord(delta.origin(), delta.scope(), metrics);
	}

	synchronized int size() {
		return this.totals.size();
	}

	synchronized long forgotten() {
		return this.forgotten;
	}

	private Metric sum(Origin origin, Metric metric) {
		NumberDataPoint window = metric.getSum().getDataPoints(0);
		Series series = series(origin, metric, window.getAttributesList());
		Sum.Builder sum = metric.getSum().toBuilder().setAggregationTemporality(CUMULATIVE).clearDataPoints();
		NumberDataPoint before;
		if (this.totals.get(series) instanceof NumberDataPoint known) {
			before = known;
		}
		else {
			long start = start(window.getStartTimeUnixNano(), window.getTimeUnixNano());
			before = window.toBuilder()
				.setStartTimeUnixNano(start)
				.setTimeUnixNano(zero(start, window.getTimeUnixNano()))
				.setAsDouble(0)
				.build();
			sum.addDataPoints(before);
		}
		NumberDataPoint total = window.toBuilder()
			.setStartTimeUnixNano(before.getStartTimeUnixNano())
			.setTimeUnixNano(later(before.getTimeUnixNano(), window.getTimeUnixNano()))
			.setAsDouble(before.getAsDouble() + window.getAsDouble())
			.build();
		keep(series, total);
		return metric.toBuilder().setSum(sum.addDataPoints(total)).build();
	}

	private Metric histogram(Origin origin, Metric metric) {
		HistogramDataPoint window = metric.getHistogram().getDataPoints(0);
		Series series = series(origin, metric, window.getAttributesList());
		Histogram.Builder histogram = metric.getHistogram()
			.toBuilder()
			.setAggregationTemporality(CUMULATIVE)
			.clearDataPoints();
		HistogramDataPoint before;
		// Other bounds than before: what was counted cannot be told apart, so the series
		// starts anew
		if (this.totals.get(series) instanceof HistogramDataPoint known
				&& known.getExplicitBoundsList().equals(window.getExplicitBoundsList())
				&& known.getBucketCountsCount() == window.getBucketCountsCount()) {
			before = known;
		}
		else {
			before = nothing(window);
			histogram.addDataPoints(before);
		}
		HistogramDataPoint total = add(before, window);
		keep(series, total);
		return metric.toBuilder().setHistogram(histogram.addDataPoints(total)).build();
	}

	private static HistogramDataPoint nothing(HistogramDataPoint window) {
		long start = start(window.getStartTimeUnixNano(), window.getTimeUnixNano());
		HistogramDataPoint.Builder nothing = window.toBuilder()
			.setStartTimeUnixNano(start)
			.setTimeUnixNano(zero(start, window.getTimeUnixNano()))
			.setCount(0)
			.clearMin()
			.clearMax();
		if (window.hasSum()) {
			nothing.setSum(0);
		}
		for (int i = 0; i < window.getBucketCountsCount(); i++) {
			nothing.setBucketCounts(i, 0);
		}
		return nothing.build();
	}

	private static HistogramDataPoint add(HistogramDataPoint before, HistogramDataPoint window) {
		HistogramDataPoint.Builder total = window.toBuilder()
			.setStartTimeUnixNano(before.getStartTimeUnixNano())
			.setTimeUnixNano(later(before.getTimeUnixNano(), window.getTimeUnixNano()))
			.setCount(before.getCount() + window.getCount());
		for (int i = 0; i < window.getBucketCountsCount(); i++) {
			total.setBucketCounts(i, before.getBucketCounts(i) + window.getBucketCounts(i));
		}
		total.clearSum();
		if (before.hasSum() && window.hasSum()) {
			total.setSum(before.getSum() + window.getSum());
		}
		if (before.getCount() > 0) {
			total.clearMin().clearMax();
			if (before.hasMin() && window.hasMin()) {
				total.setMin(Math.min(before.getMin(), window.getMin()));
			}
			if (before.hasMax() && window.hasMax()) {
				total.setMax(Math.max(before.getMax(), window.getMax()));
			}
		}
		return total.build();
	}

	// A single observation has no window: its series starts just before it
	private static long start(long start, long time) {
		return (start != time) ? start : time - STEP_NANOS;
	}

	// Just after the start, where the series may have had its last point when it was
	// another
	// bridge's, but before the first total
	private static long zero(long start, long time) {
		return (Long.compareUnsigned(time - start, STEP_NANOS) > 0) ? start + STEP_NANOS : start;
	}

	private static long later(long one, long other) {
		return (Long.compareUnsigned(one, other) > 0) ? one : other;
	}

	private void keep(Series series, Message total) {
		this.totals.put(series, total);
		if (this.totals.size() > this.maxSeries) {
			this.totals.remove(this.totals.keySet().iterator().next());
			this.forgotten++;
		}
	}

	private static Series series(Origin origin, Metric metric, List<KeyValue> attributes) {
		return new Series(origin, metric.getName(), metric.getUnit(), metric.getDataCase(),
				!metric.hasSum() || metric.getSum().getIsMonotonic(), new HashSet<>(attributes));
	}

	private record Series(Origin origin, String name, String unit, Metric.DataCase type, boolean monotonic,
			Set<KeyValue> attributes) {

	}

}
