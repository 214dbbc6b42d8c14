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
import java.util.List;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;

import io.github.telemetrynats.record.MetricPoint;

/**
 * The buckets of a histogram as the protocol has them: one more count than bounds, and
 * the counts add up to the number of observations. Without any if the record's do not.
 *
 * @param bounds inclusive upper bounds, ascending
 * @param counts how many fell into each, and above the last bound
 */
record HistogramBuckets(List<Double> bounds, List<Long> counts) {

	private static final HistogramBuckets NONE = new HistogramBuckets(List.of(), List.of());

	/** As the SDKs of OpenTelemetry have them where nobody says otherwise. */
	private static final List<Double> DEFAULT_BOUNDS = List.of(0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0,
			750.0, 1_000.0, 2_500.0, 5_000.0, 7_500.0, 10_000.0);

	static HistogramBuckets of(double observation) {
		List<Long> counts = new ArrayList<>();
		boolean found = false;
		for (double bound : DEFAULT_BOUNDS) {
			boolean here = !found && observation <= bound;
			counts.add(here ? 1L : 0L);
			found |= here;
		}
		counts.add(found ? 0L : 1L);
		return new HistogramBuckets(DEFAULT_BOUNDS, counts);
	}

	static HistogramBuckets of(MetricPoint.Distribution distribution) {
		if (distribution.buckets().isEmpty()) {
			return NONE;
		}
		List<Double> bounds = new ArrayList<>();
		List<Long> counts = new ArrayList<>();
		double last = Double.NEGATIVE_INFINITY;
		long rest = distribution.count();
		for (MetricPoint.Bucket bucket : distribution.buckets()) {
			if (bucket.upperBound() <= last || bucket.count() < 0) {
				return NONE;
			}
			last = bucket.upperBound();
			if (last < Double.POSITIVE_INFINITY) {
				bounds.add(last);
				counts.add(bucket.count());
				rest -= bucket.count();
			}
			else if (bucket.count() != rest) {
				return NONE;
			}
		}
		if (rest < 0) {
			return NONE;
		}
		counts.add(rest);
		return new HistogramBuckets(bounds, counts);
	}

	void copyTo(HistogramDataPoint.Builder point) {
		point.addAllExplicitBounds(this.bounds).addAllBucketCounts(this.counts);
	}

}
