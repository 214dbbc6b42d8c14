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
import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;

import io.github.telemetrynats.record.MetricPoint;

/**
 * Metric points (contract, section 3.2) in OpenTelemetry's terms, with delta temporality.
 * Quantiles have no place in a histogram of the protocol, and are gauges beside it.
 */
final class MetricMapping {

	private final ObservationStyle observations;

	MetricMapping(ObservationStyle observations) {
		this.observations = observations;
	}

	OtlpRecord map(MetricPoint point) {
		List<Metric> metrics = new ArrayList<>();
		Metric.Builder metric = named(point, point.name());
		MetricPoint.Distribution distribution = point.distribution();
		switch (point.type()) {
			case COUNTER -> metric.setSum(Sum.newBuilder()
				.setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
				.setIsMonotonic(point.value() >= 0)
				.addDataPoints(number(point, point.value(), true)));
			case GAUGE -> metric.setGauge(Gauge.newBuilder().addDataPoints(number(point, point.value(), false)));
			case HISTOGRAM -> {
				if (distribution == null && this.observations == ObservationStyle.GAUGE) {
					metric.setGauge(Gauge.newBuilder().addDataPoints(number(point, point.value(), false)));
				}
				else {
					metric.setHistogram(Histogram.newBuilder()
						.setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
						.addDataPoints((distribution != null) ? window(point, distribution) : single(point)));
				}
			}
		}
		metrics.add(metric.build());
		if (distribution != null) {
			for (MetricPoint.Quantile quantile : distribution.quantiles()) {
				NumberDataPoint.Builder value = number(point, quantile.value(), false)
					.addAttributes(OtlpValues.attribute("quantile", Double.toString(quantile.quantile())));
				metrics.add(named(point, point.name() + ".quantile").setGauge(Gauge.newBuilder().addDataPoints(value))
					.build());
			}
		}
		return new OtlpRecord(point.origin(), "", metrics);
	}

	private static Metric.Builder named(MetricPoint point, String name) {
		Metric.Builder metric = Metric.newBuilder().setName(OtlpValues.text(name));
		String unit = point.unit();
		String description = point.description();
		if (unit != null) {
			metric.setUnit(OtlpValues.text(unit));
		}
		if (description != null) {
			metric.setDescription(OtlpValues.text(description));
		}
		return metric;
	}

	private static NumberDataPoint.Builder number(MetricPoint point, double value, boolean window) {
		NumberDataPoint.Builder result = NumberDataPoint.newBuilder()
			.addAllAttributes(attributes(point))
			.setTimeUnixNano(OtlpValues.nanos(point.timestamp()))
			.setAsDouble(value);
		if (window) {
			result.setStartTimeUnixNano(start(point));
		}
		return result;
	}

	private static HistogramDataPoint.Builder histogram(MetricPoint point, long count, double sum) {
		HistogramDataPoint.Builder result = HistogramDataPoint.newBuilder()
			.addAllAttributes(attributes(point))
			.setStartTimeUnixNano(start(point))
			.setTimeUnixNano(OtlpValues.nanos(point.timestamp()))
			.setCount(count);
		// The protocol has no sum where observations can be negative
		if (sum >= 0) {
			result.setSum(sum);
		}
		return result;
	}

	private static HistogramDataPoint window(MetricPoint point, MetricPoint.Distribution distribution) {
		HistogramDataPoint.Builder result = histogram(point, distribution.count(), distribution.sum());
		Double max = distribution.max();
		if (max != null) {
			result.setMax(max);
		}
		HistogramBuckets.of(distribution).copyTo(result);
		return result.build();
	}

	private static HistogramDataPoint single(MetricPoint point) {
		HistogramDataPoint.Builder result = histogram(point, 1, point.value()).setMin(point.value())
			.setMax(point.value());
		HistogramBuckets.of(point.value()).copyTo(result);
		return result.build();
	}

	private static List<KeyValue> attributes(MetricPoint point) {
		return OtlpValues.attributes(point.tags());
	}

	// A window without a start, or one that ends before it starts, has no length
	private static long start(MetricPoint point) {
		Instant start = point.startTime();
		return OtlpValues.nanos((start != null && start.isBefore(point.timestamp())) ? start : point.timestamp());
	}

}
