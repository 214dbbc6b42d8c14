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
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of which every single observation is a point.
 */
class SingleObservationTests {

	private static final Origin ORIGIN = Origin.of("worker");

	private final RecordingSink sink = new RecordingSink();

	private final MockClock clock = new MockClock();

	private final NatsMeterRegistry registry = new NatsMeterRegistry(new NatsMeterRegistryConfig() {

		@Override
		public String get(String key) {
			return key.equals("telemetry.nats.metrics.observations") ? "step.*, exact" : null;
		}

	}, this.clock, this.sink, ORIGIN);

	@AfterEach
	void closeRegistry() {
		this.registry.close();
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.clock.wallTime());
	}

	@Test
	void timersObservationsArePointsAsTheyHappen() {
		Timer timer = Timer.builder("step.duration").tag("task_type", "build").register(this.registry);
		timer.record(Duration.ofMillis(1234));
		Instant first = now();
		this.clock.add(Duration.ofSeconds(5));
		timer.record(Duration.ofNanos(1_500_000));
		assertThat(this.sink.points()).containsExactly(point("step.duration", first, 1234),
				point("step.duration", now(), 1.5));
	}

	private static MetricPoint point(String name, Instant time, double millis) {
		return new MetricPoint(ORIGIN, name, MetricPoint.Type.HISTOGRAM, millis, Map.of("task_type", "build"), time,
				null, "ms", null, null);
	}

	@Test
	void summarysObservationsArePoints() {
		DistributionSummary summary = DistributionSummary.builder("step.size")
			.scale(2)
			.baseUnit("bytes")
			.register(this.registry);
		summary.record(5);
		summary.record(-1);
		summary.record(Double.POSITIVE_INFINITY);
		assertThat(this.sink.point("step.size")).isEqualTo(new MetricPoint(ORIGIN, "step.size",
				MetricPoint.Type.HISTOGRAM, 10, Map.of(), now(), null, "bytes", null, null));
	}

	@Test
	void countersIncrementsArePointsThatAddUpToItsTotal() {
		Counter counter = this.registry.counter("exact");
		counter.increment();
		counter.increment(0);
		counter.increment(2.5);
		counter.increment(Double.NaN);
		counter.increment(-1);
		assertThat(this.sink.points()).extracting(MetricPoint::value).containsExactly(1.0, 2.5);
		assertThat(this.sink.points()).allSatisfy((point) -> {
			assertThat(point.type()).isEqualTo(MetricPoint.Type.COUNTER);
			assertThat(point.startTime()).isNull();
		});
		assertThat(counter.count()).isEqualTo(3.5);
	}

	@Test
	void nothingElseIsPublishedOfThem() {
		this.registry.timer("step.duration").record(Duration.ofMillis(1));
		this.registry.counter("exact").increment();
		this.registry.summary("step.size").record(1);
		this.sink.clear();
		this.clock.add(Duration.ofMinutes(1));
		this.registry.publish();
		this.registry.close();
		assertThat(this.sink.points()).isEmpty();
	}

	@Test
	void othersAreNotTouched() {
		List<String> others = List.of("stepper", "inexact", "exact.not", "my.step.duration");
		others.forEach((name) -> this.registry.counter(name).increment());
		assertThat(this.sink.points()).isEmpty();
		this.registry.publish();
		assertThat(this.sink.points()).extracting(MetricPoint::name).containsExactlyInAnyOrderElementsOf(others);
	}

	@Test
	void totalsAreKept() {
		Timer timer = this.registry.timer("step.duration");
		timer.record(Duration.ofMillis(2));
		timer.record(Duration.ofMillis(3));
		assertThat(timer.count()).isEqualTo(2);
		assertThat(timer.totalTime(timer.baseTimeUnit())).isEqualTo(5);
	}

}
