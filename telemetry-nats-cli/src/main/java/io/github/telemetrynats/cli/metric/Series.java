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

package io.github.telemetrynats.cli.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.MetricPoint.Bucket;
import io.github.telemetrynats.record.MetricPoint.Distribution;
import io.github.telemetrynats.record.MetricPoint.Quantile;

/**
 * What the points of one or more series come to: counters and histograms are deltas and
 * add up (contract, section 3.2). Not safe for use by several threads.
 */
final class Series {

	private final MetricPoint.Type type;

	private final Map<Double, Long> buckets = new TreeMap<>();

	private final Map<Double, double[]> quantiles = new TreeMap<>();

	private final TreeMap<Long, double[]> steps = new TreeMap<>();

	private final long stepNanos;

	private long points;

	private double count;

	private double sum;

	private double least = Double.POSITIVE_INFINITY;

	private double most = Double.NEGATIVE_INFINITY;

	private double last;

	private @Nullable Instant lastTime;

	private @Nullable Instant firstTime;

	Series(MetricPoint.Type type, Duration step) {
		this.type = type;
		this.stepNanos = Math.max(1, step.toNanos());
	}

	void add(MetricPoint point) {
		this.points++;
		Distribution distribution = point.distribution();
		double weight = (distribution != null) ? distribution.count() : 1;
		double total = (distribution != null) ? distribution.sum() : point.value();
		this.count += weight;
		this.sum += total;
		Double max = (distribution != null) ? distribution.max() : null;
		this.least = Math.min(this.least, point.value());
		this.most = Math.max(this.most, (max != null) ? max : point.value());
		Instant start = point.startTime();
		Instant began = (start != null) ? start : point.timestamp();
		this.firstTime = (this.firstTime == null || began.isBefore(this.firstTime)) ? began : this.firstTime;
		if (this.lastTime == null || !point.timestamp().isBefore(this.lastTime)) {
			this.lastTime = point.timestamp();
			this.last = point.value();
		}
		if (distribution != null) {
			distribution(distribution, weight);
		}
		long step = step(point.timestamp());
		double[] sums = this.steps.computeIfAbsent(step, (number) -> new double[2]);
		sums[0] += total;
		sums[1] += weight;
	}

	// A point tells of the time before it
	private long step(Instant time) {
		return Math.floorDiv(Times.nanos(Instant.EPOCH, time) - 1, this.stepNanos);
	}

	private void distribution(Distribution distribution, double weight) {
		for (Bucket bucket : distribution.buckets()) {
			this.buckets.merge(bucket.upperBound(), bucket.count(), Long::sum);
		}
		for (Quantile quantile : distribution.quantiles()) {
			double[] sums = this.quantiles.computeIfAbsent(quantile.quantile(), (value) -> new double[2]);
			sums[0] += quantile.value() * weight;
			sums[1] += weight;
		}
	}

	MetricPoint.Type type() {
		return this.type;
	}

	long points() {
		return this.points;
	}

	double total() {
		return this.sum;
	}

	double count() {
		return this.count;
	}

	double last() {
		return this.last;
	}

	@Nullable Instant lastTime() {
		return this.lastTime;
	}

	double mean() {
		return (this.count > 0) ? this.sum / this.count : Double.NaN;
	}

	double least() {
		return this.least;
	}

	double most() {
		return this.most;
	}

	/**
	 * Return the rate over the time of all windows.
	 * @return a second: how much a counter grew, how many observations of a histogram
	 */
	double rate() {
		Instant from = this.firstTime;
		Instant to = this.lastTime;
		double seconds = (from != null && to != null) ? Times.nanos(from, to) / 1e9 : 0;
		double amount = (this.type == MetricPoint.Type.COUNTER) ? this.sum : this.count;
		return (seconds > 0) ? amount / seconds : Double.NaN;
	}

	/**
	 * Return a quantile: from the buckets of all windows, interpolated within the one it
	 * falls into, or else the mean of what the windows say.
	 * @param quantile from 0 to 1
	 * @return the value, not a number if it is not known
	 */
	double quantile(double quantile) {
		long all = this.buckets.values().stream().mapToLong(Long::longValue).sum();
		if (all == 0) {
			double[] sums = this.quantiles.get(quantile);
			return (sums != null && sums[1] > 0) ? sums[0] / sums[1] : Double.NaN;
		}
		double rank = quantile * all;
		double lower = 0;
		long before = 0;
		for (Map.Entry<Double, Long> bucket : this.buckets.entrySet()) {
			if (before + bucket.getValue() >= rank && bucket.getValue() > 0) {
				double upper = Double.isInfinite(bucket.getKey()) ? Math.max(lower, this.most) : bucket.getKey();
				double value = lower + (upper - lower) * (rank - before) / bucket.getValue();
				return Math.min(value, this.most);
			}
			before += bucket.getValue();
			lower = bucket.getKey();
		}
		return this.most;
	}

	/**
	 * Return the course: rates a second, or the mean values of a gauge.
	 * @param from the first step's time
	 * @param to the last step's time
	 * @param most how many steps at most, the newest ones
	 * @return a value for each step, not a number where there is none
	 */
	double[] course(Instant from, Instant to, int most) {
		long last = step(to);
		long first = Math.max(step(from), last - most + 1);
		double[] course = new double[(int) Math.max(1, last - first + 1)];
		for (int i = 0; i < course.length; i++) {
			double[] sums = this.steps.get(first + i);
			if (this.type == MetricPoint.Type.GAUGE) {
				course[i] = (sums != null) ? sums[0] / sums[1] : Double.NaN;
			}
			else {
				double amount = (sums != null) ? sums[(this.type == MetricPoint.Type.COUNTER) ? 0 : 1] : 0;
				course[i] = amount / (this.stepNanos / 1e9);
			}
		}
		return course;
	}

	/**
	 * Return the steps that are there.
	 * @return sum and count by the step's end, in seconds since 1970
	 */
	Map<Instant, double[]> steps() {
		Map<Instant, double[]> byTime = new TreeMap<>();
		this.steps.forEach((step, sums) -> byTime.put(Instant.EPOCH.plusNanos((step + 1) * this.stepNanos), sums));
		return byTime;
	}

	/**
	 * Return the end of the last step that has passed.
	 * @param now the time
	 * @param step how long steps are
	 * @return the end, not after that time
	 */
	static Instant lastEnd(Instant now, Duration step) {
		long nanos = Math.max(1, step.toNanos());
		return Instant.EPOCH.plusNanos(Math.floorDiv(Times.nanos(Instant.EPOCH, now), nanos) * nanos);
	}

	/**
	 * Take away the steps that have passed.
	 * @param end the last one's end
	 * @return a series of these steps alone
	 */
	Series takeUntil(Instant end) {
		Series taken = new Series(this.type, Duration.ofNanos(this.stepNanos));
		Map<Long, double[]> passed = this.steps.headMap(step(end), true);
		taken.steps.putAll(passed);
		passed.clear();
		return taken;
	}

	double perSecond(double[] sums) {
		return switch (this.type) {
			case GAUGE -> sums[0] / sums[1];
			case COUNTER -> sums[0] / (this.stepNanos / 1e9);
			case HISTOGRAM -> sums[1] / (this.stepNanos / 1e9);
		};
	}

}
