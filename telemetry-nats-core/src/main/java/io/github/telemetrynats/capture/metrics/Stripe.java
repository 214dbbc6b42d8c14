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

import java.io.Serial;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.distribution.Histogram;

/**
 * A part of a histogram, and the lock that guards it. The lock is held for a few
 * additions, and as a rule nobody else wants it: so it is one compare-and-set to take and
 * a plain store to give back, without an owner and a queue. All but the lock itself is
 * for its holder.
 */
final class Stripe extends AtomicBoolean {

	@Serial
	private static final long serialVersionUID = 1L;

	/** A microsecond or some: whoever holds the lock for longer lost its processor. */
	private static final int SPINS = 100;

	private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	private final transient Tally tally;

	// The same one in all stripes, but for the moment in which a window ends
	private transient Histogram estimator;

	private double max;

	Stripe(double[] bounds, Histogram estimator) {
		this.tally = new Tally(bounds);
		this.estimator = estimator;
	}

	boolean tryLock() {
		return !get() && compareAndSet(false, true);
	}

	void lock() {
		for (int attempt = 0; !tryLock(); attempt++) {
			if (attempt < SPINS) {
				Thread.onSpinWait();
			}
			else {
				LockSupport.parkNanos(this, PAUSE_NANOS);
			}
		}
	}

	void unlock() {
		setRelease(false);
	}

	void add(double value) {
		this.tally.add(value);
		if (value > this.max) {
			this.max = value;
		}
		this.estimator.recordDouble(value);
	}

	Tally tally() {
		return this.tally;
	}

	Histogram estimator() {
		return this.estimator;
	}

	/**
	 * End the window.
	 * @param target where to add what was gathered
	 * @param nextEstimator for the next window
	 */
	void moveTo(Tally target, Histogram nextEstimator) {
		target.add(this.tally);
		this.tally.reset();
		this.estimator = nextEstimator;
	}

	double takeMax() {
		double taken = this.max;
		this.max = 0;
		return taken;
	}

}
