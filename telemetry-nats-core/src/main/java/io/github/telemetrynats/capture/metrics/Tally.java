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

package io.github.telemetrynats.capture.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.micrometer.core.instrument.distribution.ValueAtPercentile;

import io.github.telemetrynats.record.MetricPoint;

/**
 * The observations of a window, in the unit in which they were recorded. Not safe for use
 * by several threads.
 */
final class Tally {

	private final double[] bounds;

	/** As many as the bounds, and one for what lies above the last. */
	private final long[] buckets;

	private long count;

	private double sum;

	private double max;

	private ValueAtPercentile[] percentiles = {};

	/**
	 * Create an empty tally.
	 * @param bounds ascending; none for a tally without buckets
	 */
	Tally(double[] bounds) {
		this.bounds = bounds;
		this.buckets = new long[(bounds.length > 0) ? bounds.length + 1 : 0];
	}

	void add(double value) {
		this.count++;
		this.sum += value;
		this.max = Math.max(this.max, value);
		if (this.buckets.length > 0) {
			int index = Arrays.binarySearch(this.bounds, value);
			this.buckets[(index >= 0) ? index : -index - 1]++;
		}
	}

	/**
	 * Add another tally with the same bounds.
	 * @param other what to add
	 */
	void add(Tally other) {
		this.count += other.count;
		this.sum += other.sum;
		this.max = Math.max(this.max, other.max);
		for (int i = 0; i < this.buckets.length; i++) {
			this.buckets[i] += other.buckets[i];
		}
	}

	void reset() {
		this.count = 0;
		this.sum = 0;
		this.max = 0;
		Arrays.fill(this.buckets, 0);
	}

	void percentiles(ValueAtPercentile[] values) {
		this.percentiles = values;
	}

	long count() {
		return this.count;
	}

	double sum() {
		return this.sum;
	}

	long[] buckets() {
		return this.buckets;
	}

	/**
	 * Return the observations as they are published.
	 * @param divisor makes the published unit of the recorded one
	 * @return the distribution
	 */
	MetricPoint.Distribution toDistribution(double divisor) {
		List<MetricPoint.Bucket> published = new ArrayList<>(this.buckets.length);
		for (int i = 0; i < this.buckets.length; i++) {
			double bound = (i < this.bounds.length) ? this.bounds[i] / divisor : Double.POSITIVE_INFINITY;
			published.add(new MetricPoint.Bucket(bound, this.buckets[i]));
		}
		List<MetricPoint.Quantile> quantiles = new ArrayList<>(this.percentiles.length);
		for (ValueAtPercentile percentile : this.percentiles) {
			// The estimate may lie above the largest observation
			double value = Math.min(percentile.value(), this.max);
			quantiles.add(new MetricPoint.Quantile(percentile.percentile(), value / divisor));
		}
		quantiles.sort(Comparator.comparingDouble(MetricPoint.Quantile::quantile));
		return new MetricPoint.Distribution(this.count, this.sum / divisor, this.max / divisor, published, quantiles);
	}

}
