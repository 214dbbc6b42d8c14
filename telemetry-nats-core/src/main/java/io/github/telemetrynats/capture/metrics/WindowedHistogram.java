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

import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.Histogram;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import org.jspecify.annotations.Nullable;

/**
 * Gathers observations and gives them away window by window. An observation is in one
 * window as a whole: count, sum, largest, bucket and percentiles always fit together.
 * That takes a lock around the few additions of an observation. Threads rarely meet at
 * it: who finds it taken splits the histogram into more stripes, each with a lock of its
 * own, until there is one for every processor.
 * <p>
 * The snapshot that Micrometer asks for shows totals since the start, the percentiles
 * those of the window that is under way. Safe for use by several threads.
 */
final class WindowedHistogram implements Histogram {

	private static final int MAX_STRIPES = Math
		.min(Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 2 - 1), 64);

	private final double[] bounds;

	private final Percentiles percentiles;

	private final ReentrantLock growing = new ReentrantLock();

	private volatile Stripe[] stripes;

	private final Tally published;

	/**
	 * Create an empty histogram.
	 * @param bounds upper bounds of the buckets, ascending and finite; may be empty
	 * @param percentiles the percentiles to estimate
	 */
	WindowedHistogram(double[] bounds, Percentiles percentiles) {
		this.bounds = bounds;
		this.percentiles = percentiles;
		this.stripes = new Stripe[] { new Stripe(bounds, percentiles.newEstimator()) };
		this.published = new Tally(bounds);
	}

	@Override
	public void recordLong(long value) {
		record((double) value);
	}

	@Override
	public void recordDouble(double value) {
		if (Double.isFinite(value)) {
			record(value);
		}
	}

	private void record(double value) {
		Stripe stripe = choose(this.stripes);
		if (!stripe.tryLock()) {
			stripe = choose(moreStripes());
			stripe.lock();
		}
		try {
			stripe.add(value);
		}
		finally {
			stripe.unlock();
		}
	}

	private static Stripe choose(Stripe[] stripes) {
		long id = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
		return stripes[(int) (id >>> 32) & (stripes.length - 1)];
	}

	private Stripe[] moreStripes() {
		Stripe[] current = this.stripes;
		// A publish may be under way: the stripes that there are will do meanwhile
		if (current.length >= MAX_STRIPES || !this.growing.tryLock()) {
			return current;
		}
		try {
			current = this.stripes;
			Stripe[] more = new Stripe[Math.min(current.length * 2, MAX_STRIPES)];
			for (int i = 0; i < more.length; i++) {
				more[i] = (i < current.length) ? current[i] : new Stripe(this.bounds, current[0].estimator());
			}
			this.stripes = more;
			return more;
		}
		finally {
			this.growing.unlock();
		}
	}

	/**
	 * Take out what has been gathered since the last time.
	 * @return the observations, or {@code null} if there are none
	 */
	@Nullable Tally take() {
		this.growing.lock();
		try {
			Tally taken = new Tally(this.bounds);
			Histogram estimator = this.stripes[0].estimator();
			Histogram nextEstimator = this.percentiles.newEstimator();
			for (Stripe stripe : this.stripes) {
				stripe.lock();
				try {
					stripe.moveTo(taken, nextEstimator);
				}
				finally {
					stripe.unlock();
				}
			}
			this.published.add(taken);
			// All stripes have moved on: nobody writes to the estimator any more
			taken.percentiles(this.percentiles.values(estimator));
			return (taken.count() > 0) ? taken : null;
		}
		finally {
			this.growing.unlock();
		}
	}

	/**
	 * Return the largest observation since the last call.
	 * @return the largest, or 0 if there was none
	 */
	double takeMax() {
		double max = 0;
		this.growing.lock();
		try {
			for (Stripe stripe : this.stripes) {
				stripe.lock();
				try {
					max = Math.max(max, stripe.takeMax());
				}
				finally {
					stripe.unlock();
				}
			}
		}
		finally {
			this.growing.unlock();
		}
		return max;
	}

	long count() {
		return sum().count();
	}

	double total() {
		return sum().sum();
	}

	private Tally sum() {
		Tally sum = new Tally(this.bounds);
		this.growing.lock();
		try {
			sum.add(this.published);
			for (Stripe stripe : this.stripes) {
				stripe.lock();
				try {
					sum.add(stripe.tally());
				}
				finally {
					stripe.unlock();
				}
			}
		}
		finally {
			this.growing.unlock();
		}
		return sum;
	}

	@Override
	public HistogramSnapshot takeSnapshot(long count, double total, double max) {
		long[] buckets = sum().buckets();
		CountAtBucket[] counts = new CountAtBucket[this.bounds.length];
		long cumulative = 0;
		for (int i = 0; i < counts.length; i++) {
			cumulative += buckets[i];
			counts[i] = new CountAtBucket(this.bounds[i], cumulative);
		}
		return new HistogramSnapshot(count, total, max, currentPercentiles(), counts, null);
	}

	private ValueAtPercentile[] currentPercentiles() {
		if (!this.percentiles.wanted()) {
			return new ValueAtPercentile[0];
		}
		this.growing.lock();
		Stripe[] all = this.stripes;
		// An estimator that is read while it is written to forgets that there is more
		for (Stripe stripe : all) {
			stripe.lock();
		}
		try {
			return this.percentiles.values(all[0].estimator());
		}
		finally {
			for (Stripe stripe : all) {
				stripe.unlock();
			}
			this.growing.unlock();
		}
	}

}
