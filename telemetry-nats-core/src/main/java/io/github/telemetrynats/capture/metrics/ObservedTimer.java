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

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;

import io.github.telemetrynats.record.MetricPoint;

/**
 * A timer of which every single observation is a point.
 */
final class ObservedTimer extends CumulativeTimer {

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final Series series;

	ObservedTimer(Id id, Clock clock, DistributionStatisticConfig config, PauseDetector pauseDetector,
			TimeUnit baseTimeUnit, Series series) {
		super(id, clock, config, pauseDetector, baseTimeUnit, true);
		this.series = series;
	}

	@Override
	protected void recordNonNegative(long amount, TimeUnit unit) {
		super.recordNonNegative(amount, unit);
		this.series.observation(MetricPoint.Type.HISTOGRAM, Instant.ofEpochMilli(this.clock.wallTime()),
				unit.toNanos(amount) / NANOS_PER_MILLI);
	}

}
