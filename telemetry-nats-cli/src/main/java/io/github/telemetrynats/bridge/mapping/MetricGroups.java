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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/**
 * Collects data points below the metric that they belong to. Of several totals of a
 * series at one time only the last is true.
 */
final class MetricGroups {

	private final Map<Metric, Map<Object, Message>> groups = new LinkedHashMap<>();

	void add(Metric metric) {
		Map<Object, Message> points = this.groups.computeIfAbsent(withoutPoints(metric),
				(header) -> new LinkedHashMap<>());
		switch (metric.getDataCase()) {
			case SUM ->
				metric.getSum()
					.getDataPointsList()
					.forEach((point) -> points.put(
							isTotal(metric.getSum().getAggregationTemporality())
									? new Total(point.getAttributesList(), point.getTimeUnixNano()) : new Object(),
							point));
			case HISTOGRAM ->
				metric.getHistogram()
					.getDataPointsList()
					.forEach((point) -> points.put(
							isTotal(metric.getHistogram().getAggregationTemporality())
									? new Total(point.getAttributesList(), point.getTimeUnixNano()) : new Object(),
							point));
			default -> metric.getGauge().getDataPointsList().forEach((point) -> points.put(new Object(), point));
		}
	}

	List<Metric> metrics() {
		List<Metric> metrics = new ArrayList<>();
		this.groups.forEach((header, points) -> {
			Metric.Builder metric = header.toBuilder();
			switch (header.getDataCase()) {
				case SUM ->
					points.values().forEach((point) -> metric.getSumBuilder().addDataPoints((NumberDataPoint) point));
				case HISTOGRAM -> points.values()
					.forEach((point) -> metric.getHistogramBuilder().addDataPoints((HistogramDataPoint) point));
				default ->
					points.values().forEach((point) -> metric.getGaugeBuilder().addDataPoints((NumberDataPoint) point));
			}
			metrics.add(metric.build());
		});
		return metrics;
	}

	private static boolean isTotal(AggregationTemporality temporality) {
		return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
	}

	private static Metric withoutPoints(Metric metric) {
		Metric.Builder header = metric.toBuilder();
		switch (metric.getDataCase()) {
			case SUM -> header.getSumBuilder().clearDataPoints();
			case HISTOGRAM -> header.getHistogramBuilder().clearDataPoints();
			default -> header.getGaugeBuilder().clearDataPoints();
		}
		return header.build();
	}

	private record Total(List<KeyValue> attributes, long time) {

	}

}
