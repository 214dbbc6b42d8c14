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
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;

/**
 * A timer. {@link #count()} and {@link #totalTime(TimeUnit)} are totals since the timer
 * was registered; {@link #max(TimeUnit)} decays as Micrometer's do.
 */
final class WindowTimer extends AbstractTimer implements WindowedMeter {

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final Series series;

	private final WindowedHistogram gathered;

	private final RecentMax max;

	private Instant start;

	WindowTimer(Id id, Clock clock, DistributionStatisticConfig config, PauseDetector pauseDetector,
			TimeUnit baseTimeUnit, WindowedHistogram histogram, Series series, Instant registered) {
		super(id, clock, pauseDetector, baseTimeUnit, histogram);
		this.gathered = histogram;
		this.max = new RecentMax(histogram, clock, config);
		this.series = series;
		this.start = registered;
	}

	@Override
	protected void recordNonNegative(long amount, TimeUnit unit) {
		// The histogram has it
	}

	@Override
	public long count() {
		return this.gathered.count();
	}

	@Override
	public double totalTime(TimeUnit unit) {
		return TimeUtils.nanosToUnit(this.gathered.total(), unit);
	}

	@Override
	public double max(TimeUnit unit) {
		return TimeUtils.nanosToUnit(this.max.get(), unit);
	}

	@Override
	public synchronized void publishWindow(Instant end) {
		Tally tally = this.gathered.take();
		Window window = new Window(this.start, end);
		this.start = window.end();
		if (tally != null) {
			this.max.update();
			this.series.histogram(window, tally.toDistribution(NANOS_PER_MILLI));
		}
	}

}
