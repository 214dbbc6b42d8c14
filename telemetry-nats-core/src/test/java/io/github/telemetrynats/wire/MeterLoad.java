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

package io.github.telemetrynats.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

import io.github.telemetrynats.capture.metrics.NatsMeterRegistry;
import io.github.telemetrynats.capture.metrics.NatsMeterRegistryConfig;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * An application that measures things under the ugliest names. Every meter has a number
 * as its tag {@code no}, and its {@link Tracked} knows what was recorded.
 */
final class MeterLoad implements AutoCloseable {

	static final String NUMBER = "no";

	static final String STEADY = "steady";

	static final String REPLACED = "replaced";

	private static final Duration STEP = Duration.ofMillis(500);

	private final List<Tracked> tracked = new ArrayList<>();

	private final AtomicLong steady = new AtomicLong();

	private final AtomicLong replaced = new AtomicLong();

	private final NatsMeterRegistry registry;

	private final LongTaskTimer.Sample task;

	MeterLoad(SignalSink sink, Origin origin, UglyTexts texts, int meters) {
		this.registry = new NatsMeterRegistry(new Config(), Clock.SYSTEM, sink, origin);
		for (int i = 0; i < meters; i++) {
			this.tracked.add(Tracked.register(i, this.registry, texts));
		}
		registerKnown();
		this.task = LongTaskTimer.builder("task").register(this.registry).start();
	}

	List<Tracked> tracked() {
		return this.tracked;
	}

	long replaced() {
		return this.replaced.get();
	}

	private void registerKnown() {
		// Grows whenever it is read, so that there is no window in which nothing happens
		FunctionCounter.builder(STEADY, this.steady, AtomicLong::incrementAndGet).register(this.registry);
		FunctionTimer.builder("function.timer", this.steady, (number) -> 4, (number) -> 10, TimeUnit.SECONDS)
			.register(this.registry);
		Gauge.builder("half", () -> 0.5)
			.tag("a.b *>", " \u65e5\uD834\uDD1E\u0000")
			.tag("", "nobody can name it")
			.tag("empty", "")
			.baseUnit("bytes")
			.description("one \"half\"")
			.register(this.registry);
		Gauge.builder("nan", () -> Double.NaN).register(this.registry);
		Gauge.builder("infinity", () -> Double.POSITIVE_INFINITY).register(this.registry);
		TimeGauge.builder("time", () -> 1.5, TimeUnit.SECONDS).register(this.registry);
		Meter
			.builder("custom", Meter.Type.OTHER, List.of(new Measurement(() -> 3.0, Statistic.COUNT),
					new Measurement(() -> 7.0, Statistic.VALUE), new Measurement(() -> Double.NaN, Statistic.MAX)))
			.register(this.registry);
	}

	void registerHugeThings() {
		String huge = "h".repeat(LogLoad.HUGE);
		Gauge.builder("huge.description", () -> 1).description(huge).register(this.registry);
		Gauge.builder("huge.tag", () -> 1).tag("tag", "\uD83D\uDE80".repeat(LogLoad.HUGE)).register(this.registry);
		Gauge.builder("huge.key", () -> 1).tag(huge, "value").register(this.registry);
		Gauge.builder("huge.name." + huge, () -> 1).register(this.registry);
		Gauge.builder("many." + "\uD83D\uDE80tokens.".repeat(300), () -> 1).register(this.registry);
		Gauge.builder("many.tags", () -> 1)
			.tags(IntStream.range(0, 10_000).mapToObj((i) -> Tag.of("key" + i, "value " + i)).toList())
			.register(this.registry);
	}

	void recordSomething(UglyTexts texts) {
		texts.oneOf(this.tracked).record(texts);
	}

	/**
	 * Remove a counter in use, and register it again.
	 */
	void replace() {
		Counter counter = this.registry.counter(REPLACED, "tag", "same");
		counter.increment(3);
		this.replaced.addAndGet(3);
		this.registry.remove(counter);
	}

	/**
	 * Return how many steps have been published.
	 * @return steps
	 */
	long steps() {
		return this.steady.get();
	}

	@Override
	public void close() {
		this.registry.close();
		this.task.stop();
	}

	/**
	 * A meter, and what was recorded into it.
	 *
	 * @param number tells it apart
	 * @param name its name
	 * @param type what its points are like
	 * @param meter the meter
	 * @param recorded what was recorded
	 */
	record Tracked(int number, String name, String type, Meter meter, Recorded recorded) {

		private static final List<Double> BOUNDS = List.of(1.0, 100.0, 1_000.0);

		static Tracked register(int number, MeterRegistry registry, UglyTexts texts) {
			boolean observed = texts.oneIn(5);
			String name = (observed ? "obs." : "") + texts.text();
			String unit = texts.oneIn(3) ? texts.text() : null;
			String description = texts.oneIn(3) ? texts.text() : null;
			Tags tags = Tags.of(texts.text(), texts.text(), texts.key(), texts.text()).and(NUMBER, "" + number);
			Meter meter = switch (texts.below(4)) {
				case 0 -> Counter.builder(name).tags(tags).baseUnit(unit).description(description).register(registry);
				case 1 -> Timer.builder(name)
					.tags(tags)
					.description(description)
					.serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMillis(1_000))
					.register(registry);
				case 2 -> DistributionSummary.builder(name)
					.tags(tags)
					.baseUnit(unit)
					.description(description)
					.serviceLevelObjectives(1, 100, 1_000)
					.publishPercentiles(0.0005, 0.5, 0.99, 1)
					.register(registry);
				default -> DistributionSummary.builder(name).tags(tags).baseUnit(unit).register(registry);
			};
			String type = (meter instanceof Counter) ? "counter" : "histogram";
			return new Tracked(number, name, type, meter, new Recorded(BOUNDS));
		}

		boolean observed() {
			return this.name.startsWith("obs.");
		}

		boolean hasBuckets() {
			return this.meter instanceof Timer || (this.meter instanceof DistributionSummary summary
					&& summary.takeSnapshot().histogramCounts().length > 0);
		}

		void record(UglyTexts texts) {
			if (this.meter instanceof Timer timer) {
				// Whole milliseconds, so that their sum is exact
				int millis = texts.below(2_000);
				timer.record(millis, TimeUnit.MILLISECONDS);
				this.recorded.add(millis);
				return;
			}
			double amount = texts.oneIn(8) ? texts.number() : texts.below(2_000);
			// Of the large ones there is no exact sum
			amount = (Double.isFinite(amount) && Math.abs(amount) > 1e9) ? -1 : Math.rint(amount);
			if (this.meter instanceof Counter counter) {
				counter.increment(amount);
				this.recorded.addIfPositive(amount);
			}
			else {
				((DistributionSummary) this.meter).record(amount);
				this.recorded.add(amount);
			}
		}

	}

	/**
	 * Publishes twice a second, and every observation whose name begins with
	 * {@code obs.}.
	 */
	private static final class Config implements NatsMeterRegistryConfig {

		@Override
		public String get(String key) {
			return null;
		}

		@Override
		public Duration step() {
			return STEP;
		}

		@Override
		public List<String> observations() {
			return List.of("obs.*");
		}

	}

}
