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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Collects data points below the metric that they belong to. Of several totals of a
 * series at one time only the last is true.
 */
final class MetricGroups {

	private final Map<Header, Points> groups = new LinkedHashMap<>();

	void add(Metric metric) {
		Points points = this.groups.computeIfAbsent(Header.of(metric), (header) -> new Points(metric));
		switch (metric.getDataCase()) {
			case SUM -> {
				boolean total = isTotal(metric.getSum().getAggregationTemporality());
				for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
					points.add(point, total ? new Total(point.getAttributesList(), point.getTimeUnixNano()) : null);
				}
			}
			case HISTOGRAM -> {
				boolean total = isTotal(metric.getHistogram().getAggregationTemporality());
				for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
					points.add(point, total ? new Total(point.getAttributesList(), point.getTimeUnixNano()) : null);
				}
			}
			default -> {
				for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
					points.add(point, null);
				}
			}
		}
	}

	List<Metric> metrics() {
		List<Metric> metrics = new ArrayList<>(this.groups.size());
		for (Points points : this.groups.values()) {
			metrics.add(points.metric());
		}
		return metrics;
	}

	private static boolean isTotal(AggregationTemporality temporality) {
		return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
	}

	/**
	 * What the points of a metric have in common. Not a metric without its points, which
	 * takes far longer to make and to compare.
	 */
	private record Header(String name, String unit, String description, Metric.DataCase type, boolean monotonic,
			AggregationTemporality temporality, List<KeyValue> metadata) {

		private static Header of(Metric metric) {
			AggregationTemporality temporality = metric.hasSum() ? metric.getSum().getAggregationTemporality()
					: metric.getHistogram().getAggregationTemporality();
			return new Header(metric.getName(), metric.getUnit(), metric.getDescription(), metric.getDataCase(),
					metric.getSum().getIsMonotonic(), temporality, metric.getMetadataList());
		}

	}

	/**
	 * A total of a series at a time.
	 */
	private record Total(List<KeyValue> attributes, long time) {

	}

	/**
	 * The points of a metric.
	 */
	private static final class Points {

		private final Metric first;

		private final List<Message> points = new ArrayList<>();

		private final Map<Total, Integer> totals = new HashMap<>();

		private Points(Metric first) {
			this.first = first;
		}

		private void add(Message point, @Nullable Total total) {
			Integer before = (total != null) ? this.totals.putIfAbsent(total, this.points.size()) : null;
			if (before != null) {
				this.points.set(before, point);
			}
			else {
				this.points.add(point);
			}
		}

		private Metric metric() {
			Metric.Builder metric = this.first.toBuilder();
			switch (this.first.getDataCase()) {
				case SUM -> {
					metric.getSumBuilder().clearDataPoints();
					this.points.forEach((point) -> metric.getSumBuilder().addDataPoints((NumberDataPoint) point));
				}
				case HISTOGRAM -> {
					metric.getHistogramBuilder().clearDataPoints();
					this.points
						.forEach((point) -> metric.getHistogramBuilder().addDataPoints((HistogramDataPoint) point));
				}
				default -> {
					metric.getGaugeBuilder().clearDataPoints();
					this.points.forEach((point) -> metric.getGaugeBuilder().addDataPoints((NumberDataPoint) point));
				}
			}
			return metric.build();
		}

	}

}
