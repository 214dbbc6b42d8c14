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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;

import io.github.telemetrynats.record.MetricPoint;

/**
 * A timer whose count and total functions tell.
 *
 * @param <T> what the functions look at
 */
final class WindowFunctionTimer<T> extends CumulativeFunctionTimer<T> implements WindowedMeter {

	private final OneAtATime publishing = new OneAtATime();

	private final Series series;

	private final Growth countGrowth;

	private final Growth timeGrowth;

	// Time that came without a count, because the functions are read one after the other
	private double pendingTime;

	WindowFunctionTimer(Id id, T obj, ToLongFunction<T> countFunction, ToDoubleFunction<T> totalTimeFunction,
			TimeUnit totalTimeFunctionUnit, TimeUnit baseTimeUnit, Series series, Instant registered) {
		super(id, obj, countFunction, totalTimeFunction, totalTimeFunctionUnit, baseTimeUnit);
		this.series = series;
		this.countGrowth = new Growth(registered);
		this.timeGrowth = new Growth(registered);
	}

	@Override
	public void publishWindow(Instant end) {
		this.publishing.run(() -> publish(end));
	}

	private void publish(Instant end) {
		double count = count();
		double time = totalTime(TimeUnit.MILLISECONDS);
		if (!Double.isFinite(time)) {
			return;
		}
		double grown = this.countGrowth.advance(count);
		this.pendingTime += this.timeGrowth.advance(time);
		Window window = this.countGrowth.closeWindow(end);
		if (grown > 0) {
			double sum = this.pendingTime;
			this.pendingTime = 0;
			this.series.histogram(window, new MetricPoint.Distribution((long) grown, sum, null, List.of(), List.of()));
		}
	}

}
