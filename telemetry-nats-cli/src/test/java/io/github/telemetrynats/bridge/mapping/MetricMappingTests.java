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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetricMapping} and {@link HistogramBuckets}.
 */
class MetricMappingTests {

	private static final Instant START = Instant.ofEpochSecond(100);

	private static final Instant END = Instant.ofEpochSecond(110, 5);

	@Test
	void aCounterIsADeltaOfItsWindow() {
		Metric metric = map(point(MetricPoint.Type.COUNTER, 3, START, null)).get(0);
		NumberDataPoint data = metric.getSum().getDataPoints(0);
		assertThat(metric.getName()).isEqualTo("step.duration_ms");
		assertThat(metric.getUnit()).isEqualTo("ms");
		assertThat(metric.getDescription()).isEqualTo("how long");
		assertThat(metric.getSum().getAggregationTemporality())
			.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
		assertThat(metric.getSum().getIsMonotonic()).isTrue();
		assertThat(data.getAsDouble()).isEqualTo(3);
		assertThat(data.getStartTimeUnixNano()).isEqualTo(100_000_000_000L);
		assertThat(data.getTimeUnixNano()).isEqualTo(110_000_000_005L);
		assertThat(data.getAttributesList()).containsExactly(OtlpValues.attribute("task_type", "build"));
	}

	@Test
	void aCounterThatShrinksIsNotMonotonic() {
		assertThat(map(point(MetricPoint.Type.COUNTER, -1, START, null)).get(0).getSum().getIsMonotonic()).isFalse();
	}

	@Test
	void anIncrementWithoutAWindowHasAWindowWithoutALength() {
		NumberDataPoint data = map(point(MetricPoint.Type.COUNTER, 1, null, null)).get(0).getSum().getDataPoints(0);
		assertThat(data.getStartTimeUnixNano()).isEqualTo(data.getTimeUnixNano()).isEqualTo(110_000_000_005L);
	}

	@Test
	void aGaugeIsASample() {
		Metric metric = map(point(MetricPoint.Type.GAUGE, -2.5, null, null)).get(0);
		assertThat(metric.getGauge().getDataPoints(0).getAsDouble()).isEqualTo(-2.5);
		assertThat(metric.getGauge().getDataPoints(0).getStartTimeUnixNano()).isZero();
	}

	@Test
	void theBucketsOfAWindowAreExact() {
		HistogramDataPoint data = histogram(new MetricPoint.Distribution(7, 70, 40.0,
				List.of(bucket(10, 3), bucket(20, 0), bucket(50, 4), bucket(Double.POSITIVE_INFINITY, 0)), List.of()));
		assertThat(data.getCount()).isEqualTo(7);
		assertThat(data.getSum()).isEqualTo(70);
		assertThat(data.getMax()).isEqualTo(40);
		assertThat(data.hasMin()).isFalse();
		assertThat(data.getExplicitBoundsList()).containsExactly(10.0, 20.0, 50.0);
		assertThat(data.getBucketCountsList()).containsExactly(3L, 0L, 4L, 0L);
		assertThat(data.getStartTimeUnixNano()).isEqualTo(100_000_000_000L);
	}

	@Test
	void observationsAboveTheLastBoundAreCounted() {
		assertThat(histogram(new MetricPoint.Distribution(7, 70, null, List.of(bucket(10, 3)), List.of()))
			.getBucketCountsList()).containsExactly(3L, 4L);
	}

	@Test
	void bucketsThatContradictTheCountAreLeftOut() {
		List<List<MetricPoint.Bucket>> wrong = List.of(List.of(bucket(10, 8)), List.of(bucket(10, 1), bucket(10, 1)),
				List.of(bucket(10, -1)), List.of(bucket(10, 3), bucket(Double.POSITIVE_INFINITY, 3)));
		for (List<MetricPoint.Bucket> buckets : wrong) {
			HistogramDataPoint data = histogram(new MetricPoint.Distribution(7, 70, null, buckets, List.of()));
			assertThat(data.getBucketCountsList()).as("%s", buckets).isEmpty();
			assertThat(data.getCount()).isEqualTo(7);
			assertThat(data.getSum()).isEqualTo(70);
		}
	}

	@Test
	void aNegativeSumIsLeftOut() {
		assertThat(histogram(new MetricPoint.Distribution(7, -70, null, List.of(), List.of())).hasSum()).isFalse();
	}

	@Test
	void quantilesAreGaugesBesideTheHistogram() {
		List<Metric> metrics = map(point(MetricPoint.Type.HISTOGRAM, 10, START, new MetricPoint.Distribution(7, 70,
				40.0, List.of(), List.of(new MetricPoint.Quantile(0.5, 12), new MetricPoint.Quantile(0.99, 80.1)))));
		assertThat(metrics).extracting(Metric::getName)
			.containsExactly("step.duration_ms", "step.duration_ms.quantile", "step.duration_ms.quantile");
		NumberDataPoint data = metrics.get(2).getGauge().getDataPoints(0);
		assertThat(data.getAsDouble()).isEqualTo(80.1);
		assertThat(data.getAttributesList()).contains(OtlpValues.attribute("quantile", "0.99"));
	}

	/** Fault 8: observations of histograms become gauges. */
	@Test
	void aSingleObservationIsAHistogramOfOneValue() {
		HistogramDataPoint data = map(point(MetricPoint.Type.HISTOGRAM, 75, null, null)).get(0)
			.getHistogram()
			.getDataPoints(0);
		assertThat(data.getCount()).isOne();
		assertThat(List.of(data.getSum(), data.getMin(), data.getMax())).containsOnly(75.0);
		assertThat(data.getBucketCountsList()).hasSize(16);
		assertThat(data.getBucketCounts(5)).as("from 50, exclusive, to 75, inclusive").isOne();
		assertThat(data.getBucketCountsList().stream().mapToLong(Long::longValue).sum()).isOne();
	}

	@Test
	void aSingleObservationIsAGaugeWhereTheUserSaysSo() {
		Metric metric = (Metric) new MetricMapping(ObservationStyle.GAUGE)
			.map(point(MetricPoint.Type.HISTOGRAM, 75, null, null))
			.elements()
			.get(0);
		assertThat(metric.getGauge().getDataPoints(0).getAsDouble()).isEqualTo(75);
	}

	private static HistogramDataPoint histogram(MetricPoint.Distribution distribution) {
		return map(point(MetricPoint.Type.HISTOGRAM, 10, START, distribution)).get(0).getHistogram().getDataPoints(0);
	}

	private static List<Metric> map(MetricPoint point) {
		return new MetricMapping(ObservationStyle.HISTOGRAM).map(point)
			.elements()
			.stream()
			.map(Metric.class::cast)
			.toList();
	}

	private static MetricPoint.Bucket bucket(double bound, long count) {
		return new MetricPoint.Bucket(bound, count);
	}

	private static MetricPoint point(MetricPoint.Type type, double value, Instant start,
			MetricPoint.Distribution distribution) {
		return new MetricPoint(Origin.of("worker"), "step.duration_ms", type, value, Map.of("task_type", "build"), END,
				start, "ms", "how long", distribution);
	}

}
