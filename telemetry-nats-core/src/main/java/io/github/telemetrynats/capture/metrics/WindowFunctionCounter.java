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
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;

/**
 * A counter whose total a function tells.
 *
 * @param <T> what the function looks at
 */
final class WindowFunctionCounter<T> extends CumulativeFunctionCounter<T> implements WindowedMeter {

	private final OneAtATime publishing = new OneAtATime();

	private final Series series;

	private final Growth growth;

	WindowFunctionCounter(Id id, T obj, ToDoubleFunction<T> function, Series series, Instant registered) {
		super(id, obj, function);
		this.series = series;
		this.growth = new Growth(registered);
	}

	@Override
	public void publishWindow(Instant end) {
		this.publishing.run(() -> publish(end));
	}

	private void publish(Instant end) {
		double total = count();
		if (!Double.isFinite(total)) {
			return;
		}
		double grown = this.growth.advance(total);
		Window window = this.growth.closeWindow(end);
		if (grown > 0) {
			this.series.counter(window, grown);
		}
	}

}
