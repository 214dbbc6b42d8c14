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

import java.time.Duration;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.Histogram;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.TimeWindowPercentileHistogram;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the percentiles of one window with Micrometer's HdrHistogram. Micrometer
 * slides its windows over a ring of histograms; ours begin and end with a publish, so
 * that each gets a single histogram that never expires.
 */
final class Percentiles {

	private static final Duration NEVER = Duration.ofDays(100 * 365);

	private final Clock clock;

	private final @Nullable DistributionStatisticConfig config;

	Percentiles(Clock clock, DistributionStatisticConfig config) {
		this.clock = clock;
		this.config = config.isPublishingPercentiles() ? DistributionStatisticConfig.builder()
			.percentilesHistogram(false)
			.serviceLevelObjectives(new double[0])
			.expiry(NEVER)
			.bufferLength(1)
			.build()
			.merge(config) : null;
	}

	boolean wanted() {
		return this.config != null;
	}

	/**
	 * Create what gathers the observations of a window.
	 * @return safe for use by several threads
	 */
	Histogram newEstimator() {
		return (this.config != null) ? new TimeWindowPercentileHistogram(this.clock, this.config, false)
				: NoopHistogram.INSTANCE;
	}

	ValueAtPercentile[] values(Histogram estimator) {
		return estimator.takeSnapshot(0, 0, 0).percentileValues();
	}

}
