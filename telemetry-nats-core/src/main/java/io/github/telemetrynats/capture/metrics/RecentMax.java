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

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

/**
 * The largest observation of the last steps, as Micrometer's meters show it. It is asked
 * for seldom, so that an observation is noted at the next question or publish and not
 * when it is made, which would need the clock each time; it decays from then on. Safe for
 * use by several threads.
 */
final class RecentMax {

	private final WindowedHistogram gathered;

	private final TimeWindowMax decaying;

	RecentMax(WindowedHistogram gathered, Clock clock, DistributionStatisticConfig config) {
		this.gathered = gathered;
		this.decaying = new TimeWindowMax(clock, config);
	}

	/**
	 * Note what was observed since the last time.
	 */
	void update() {
		this.decaying.record(this.gathered.takeMax());
	}

	/**
	 * Return the largest observation.
	 * @return in the unit in which it was recorded
	 */
	double get() {
		update();
		return this.decaying.poll();
	}

}
