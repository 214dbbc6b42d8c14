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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.proto.metrics.v1.Metric;

/**
 * Collects data points below the metric that they belong to.
 */
final class MetricGroups {

	private final Map<Metric, Metric.Builder> groups = new LinkedHashMap<>();

	void add(Metric metric) {
		Metric.Builder group = this.groups.computeIfAbsent(withoutPoints(metric), Metric::toBuilder);
		switch (metric.getDataCase()) {
			case SUM -> group.getSumBuilder().addAllDataPoints(metric.getSum().getDataPointsList());
			case HISTOGRAM -> group.getHistogramBuilder().addAllDataPoints(metric.getHistogram().getDataPointsList());
			default -> group.getGaugeBuilder().addAllDataPoints(metric.getGauge().getDataPointsList());
		}
	}

	List<Metric> metrics() {
		return this.groups.values().stream().map(Metric.Builder::build).toList();
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

}
