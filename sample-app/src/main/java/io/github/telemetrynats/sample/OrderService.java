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

package io.github.telemetrynats.sample;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Processes orders in steps, some slow, some failing.
 */
@Service
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private final ObservationRegistry observations;

	private final MeterRegistry meters;

	private final AtomicLong numbers = new AtomicLong();

	private final AtomicInteger inProgress;

	OrderService(ObservationRegistry observations, MeterRegistry meters) {
		this.observations = observations;
		this.meters = meters;
		this.inProgress = meters.gauge("orders.in_progress", new AtomicInteger());
	}

	/**
	 * Process an order.
	 * @param order what was ordered
	 * @return the order's id
	 * @throws PaymentDeclinedException for one order in eight
	 */
	String place(Map<String, Object> order) {
		String id = "order-" + this.numbers.incrementAndGet();
		this.inProgress.incrementAndGet();
		try {
			logger.atInfo()
				.addKeyValue("order_id", id)
				.addKeyValue("positions", order.size())
				.log("Order {} taken", id);
			step("validate", 2, () -> {
			});
			step("reserve", 10, () -> step("stock.lookup", 5, () -> {
			}));
			step("pay", 20, () -> pay(id));
			step("ship", 5, () -> {
			});
			count("placed");
			logger.atInfo().addKeyValue("order_id", id).log("Order {} placed", id);
			return id;
		}
		catch (PaymentDeclinedException ex) {
			count("declined");
			logger.atError().addKeyValue("order_id", id).setCause(ex).log("Order {} failed", id);
			throw ex;
		}
		finally {
			this.inProgress.decrementAndGet();
		}
	}

	private void pay(String id) {
		int luck = ThreadLocalRandom.current().nextInt(8);
		if (luck == 0) {
			throw new PaymentDeclinedException("card expired");
		}
		if (luck == 1) {
			logger.atWarn().addKeyValue("order_id", id).addKeyValue("attempt", 2).log("Payment of {} is slow", id);
			work(200);
		}
		DistributionSummary.builder("orders.amount")
			.baseUnit("euros")
			.register(this.meters)
			.record(ThreadLocalRandom.current().nextDouble(5, 200));
	}

	/**
	 * One step of an order: a span and, under {@code step.<name>}, a timer.
	 * @param name the step's name
	 * @param millis about how long it takes
	 * @param task what it does
	 */
	private void step(String name, int millis, Runnable task) {
		Observation.createNotStarted("step." + name, this.observations).observe(() -> {
			work(millis);
			task.run();
		});
	}

	private void count(String outcome) {
		Counter.builder("orders").tag("outcome", outcome).register(this.meters).increment();
	}

	private static void work(int millis) {
		int jitter = ThreadLocalRandom.current().nextInt(millis + 1);
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis / 2 + jitter));
	}

}
