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

package io.github.telemetrynats.record;

import java.util.Arrays;

/**
 * How long the texts of a record are, each in bytes as JSON without its quotes, and how
 * long they may be if the record is to fit. A histogram, so that its own size does not
 * depend on the record. Not thread-safe.
 */
final class TextSizes {

	/** Each power of two has this many buckets, as a power of two. */
	private static final int PRECISION = 4;

	private static final int BUCKETS = (32 - PRECISION + 1) << PRECISION;

	private final long[] counts = new long[BUCKETS];

	private final long[] sums = new long[BUCKETS];

	private long total;

	void clear() {
		Arrays.fill(this.counts, 0);
		Arrays.fill(this.sums, 0);
		this.total = 0;
	}

	void add(int size) {
		int bucket = bucket(size);
		this.counts[bucket]++;
		this.sums[bucket] += size;
		this.total += size;
	}

	long total() {
		return this.total;
	}

	/**
	 * Return how long each text may be so that all of them fit.
	 * @param budget bytes for all texts
	 * @return bytes for one text; zero or less if there is no room
	 */
	long limit(long budget) {
		long below = 0;
		long countAbove = Arrays.stream(this.counts).sum();
		for (int bucket = 0; bucket < BUCKETS && countAbove > 0; bucket++) {
			long limit = Math.floorDiv(budget - below, countAbove);
			if (limit < lowerBound(bucket)) {
				return (bucket == 0) ? limit : lowerBound(bucket) - 1;
			}
			if (limit < lowerBound(bucket + 1)) {
				return limit;
			}
			below += this.sums[bucket];
			countAbove -= this.counts[bucket];
		}
		return (below <= budget) ? Integer.MAX_VALUE : 0;
	}

	/**
	 * Return how long all texts are together when each is cut.
	 * @param limit bytes for one text
	 * @return bytes, never too few
	 */
	long total(long limit) {
		long sum = 0;
		for (int bucket = 0; bucket < BUCKETS; bucket++) {
			sum += Math.min(this.sums[bucket], this.counts[bucket] * limit);
		}
		return sum;
	}

	private static int bucket(int size) {
		int shift = Math.max(0, 31 - PRECISION - Integer.numberOfLeadingZeros(size));
		return (shift << PRECISION) + (size >>> shift);
	}

	private static long lowerBound(int bucket) {
		int shift = Math.max(0, (bucket >>> PRECISION) - 1);
		return (long) (bucket - (shift << PRECISION)) << shift;
	}

}
