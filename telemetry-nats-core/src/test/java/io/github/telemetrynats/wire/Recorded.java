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

package io.github.telemetrynats.wire;

import java.util.Arrays;
import java.util.List;

/**
 * What was recorded into a meter: the sums that the points of its windows must have. Safe
 * for use by several threads.
 */
final class Recorded {

	private final List<Double> bounds;

	private final long[] buckets;

	private long count;

	private double sum;

	private double max;

	Recorded(List<Double> bounds) {
		this.bounds = bounds;
		this.buckets = new long[bounds.size() + 1];
	}

	/**
	 * Add an observation, unless it is none: negative or not finite.
	 * @param value the observation
	 */
	synchronized void add(double value) {
		if (!(value >= 0) || Double.isInfinite(value)) {
			return;
		}
		this.count++;
		this.sum += value;
		this.max = Math.max(this.max, value);
		int bucket = 0;
		while (bucket < this.bounds.size() && value > this.bounds.get(bucket)) {
			bucket++;
		}
		this.buckets[bucket]++;
	}

	/**
	 * Add an increment: one of 0 says nothing.
	 * @param value the increment
	 */
	synchronized void addIfPositive(double value) {
		if (value != 0) {
			add(value);
		}
	}

	synchronized long count() {
		return this.count;
	}

	synchronized double sum() {
		return this.sum;
	}

	synchronized double max() {
		return this.max;
	}

	synchronized List<Long> buckets() {
		return Arrays.stream(this.buckets).boxed().toList();
	}

}
