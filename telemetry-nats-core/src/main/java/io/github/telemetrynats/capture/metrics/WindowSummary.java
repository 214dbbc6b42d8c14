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

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * A distribution summary. {@link #count()} and {@link #totalAmount()} are totals since
 * the summary was registered; {@link #max()} decays as Micrometer's do.
 */
final class WindowSummary extends AbstractDistributionSummary implements WindowedMeter {

	private final Series series;

	private final WindowedHistogram gathered;

	private final RecentMax max;

	private Instant start;

	WindowSummary(Id id, Clock clock, DistributionStatisticConfig config, double scale, WindowedHistogram histogram,
			Series series, Instant registered) {
		super(id, scale, histogram);
		this.gathered = histogram;
		this.max = new RecentMax(histogram, clock, config);
		this.series = series;
		this.start = registered;
	}

	@Override
	protected void recordNonNegative(double amount) {
		// The histogram has it
	}

	@Override
	public long count() {
		return this.gathered.count();
	}

	@Override
	public double totalAmount() {
		return this.gathered.total();
	}

	@Override
	public double max() {
		return this.max.get();
	}

	@Override
	public synchronized void publishWindow(Instant end) {
		Tally tally = this.gathered.take();
		Window window = new Window(this.start, end);
		this.start = window.end();
		if (tally != null) {
			this.max.update();
			this.series.histogram(window, tally.toDistribution(1));
		}
	}

}
