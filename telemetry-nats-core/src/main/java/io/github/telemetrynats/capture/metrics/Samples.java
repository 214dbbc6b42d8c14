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

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;

/**
 * The meters that have no windows: what they say at the moment is a sample.
 */
final class Samples {

	private Samples() {
	}

	/**
	 * Publish a sample of the meter, if it is one that is sampled.
	 * @param meter any meter
	 * @param series the meter's series
	 * @param now when the sample is taken
	 */
	static void publish(Meter meter, Series series, Instant now) {
		if (meter instanceof LongTaskTimer timer) {
			series.withNameAndUnit(series.name() + ".active", null).gauge(now, timer.activeTasks());
			time(series, ".duration").gauge(now, timer.duration(TimeUnit.MILLISECONDS));
			time(series, ".max").gauge(now, timer.max(TimeUnit.MILLISECONDS));
		}
		else if (meter instanceof TimeGauge gauge) {
			time(series, "").gauge(now, gauge.value(TimeUnit.MILLISECONDS));
		}
		else if (meter instanceof Gauge gauge) {
			series.gauge(now, gauge.value());
		}
	}

	private static Series time(Series series, String suffix) {
		return series.withNameAndUnit(series.name() + suffix, Series.MILLISECONDS);
	}

}
