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

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;

import io.github.telemetrynats.record.MetricPoint;

/**
 * A counter of which every single increment is a point.
 */
final class ObservedCounter extends CumulativeCounter {

	private final Clock clock;

	private final Series series;

	ObservedCounter(Id id, Clock clock, Series series) {
		super(id);
		this.clock = clock;
		this.series = series;
	}

	@Override
	public void increment(double amount) {
		if (Double.isFinite(amount) && amount > 0) {
			super.increment(amount);
			this.series.observation(MetricPoint.Type.COUNTER, Instant.ofEpochMilli(this.clock.wallTime()), amount);
		}
	}

}
