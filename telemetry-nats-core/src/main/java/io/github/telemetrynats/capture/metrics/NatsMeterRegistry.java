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
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramGauges;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultLongTaskTimer;
import io.micrometer.core.instrument.push.PushMeterRegistry;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * Publishes what happened in every meter since the last time, once a step (contract,
 * section 3.2).
 * <p>
 * A window of a series begins where the one before ended, or when the meter was
 * registered, and ends with the publish, whenever that really takes place: late, a step
 * left out, when the meter is removed or when the registry is closed. So the values of a
 * counter's points add up to its total. Micrometer's {@code StepMeterRegistry} drops the
 * values of a step in which it was not polled and names windows that were not, which is
 * why this registry is none, although it works in steps. Windows in which nothing
 * happened are left out, and so is everything that isn't finite.
 * <table>
 * <caption>Meters and points</caption>
 * <tr>
 * <th>meter</th>
 * <th>points</th>
 * </tr>
 * <tr>
 * <td>counter, function counter</td>
 * <td>counter: how much it grew. A function's total that went down has been reset: the
 * window counts nothing</td>
 * </tr>
 * <tr>
 * <td>gauge, time gauge</td>
 * <td>gauge; a time gauge in milliseconds</td>
 * </tr>
 * <tr>
 * <td>timer, distribution summary</td>
 * <td>histogram with count, sum, max and, as configured, percentiles as quantiles and
 * service level objectives or a percentile histogram as buckets; a timer in
 * milliseconds</td>
 * </tr>
 * <tr>
 * <td>function timer</td>
 * <td>histogram with count and sum, in milliseconds</td>
 * </tr>
 * <tr>
 * <td>long task timer</td>
 * <td>three gauges, since the tasks that run at the moment are a sample and no window:
 * {@code name.active}, {@code name.duration} (of all tasks together) and
 * {@code name.max}, in milliseconds; percentiles and buckets as gauges in Micrometer's
 * common format</td>
 * </tr>
 * <tr>
 * <td>custom meter</td>
 * <td>one point for each measurement with a tag {@code statistic}: counts and totals as
 * counter, all else as gauge</td>
 * </tr>
 * </table>
 * <p>
 * The counters, timers and summaries whose names match
 * {@link NatsMeterRegistryConfig#observations()} have a point for every single increment
 * or observation instead, at the moment when it happens: without window, the increment or
 * the observation as value.
 * <p>
 * A publish goes at the pace of the sink. While that has little room and takes what it
 * has, the thread that publishes waits, for half a step at the most. While it takes
 * nothing, a meter that has no room keeps its window, which goes on until a later publish
 * ({@link #postponed()}); gauges are offered all the same, since a sample can't wait.
 * {@link #close()} waits within {@link NatsMeterRegistryConfig#closeTimeout()}, and then
 * offers what is left, for the sink to count.
 * <p>
 * Names and tags stay as they are. {@link Counter#count()}, {@link Timer#count()} and the
 * like are totals since the meter was registered. Recording neither waits for a publish
 * nor throws. {@link #close()} publishes what came in since the last publish, and when it
 * is called again what has come in since then. Safe for use by several threads.
 */
public final class NatsMeterRegistry extends PushMeterRegistry {

	private final NatsMeterRegistryConfig config;

	private final SignalSink sink;

	private final Origin origin;

	private final NamePatterns observations;

	private final Publication publication;

	/**
	 * Create a registry and, unless it is disabled, start to publish.
	 * @param config the configuration
	 * @param clock tells the time
	 * @param sink where the points go
	 * @param origin who writes them
	 * @throws io.micrometer.core.instrument.config.validate.ValidationException if the
	 * configuration is not valid
	 */
	public NatsMeterRegistry(NatsMeterRegistryConfig config, Clock clock, SignalSink sink, Origin origin) {
		super(config, clock);
		this.config = config;
		this.sink = sink;
		this.origin = origin;
		this.observations = new NamePatterns(config.observations());
		config().namingConvention(NamingConvention.identity);
		this.publication = new Publication(sink, clock, config.step(), (meter) -> series(meter.getId()));
		if (config.enabled()) {
			config().onMeterRemoved(this.publication::removed);
		}
		start((task) -> {
			Thread thread = new Thread(task, "telemetry-nats-metrics");
			thread.setDaemon(true);
			return thread;
		});
	}

	@Override
	protected <T> Gauge newGauge(Meter.Id id, @Nullable T obj, ToDoubleFunction<T> valueFunction) {
		return new DefaultGauge<>(id, obj, valueFunction);
	}

	@Override
	protected Counter newCounter(Meter.Id id) {
		Series series = series(id);
		return this.observations.match(id.getName()) ? new ObservedCounter(id, this.clock, series)
				: new WindowCounter(id, series, now());
	}

	@Override
	protected Timer newTimer(Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauseDetector) {
		Series series = timeSeries(id);
		if (this.observations.match(id.getName())) {
			return new ObservedTimer(id, this.clock, distribution, pauseDetector, getBaseTimeUnit(), series);
		}
		return new WindowTimer(id, this.clock, distribution, pauseDetector, getBaseTimeUnit(), histogram(distribution),
				series, now());
	}

	@Override
	protected DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig distribution,
			double scale) {
		Series series = series(id);
		if (this.observations.match(id.getName())) {
			return new ObservedSummary(id, this.clock, distribution, scale, series);
		}
		return new WindowSummary(id, this.clock, distribution, scale, histogram(distribution), series, now());
	}

	@Override
	protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig distribution) {
		LongTaskTimer timer = new DefaultLongTaskTimer(id, this.clock, getBaseTimeUnit(), distribution, false);
		HistogramGauges.registerWithCommonFormat(timer, this);
		return timer;
	}

	@Override
	protected <T> FunctionTimer newFunctionTimer(Meter.Id id, T obj, ToLongFunction<T> countFunction,
			ToDoubleFunction<T> totalTimeFunction, TimeUnit totalTimeFunctionUnit) {
		return new WindowFunctionTimer<>(id, obj, countFunction, totalTimeFunction, totalTimeFunctionUnit,
				getBaseTimeUnit(), timeSeries(id), now());
	}

	@Override
	protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T obj, ToDoubleFunction<T> countFunction) {
		return new WindowFunctionCounter<>(id, obj, countFunction, series(id), now());
	}

	@Override
	protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
		return new WindowCustomMeter(id, type, measurements, series(id), now());
	}

	@Override
	protected TimeUnit getBaseTimeUnit() {
		return TimeUnit.MILLISECONDS;
	}

	@Override
	protected DistributionStatisticConfig defaultHistogramConfig() {
		return DistributionStatisticConfig.builder()
			.expiry(this.config.step())
			.build()
			.merge(DistributionStatisticConfig.DEFAULT);
	}

	private WindowedHistogram histogram(DistributionStatisticConfig distribution) {
		double[] bounds = distribution.getHistogramBuckets(true)
			.stream()
			.mapToDouble(Double::doubleValue)
			.filter(Double::isFinite)
			.toArray();
		return new WindowedHistogram(bounds, new Percentiles(this.clock, distribution));
	}

	@Override
	protected void publish() {
		this.publication.publish(getMeters());
	}

	/**
	 * Return how often a meter was left unread by a publish, because there was no room
	 * for its point and none to be expected. What it had gathered is in a later point.
	 * @return how often since the registry was created
	 */
	public long postponed() {
		return this.publication.postponed();
	}

	@Override
	public void close() {
		this.publication.beginClose(this.config.closeTimeout());
		super.close();
		// What came in after the last publish, or in a publish that was under way
		if (this.config.enabled()) {
			this.publication.publishWindows(getMeters());
		}
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.clock.wallTime());
	}

	private Series timeSeries(Meter.Id id) {
		Series series = series(id);
		return series.withNameAndUnit(series.name(), Series.MILLISECONDS);
	}

	private Series series(Meter.Id id) {
		return new Series(this.sink, this.origin, getConventionName(id), Series.tags(getConventionTags(id)),
				id.getBaseUnit(), id.getDescription());
	}

}
