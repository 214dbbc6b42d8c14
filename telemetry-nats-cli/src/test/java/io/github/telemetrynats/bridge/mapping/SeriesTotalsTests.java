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
import java.util.stream.IntStream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.bridge.testing.StrictRequests;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SeriesTotals}.
 */
class SeriesTotalsTests {

	private final RecordMapping mapping = new RecordMapping(Temporality.CUMULATIVE, ObservationStyle.HISTOGRAM, 2);

	@Test
	void windowsAddUpFromTheFirstOnesStart() {
		counter("a", 0, 5);
		Metric metric = counter("a", 10, 7);
		assertThat(metric.getSum().getDataPointsList()).hasSize(1);
		NumberDataPoint total = metric.getSum().getDataPoints(0);
		assertThat(metric.getSum().getAggregationTemporality())
			.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
		assertThat(total.getAsDouble()).isEqualTo(12);
		assertThat(total.getStartTimeUnixNano()).isEqualTo(1_000_000_000_000L);
		assertThat(total.getTimeUnixNano()).isEqualTo(1_020_000_000_000L);
	}

	/** Prometheus does not look at start times. */
	@Test
	void aSeriesBeginsAtZero() {
		Sum sum = counter("a", 0, 5).getSum();
		assertThat(sum.getDataPointsList()).extracting(NumberDataPoint::getAsDouble).containsExactly(0.0, 5.0);
		assertThat(sum.getDataPoints(0).getStartTimeUnixNano()).isEqualTo(1_000_000_000_000L);
		assertThat(sum.getDataPoints(0).getTimeUnixNano()).isEqualTo(1_000_001_000_000L);
		assertThat(sum.getDataPoints(1).getStartTimeUnixNano()).isEqualTo(1_000_000_000_000L);
		HistogramDataPoint nothing = map(MetricPoint.Type.HISTOGRAM, "a", 0, 20,
				new MetricPoint.Distribution(3, 60, 10.0, List.of(bucket(10, 2), bucket(20, 1)), List.of()))
			.getHistogram()
			.getDataPoints(0);
		assertThat(nothing.getCount()).isZero();
		assertThat(nothing.getSum()).isZero();
		assertThat(nothing.hasMax()).isFalse();
		assertThat(nothing.getBucketCountsList()).containsExactly(0L, 0L, 0L);
	}

	@Test
	void anObservationWithoutAWindowStartsItsSeriesJustBefore() {
		MetricPoint point = new MetricPoint(Origin.of("s"), "m", MetricPoint.Type.COUNTER, 1, Map.of(),
				Instant.ofEpochSecond(1_000), null, null, null, null);
		Sum sum = ((Metric) this.mapping.map(point, Instant.now()).elements().get(0)).getSum();
		assertThat(sum.getDataPointsList()).extracting(NumberDataPoint::getAsDouble).containsExactly(0.0, 1.0);
		assertThat(sum.getDataPoints(0).getTimeUnixNano()).isEqualTo(999_999_000_000L);
		assertThat(sum.getDataPoints(1).getStartTimeUnixNano()).isEqualTo(999_999_000_000L);
		assertThat(sum.getDataPoints(1).getTimeUnixNano()).isEqualTo(1_000_000_000_000L);
	}

	/** Increments of programs that write times to the second. */
	@Test
	void ofTotalsAtOneTimeTheLastIsSent() throws InvalidProtocolBufferException {
		MetricPoint point = new MetricPoint(Origin.of("s"), "m", MetricPoint.Type.COUNTER, 1, Map.of(),
				Instant.ofEpochSecond(1_000), null, null, null, null);
		List<OtlpRecord> records = IntStream.range(0, 20)
			.mapToObj((i) -> this.mapping.map(point, Instant.now()))
			.toList();
		ExportMetricsServiceRequest request = (ExportMetricsServiceRequest) StrictRequests.parse(Signal.METRICS,
				OtlpRequests.request(Signal.METRICS, records).toByteArray());
		assertThat(request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0).getSum().getDataPointsList())
			.extracting(NumberDataPoint::getAsDouble)
			.containsExactly(0.0, 20.0);
	}

	@Test
	void seriesAreToldApartByTheirTags() {
		counter("a", 0, 5);
		assertThat(value(counter("b", 0, 1))).isEqualTo(1);
		assertThat(value(counter("a", 10, 1))).isEqualTo(6);
		assertThat(this.mapping.series()).isEqualTo(2);
	}

	@Test
	void theQuietestSeriesIsForgottenAndStartsAnewWhenItGoesOn() {
		counter("a", 0, 5);
		counter("b", 0, 5);
		counter("a", 10, 5);
		counter("c", 10, 5);
		assertThat(this.mapping.series()).isEqualTo(2);
		assertThat(this.mapping.forgottenSeries()).isOne();
		assertThat(value(counter("a", 20, 1))).isEqualTo(11);
		NumberDataPoint anew = last(counter("b", 20, 2));
		assertThat(anew.getAsDouble()).isEqualTo(2);
		assertThat(anew.getStartTimeUnixNano()).isEqualTo(1_020_000_000_000L);
	}

	@Test
	void histogramsAddUpBucketByBucket() {
		histogram(0, 10, bucket(10, 2), bucket(20, 1));
		HistogramDataPoint total = histogram(10, 30, bucket(10, 1), bucket(20, 2));
		assertThat(total.getBucketCountsList()).containsExactly(3L, 3L, 0L);
		assertThat(total.getCount()).isEqualTo(6);
		assertThat(total.getSum()).isEqualTo(120);
		assertThat(total.getMax()).isEqualTo(30);
		assertThat(total.getStartTimeUnixNano()).isEqualTo(1_000_000_000_000L);
	}

	@Test
	void aHistogramStartsAnewWithOtherBounds() {
		histogram(0, 10, bucket(10, 2), bucket(20, 1));
		HistogramDataPoint total = histogram(10, 30, bucket(10, 1), bucket(25, 2));
		assertThat(total.getCount()).isEqualTo(3);
		assertThat(total.getStartTimeUnixNano()).isEqualTo(1_010_000_000_000L);
	}

	@Test
	void gaugesPassUnchanged() {
		MetricPoint gauge = new MetricPoint(Origin.of("s"), "g", MetricPoint.Type.GAUGE, 3, Map.of(), Instant.now(),
				null, null, null, null);
		this.mapping.map(gauge, Instant.now());
		assertThat(((Metric) this.mapping.map(gauge, Instant.now()).elements().get(0)).getGauge()
			.getDataPoints(0)
			.getAsDouble()).isEqualTo(3);
		assertThat(this.mapping.series()).isZero();
	}

	private Metric counter(String tag, int second, double value) {
		return map(MetricPoint.Type.COUNTER, tag, second, value, null);
	}

	private HistogramDataPoint histogram(int second, double max, MetricPoint.Bucket... buckets) {
		List<HistogramDataPoint> points = map(MetricPoint.Type.HISTOGRAM, "a", second, 20,
				new MetricPoint.Distribution(3, 60, max, List.of(buckets), List.of()))
			.getHistogram()
			.getDataPointsList();
		return points.get(points.size() - 1);
	}

	private Metric map(MetricPoint.Type type, String tag, int second, double value,
			MetricPoint.Distribution distribution) {
		MetricPoint point = new MetricPoint(Origin.of("s"), "m", type, value, Map.of("tag", tag),
				Instant.ofEpochSecond(1_010 + second), Instant.ofEpochSecond(1_000 + second), null, null, distribution);
		return (Metric) this.mapping.map(point, Instant.now()).elements().get(0);
	}

	private static double value(Metric metric) {
		return last(metric).getAsDouble();
	}

	private static NumberDataPoint last(Metric metric) {
		return metric.getSum().getDataPoints(metric.getSum().getDataPointsCount() - 1);
	}

	private static MetricPoint.Bucket bucket(double bound, long count) {
		return new MetricPoint.Bucket(bound, count);
	}

}
