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

import java.time.Instant;
import java.util.concurrent.atomic.DoubleAdder;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;

/**
 * A counter that takes out what it has gathered at every publish, so that the growth in a
 * window is exact however large the total. {@link #count()} is the total since the
 * counter was registered.
 */
final class WindowCounter extends AbstractMeter implements Counter, WindowedMeter {

	private final Series series;

	// Its sumThenReset swaps cell by cell: an increment is in this sum or in the next
	private final DoubleAdder pending = new DoubleAdder();

	private double published;

	private Instant start;

	WindowCounter(Id id, Series series, Instant registered) {
		super(id);
		this.series = series;
		this.start = registered;
	}

	@Override
	public void increment(double amount) {
		// Micrometer asks for a positive amount; no window may shrink the total
		if (Double.isFinite(amount) && amount > 0) {
			this.pending.add(amount);
		}
	}

	@Override
	public synchronized double count() {
		return this.published + this.pending.sum();
	}

	@Override
	public synchronized void publishWindow(Instant end) {
		double growth = this.pending.sumThenReset();
		this.published += growth;
		Window window = new Window(this.start, end);
		this.start = window.end();
		if (growth != 0) {
			this.series.counter(window, growth);
		}
	}

}
