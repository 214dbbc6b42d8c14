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
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.internal.DefaultMeter;

/**
 * A meter of the user's own kind: one series for each measurement, told apart by the tag
 * {@code statistic} as in Micrometer's own registries. Counts and totals grow, and become
 * counters; all else is a gauge.
 */
final class WindowCustomMeter extends DefaultMeter implements WindowedMeter {

	private final OneAtATime publishing = new OneAtATime();

	private final Series series;

	private final Instant registered;

	// By position, since a meter may have two measurements of the same statistic
	private final Map<Integer, Growth> growths = new HashMap<>();

	WindowCustomMeter(Id id, Type type, Iterable<Measurement> measurements, Series series, Instant registered) {
		super(id, type, measurements);
		this.series = series;
		this.registered = registered;
	}

	@Override
	public void publishWindow(Instant end) {
		this.publishing.run(() -> publish(end));
	}

	private void publish(Instant end) {
		int position = 0;
		for (Measurement measurement : measure()) {
			Statistic statistic = measurement.getStatistic();
			Series measured = this.series.withTag("statistic", statistic.getTagValueRepresentation());
			double value = measurement.getValue();
			switch (statistic) {
				case COUNT, TOTAL, TOTAL_TIME -> counter(measured, position, value, end);
				case MAX, VALUE, UNKNOWN, ACTIVE_TASKS, DURATION -> measured.gauge(end, value);
			}
			position++;
		}
	}

	private void counter(Series measured, int position, double total, Instant end) {
		if (!Double.isFinite(total)) {
			return;
		}
		Growth growth = this.growths.computeIfAbsent(position, (key) -> new Growth(this.registered));
		double grown = growth.advance(total);
		Window window = growth.closeWindow(end);
		if (grown > 0) {
			measured.counter(window, grown);
		}
	}

}
