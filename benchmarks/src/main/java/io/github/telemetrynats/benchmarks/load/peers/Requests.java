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

package io.github.telemetrynats.benchmarks.load.peers;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Pace;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;

/**
 * Requests, each of which makes three records: a span, a log record and an observation of
 * a timer. One does nothing else, so that the time it takes is telemetry's alone. Used by
 * one thread.
 */
final class Requests {

	/** Name of the timer and so of its metric. */
	static final String NAME = "shop.order";

	static final int RECORDS = 3;

	private static final Logger logger = LoggerFactory.getLogger(Requests.class);

	private final ObservationRegistry observations;

	private final Delivery delivery;

	private long[] nanos = new long[0];

	private int number;

	Requests(ObservationRegistry observations, Delivery delivery) {
		this.observations = observations;
		this.delivery = delivery;
	}

	/**
	 * Serve requests at a fixed rate, and wait until their spans and logs have left.
	 * @param records records a second
	 * @param seconds for how long
	 * @return what it took, how many requests there were and how long they took in
	 * microseconds
	 */
	Figures run(int records, int seconds) {
		double rate = (double) records / RECORDS;
		this.nanos = new long[(int) Math.ceil(rate * seconds) + 1];
		this.number = 0;
		ProcessMeter meter = new ProcessMeter();
		new Pace(rate).run(TimeUnit.SECONDS.toNanos(seconds), this::timed);
		this.delivery.flush();
		Figures figures = meter.stop().set("requests", this.number);
		Arrays.sort(this.nanos, 0, this.number);
		return figures.set("p50", percentile(0.5)).set("p99", percentile(0.99)).set("p999", percentile(0.999));
	}

	private double percentile(double part) {
		return this.nanos[(int) Math.min(this.number - 1L, Math.round(part * this.number))] / 1e3;
	}

	private void timed(long request) {
		long start = System.nanoTime();
		serve(request);
		this.nanos[this.number++] = System.nanoTime() - start;
	}

	private void serve(long request) {
		Observation.createNotStarted(NAME, this.observations)
			.contextualName("POST /orders")
			.lowCardinalityKeyValue("method", "POST")
			.lowCardinalityKeyValue("outcome", "SUCCESS")
			.highCardinalityKeyValue("order_id", "order-" + request)
			.observe(() -> logger.atInfo()
				.addKeyValue("order_id", request)
				.addKeyValue("positions", 3)
				.log("Order {} of customer {} taken", request, "C-4711"));
	}

}
