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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for what {@link NatsMeterRegistry} publishes of each kind of meter.
 */
class NatsMeterRegistryTests {

	private static final Origin ORIGIN = Origin.of("worker");

	private final RecordingSink sink = new RecordingSink();

	private final MockClock clock = new MockClock();

	private final NatsMeterRegistry registry = new NatsMeterRegistry(NatsMeterRegistryConfig.DEFAULT, this.clock,
			this.sink, ORIGIN);

	private final Instant start = now();

	@AfterEach
	void closeRegistry() {
		this.registry.close();
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.clock.wallTime());
	}

	private void publishAfterAMinute() {
		this.clock.add(Duration.ofMinutes(1));
		this.registry.publish();
	}

	@Test
	void counterIsItsGrowthInTheWindow() {
		Counter counter = Counter.builder("orders")
			.description("Orders taken")
			.baseUnit("orders")
			.tag("shop", "b.c d")
			.register(this.registry);
		counter.increment(3);
		publishAfterAMinute();
		assertThat(this.sink.point("orders")).isEqualTo(new MetricPoint(ORIGIN, "orders", MetricPoint.Type.COUNTER, 3,
				Map.of("shop", "b.c d"), now(), this.start, "orders", "Orders taken", null));
	}

	@Test
	void windowInWhichNothingHappenedIsLeftOutAndTheNextBeginsWhereItEnded() {
		Counter counter = this.registry.counter("orders");
		counter.increment();
		publishAfterAMinute();
		publishAfterAMinute();
		Instant begin = now();
		counter.increment();
		publishAfterAMinute();
		assertThat(this.sink.points("orders")).hasSize(2);
		assertThat(this.sink.points("orders").get(1).startTime()).isEqualTo(begin);
		assertThat(this.sink.points("orders").get(1).timestamp()).isEqualTo(now());
	}

	@Test
	void meterThatIsRegisteredInTheMiddleOfAStepBeginsThere() {
		this.clock.add(Duration.ofSeconds(20));
		Instant registered = now();
		this.registry.counter("late").increment();
		this.clock.add(Duration.ofSeconds(40));
		this.registry.publish();
		assertThat(this.sink.point("late").startTime()).isEqualTo(registered);
	}

	@Test
	void publishThatIsLateHasTheWholeTimeInItsWindow() {
		Counter counter = this.registry.counter("orders");
		counter.increment();
		this.clock.add(Duration.ofMinutes(3));
		counter.increment();
		this.clock.add(Duration.ofHours(9));
		this.registry.publish();
		MetricPoint point = this.sink.point("orders");
		assertThat(point.value()).isEqualTo(2);
		assertThat(point.startTime()).isEqualTo(this.start);
		assertThat(point.timestamp()).isEqualTo(now());
	}

	@Test
	void clockThatIsSetBackMakesNoWindowsThatOverlap() {
		Counter counter = this.registry.counter("orders");
		publishAfterAMinute();
		Instant end = now();
		counter.increment();
		this.clock.add(Duration.ofSeconds(-30));
		this.registry.publish();
		MetricPoint point = this.sink.point("orders");
		assertThat(point.startTime()).isEqualTo(end);
		assertThat(point.timestamp()).isEqualTo(end);
	}

	@Test
	void countIsTheTotalHoweverOftenIsPublished() {
		Counter counter = this.registry.counter("orders");
		counter.increment(2);
		publishAfterAMinute();
		counter.increment(3);
		assertThat(counter.count()).isEqualTo(5);
		publishAfterAMinute();
		assertThat(counter.count()).isEqualTo(5);
	}

	@Test
	void growthIsExactHoweverLargeTheTotal() {
		Counter counter = this.registry.counter("bytes");
		counter.increment(1e17);
		publishAfterAMinute();
		counter.increment();
		publishAfterAMinute();
		assertThat(this.sink.points("bytes")).extracting(MetricPoint::value).containsExactly(1e17, 1.0);
	}

	@Test
	void counterNeverShrinks() {
		Counter counter = this.registry.counter("counter");
		counter.increment(3);
		counter.increment(-5);
		assertThat(counter.count()).isEqualTo(3);
		publishAfterAMinute();
		assertThat(this.sink.point("counter").value()).isEqualTo(3);
	}

	@Test
	void whatIsNotFiniteIsIgnored() {
		Counter counter = this.registry.counter("counter");
		DistributionSummary summary = this.registry.summary("summary");
		for (double value : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }) {
			counter.increment(value);
			summary.record(value);
		}
		counter.increment();
		summary.record(1);
		publishAfterAMinute();
		assertThat(this.sink.point("counter").value()).isEqualTo(1);
		assertThat(this.sink.point("summary").distribution())
			.isEqualTo(new MetricPoint.Distribution(1, 1, 1.0, List.of(), List.of()));
	}

	@Test
	void sumThatOverflowsIsCountedAsLost() {
		this.registry.counter("counter").increment(Double.MAX_VALUE);
		this.registry.counter("counter").increment(Double.MAX_VALUE);
		this.registry.summary("summary").record(Double.MAX_VALUE);
		this.registry.summary("summary").record(Double.MAX_VALUE);
		publishAfterAMinute();
		assertThat(this.sink.points()).isEmpty();
		assertThat(this.sink.lost()).containsExactly("1 not-encodable", "1 not-encodable");
	}

	@Test
	void gaugeIsASample() {
		AtomicLong value = this.registry.gauge("queue.size", new AtomicLong());
		value.set(7);
		publishAfterAMinute();
		assertThat(this.sink.point("queue.size")).isEqualTo(new MetricPoint(ORIGIN, "queue.size",
				MetricPoint.Type.GAUGE, 7, Map.of(), now(), null, null, null, null));
	}

	@Test
	void gaugeThatIsNotFiniteIsLeftOut() {
		Gauge.builder("nan", () -> Double.NaN).register(this.registry);
		Gauge.builder("infinite", () -> Double.POSITIVE_INFINITY).register(this.registry);
		publishAfterAMinute();
		assertThat(this.sink.points()).isEmpty();
		assertThat(this.sink.lost()).isEmpty();
	}

	@Test
	void timeGaugeIsInMilliseconds() {
		TimeGauge.builder("age", () -> 3, TimeUnit.SECONDS).register(this.registry);
		publishAfterAMinute();
		MetricPoint point = this.sink.point("age");
		assertThat(point.type()).isEqualTo(MetricPoint.Type.GAUGE);
		assertThat(point.value()).isEqualTo(3000);
		assertThat(point.unit()).isEqualTo("ms");
	}

	@Test
	void timerIsAHistogramInMilliseconds() {
		Timer timer = Timer.builder("step.duration").description("A step").register(this.registry);
		timer.record(Duration.ofMillis(1234));
		timer.record(Duration.ofNanos(1_500_000));
		publishAfterAMinute();
		assertThat(this.sink.point("step.duration"))
			.isEqualTo(new MetricPoint(ORIGIN, "step.duration", MetricPoint.Type.HISTOGRAM, 617.75, Map.of(), now(),
					this.start, "ms", "A step", new MetricPoint.Distribution(2, 1235.5, 1234.0, List.of(), List.of())));
	}

	@Test
	void maxIsThatOfTheWindow() {
		Timer timer = this.registry.timer("timer");
		timer.record(Duration.ofMillis(10));
		publishAfterAMinute();
		timer.record(Duration.ofMillis(1));
		publishAfterAMinute();
		assertThat(this.sink.points("timer")).extracting((point) -> point.distribution().max())
			.containsExactly(10.0, 1.0);
	}

	@Test
	void summaryIsAHistogramInItsOwnUnit() {
		DistributionSummary summary = DistributionSummary.builder("payload")
			.baseUnit("bytes")
			.scale(2)
			.register(this.registry);
		summary.record(0.25);
		summary.record(1);
		publishAfterAMinute();
		MetricPoint point = this.sink.point("payload");
		assertThat(point.unit()).isEqualTo("bytes");
		assertThat(point.value()).isEqualTo(1.25);
		assertThat(point.distribution()).isEqualTo(new MetricPoint.Distribution(2, 2.5, 2.0, List.of(), List.of()));
	}

	@Test
	void serviceLevelObjectivesAreBucketsOfTheWindow() {
		Timer timer = Timer.builder("timer")
			.serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(10))
			.register(this.registry);
		timer.record(Duration.ofMillis(1));
		timer.record(Duration.ofMillis(10));
		timer.record(Duration.ofNanos(10_000_001));
		timer.record(Duration.ofSeconds(1));
		publishAfterAMinute();
		timer.record(Duration.ofMillis(50));
		publishAfterAMinute();
		assertThat(this.sink.points("timer")).extracting((point) -> point.distribution().buckets())
			.containsExactly(
					List.of(new MetricPoint.Bucket(10, 2), new MetricPoint.Bucket(100, 1),
							new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1)),
					List.of(new MetricPoint.Bucket(10, 0), new MetricPoint.Bucket(100, 1),
							new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 0)));
	}

	@Test
	void bucketsOfASummaryTakeFractions() {
		DistributionSummary summary = DistributionSummary.builder("ratio")
			.serviceLevelObjectives(0.25, 0.5)
			.register(this.registry);
		summary.record(0.25);
		summary.record(0.26);
		summary.record(0.6);
		publishAfterAMinute();
		assertThat(this.sink.point("ratio").distribution().buckets()).containsExactly(new MetricPoint.Bucket(0.25, 1),
				new MetricPoint.Bucket(0.5, 1), new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1));
	}

	@Test
	void percentileHistogramIsBuckets() {
		Timer timer = Timer.builder("timer").publishPercentileHistogram().register(this.registry);
		IntStream.rangeClosed(1, 1000).forEach((millis) -> timer.record(Duration.ofMillis(millis)));
		timer.record(Duration.ofHours(1));
		publishAfterAMinute();
		List<MetricPoint.Bucket> buckets = this.sink.point("timer").distribution().buckets();
		assertThat(buckets).hasSizeGreaterThan(50);
		assertThat(buckets).extracting(MetricPoint.Bucket::upperBound).isSorted().doesNotHaveDuplicates();
		assertThat(buckets.get(buckets.size() - 1)).isEqualTo(new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 1));
		double below = 0;
		for (MetricPoint.Bucket bucket : buckets.subList(0, buckets.size() - 1)) {
			double upper = Math.min(Math.floor(bucket.upperBound()), 1000);
			assertThat(bucket.count()).as("up to %s", bucket.upperBound()).isEqualTo((long) (upper - below));
			below = upper;
		}
	}

	@Test
	void percentilesAreQuantilesOfTheWindow() {
		Timer timer = Timer.builder("timer").publishPercentiles(0.99, 0.5, 1).register(this.registry);
		IntStream.rangeClosed(1, 1000).forEach((millis) -> timer.record(Duration.ofMillis(millis)));
		publishAfterAMinute();
		timer.record(Duration.ofMillis(5));
		publishAfterAMinute();
		List<MetricPoint.Quantile> first = this.sink.points("timer").get(0).distribution().quantiles();
		assertThat(first).extracting(MetricPoint.Quantile::quantile).containsExactly(0.5, 0.99, 1.0);
		assertThat(first.get(0).value()).isCloseTo(500, within(50.0));
		assertThat(first.get(1).value()).isCloseTo(990, within(100.0));
		assertThat(first.get(2).value()).isEqualTo(1000);
		assertThat(this.sink.points("timer").get(1).distribution().quantiles()).extracting(MetricPoint.Quantile::value)
			.allSatisfy((value) -> assertThat(value).isCloseTo(5, within(0.5)));
	}

	@Test
	void percentilesAndBucketsGoTogether() {
		DistributionSummary summary = DistributionSummary.builder("summary")
			.publishPercentiles(0.5)
			.serviceLevelObjectives(10)
			.register(this.registry);
		summary.record(5);
		publishAfterAMinute();
		MetricPoint.Distribution distribution = this.sink.point("summary").distribution();
		assertThat(distribution.quantiles()).singleElement()
			.satisfies((quantile) -> assertThat(quantile.value()).isCloseTo(5, within(0.5)));
		assertThat(distribution.buckets()).containsExactly(new MetricPoint.Bucket(10, 1),
				new MetricPoint.Bucket(Double.POSITIVE_INFINITY, 0));
	}

	@Test
	void longTaskTimerIsThreeGauges() {
		LongTaskTimer timer = LongTaskTimer.builder("import").tag("kind", "full").register(this.registry);
		timer.start();
		this.clock.add(Duration.ofSeconds(10));
		timer.start();
		publishAfterAMinute();
		assertThat(this.sink.points()).hasSize(3).allSatisfy((point) -> {
			assertThat(point.type()).isEqualTo(MetricPoint.Type.GAUGE);
			assertThat(point.tags()).isEqualTo(Map.of("kind", "full"));
		});
		assertThat(this.sink.point("import.active").value()).isEqualTo(2);
		assertThat(this.sink.point("import.active").unit()).isNull();
		assertThat(this.sink.point("import.duration").value()).isEqualTo(130_000);
		assertThat(this.sink.point("import.duration").unit()).isEqualTo("ms");
		assertThat(this.sink.point("import.max").value()).isEqualTo(70_000);
	}

	@Test
	void longTaskTimersBucketsAreGauges() {
		LongTaskTimer timer = LongTaskTimer.builder("import")
			.serviceLevelObjectives(Duration.ofSeconds(30))
			.register(this.registry);
		timer.start();
		publishAfterAMinute();
		assertThat(this.sink.points("import.histogram")).extracting(MetricPoint::tags, MetricPoint::value)
			.contains(Tuple.tuple(Map.of("le", "30000"), 0.0));
	}

	@Test
	void functionCounterIsTheGrowthOfItsTotal() {
		AtomicLong total = new AtomicLong(10);
		FunctionCounter.builder("hits", total, AtomicLong::doubleValue).register(this.registry);
		publishAfterAMinute();
		total.set(15);
		publishAfterAMinute();
		publishAfterAMinute();
		assertThat(this.sink.points("hits")).extracting(MetricPoint::value).containsExactly(10.0, 5.0);
	}

	@Test
	void functionCounterThatIsResetGrowsFromThereOn() {
		AtomicLong total = new AtomicLong(1000);
		FunctionCounter.builder("hits", total, AtomicLong::doubleValue).register(this.registry);
		publishAfterAMinute();
		total.set(5);
		publishAfterAMinute();
		total.set(7);
		publishAfterAMinute();
		assertThat(this.sink.points("hits")).extracting(MetricPoint::value).containsExactly(1000.0, 2.0);
	}

	@Test
	void functionThatFailsKeepsItsWindowOpenAndTheOthersPublished() {
		AtomicReference<Double> total = new AtomicReference<>();
		FunctionCounter.builder("flaky", total, AtomicReference::get).register(this.registry);
		Gauge.builder("broken", total, AtomicReference::get).register(this.registry);
		this.registry.counter("fine").increment();
		publishAfterAMinute();
		assertThat(this.sink.points()).extracting(MetricPoint::name).containsExactly("fine");
		total.set(Double.NaN);
		publishAfterAMinute();
		total.set(3.0);
		publishAfterAMinute();
		assertThat(this.sink.point("flaky").startTime()).isEqualTo(this.start);
		assertThat(this.sink.point("flaky").value()).isEqualTo(3);
	}

	@Test
	void functionTimerIsAHistogramWithoutMax() {
		AtomicLong count = new AtomicLong(2);
		FunctionTimer.builder("gc", count, AtomicLong::get, (value) -> value.doubleValue() * 3.0, TimeUnit.SECONDS)
			.register(this.registry);
		publishAfterAMinute();
		count.set(3);
		publishAfterAMinute();
		count.set(0);
		publishAfterAMinute();
		assertThat(this.sink.points("gc")).hasSize(2);
		assertThat(this.sink.points("gc").get(0).distribution())
			.isEqualTo(new MetricPoint.Distribution(2, 6000, null, List.of(), List.of()));
		assertThat(this.sink.points("gc").get(1).distribution())
			.isEqualTo(new MetricPoint.Distribution(1, 3000, null, List.of(), List.of()));
		assertThat(this.sink.points("gc").get(1).value()).isEqualTo(3000);
		assertThat(this.sink.points("gc").get(1).unit()).isEqualTo("ms");
	}

	@Test
	void customMeterIsAPointForEachMeasurement() {
		AtomicLong total = new AtomicLong(4);
		Meter
			.builder("custom", Meter.Type.OTHER,
					Arrays.asList(new Measurement(total::doubleValue, Statistic.COUNT),
							new Measurement(() -> total.doubleValue() * 2.0, Statistic.TOTAL),
							new Measurement(() -> 9.0, Statistic.MAX), new Measurement(() -> 8.0, Statistic.VALUE),
							new Measurement(() -> Double.NaN, Statistic.UNKNOWN)))
			.tag("a", "b")
			.register(this.registry);
		publishAfterAMinute();
		total.set(5);
		this.sink.clear();
		publishAfterAMinute();
		assertThat(this.sink.points("custom"))
			.extracting(MetricPoint::type, MetricPoint::value, MetricPoint::tags, MetricPoint::startTime)
			.containsExactlyInAnyOrder(tuple(MetricPoint.Type.COUNTER, 1.0, "count", now().minusSeconds(60)),
					tuple(MetricPoint.Type.COUNTER, 2.0, "total", now().minusSeconds(60)),
					tuple(MetricPoint.Type.GAUGE, 9.0, "max", null), tuple(MetricPoint.Type.GAUGE, 8.0, "value", null));
	}

	private static Tuple tuple(MetricPoint.Type type, double value, String statistic, Instant start) {
		return Tuple.tuple(type, value, Map.of("a", "b", "statistic", statistic), start);
	}

	@Test
	void commonTagsAndFiltersApply() {
		this.registry.config()
			.commonTags("region", "eu")
			.meterFilter(MeterFilter.denyNameStartsWith("noise"))
			.meterFilter(MeterFilter.renameTag("orders", "shop", "store"));
		this.registry.counter("orders", "shop", "1").increment();
		this.registry.counter("noise.loud").increment();
		publishAfterAMinute();
		assertThat(this.sink.points()).singleElement()
			.satisfies((point) -> assertThat(point.tags()).isEqualTo(Map.of("region", "eu", "store", "1")));
	}

	@Test
	void tagsWithoutKeyAreLeftOutAndAllOthersStayAsTheyAre() {
		this.registry.counter("a b.C*>", List.of(Tag.of("", "x"), Tag.of("Käse Key", ""), Tag.of("k", "Ä\n")))
			.increment();
		publishAfterAMinute();
		assertThat(this.sink.point("a b.C*>").tags()).isEqualTo(Map.of("Käse Key", "", "k", "Ä\n"));
	}

	@Test
	void removedMetersLastWindowIsPublishedWhereItIsRemoved() {
		Counter counter = this.registry.counter("orders");
		counter.increment(2);
		this.clock.add(Duration.ofSeconds(20));
		this.registry.remove(counter);
		Instant removed = now();
		assertThat(this.sink.point("orders").value()).isEqualTo(2);
		assertThat(this.sink.point("orders").timestamp()).isEqualTo(removed);
	}

	@Test
	void whatARemovedMeterStillCountsIsPublishedNextTime() {
		Timer timer = this.registry.timer("timer");
		this.registry.remove(timer);
		timer.record(Duration.ofMillis(5));
		publishAfterAMinute();
		assertThat(this.sink.point("timer").distribution().sum()).isEqualTo(5);
		publishAfterAMinute();
		assertThat(this.sink.points("timer")).hasSize(1);
	}

	@Test
	void meterThatIsRegisteredAgainBeginsAfterTheRemovedOne() {
		Counter counter = this.registry.counter("orders");
		counter.increment(2);
		this.clock.add(Duration.ofSeconds(20));
		this.registry.remove(counter);
		this.clock.add(Duration.ofSeconds(5));
		Instant again = now();
		this.registry.counter("orders").increment(3);
		publishAfterAMinute();
		List<MetricPoint> points = this.sink.points("orders");
		assertThat(points).extracting(MetricPoint::value).containsExactly(2.0, 3.0);
		assertThat(points.get(1).startTime()).isEqualTo(again).isAfter(points.get(0).timestamp());
	}

	@Test
	void closePublishesTheWindowThatIsUnderWay() {
		Counter counter = this.registry.counter("orders");
		this.registry.gauge("gauge", 1);
		counter.increment();
		publishAfterAMinute();
		counter.increment(2);
		this.clock.add(Duration.ofSeconds(7));
		this.registry.close();
		MetricPoint last = this.sink.points("orders").get(1);
		assertThat(last.value()).isEqualTo(2);
		assertThat(Duration.between(last.startTime(), last.timestamp())).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void secondClosePublishesOnlyWhatCameInSinceTheFirst() {
		Counter counter = this.registry.counter("orders");
		AtomicLong gauge = this.registry.gauge("gauge", new AtomicLong(1));
		counter.increment(gauge.doubleValue());
		this.registry.close();
		this.clock.add(Duration.ofSeconds(1));
		counter.increment(2);
		this.registry.close();
		this.registry.close();
		assertThat(this.sink.points("orders")).extracting(MetricPoint::value).containsExactly(1.0, 2.0);
		assertThat(this.sink.points("gauge")).hasSize(1);
	}

	@Test
	void worksAsAPartOfAComposite() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry(this.clock);
		composite.add(this.registry);
		composite.timer("timer", "a", "b").record(Duration.ofMillis(2));
		publishAfterAMinute();
		assertThat(this.sink.point("timer").value()).isEqualTo(2);
		composite.close();
	}

}
