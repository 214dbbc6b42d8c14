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

package io.github.telemetrynats.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * A shop in which several threads sell all the time: with every sale a span, a log and an
 * increment.
 */
@Configuration(proxyBeanMethods = false)
class BusyShop extends OpenTelemetryShop {

	static final int SELLERS = 4;

	@Bean
	Sellers sellers(ObservationRegistry observations, MeterRegistry meters, Environment environment) {
		return new Sellers(observations, meters,
				environment.getProperty("shop.pause", Duration.class, Duration.ofMillis(2)),
				environment.getProperty("shop.limit", long.class, Long.MAX_VALUE),
				environment.getProperty("shop.restless", boolean.class, false));
	}

	/**
	 * The threads. They begin when all beans are there, unless they are told to begin
	 * before, and sell no more than the limit each. They stop when the bean is destroyed,
	 * and say then how much they have sold; restless ones go on until the process is
	 * gone.
	 */
	static final class Sellers implements SmartInitializingSingleton, DisposableBean {

		private static final Logger logger = LoggerFactory.getLogger("shop.sales");

		private final AtomicLong sold = new AtomicLong();

		private final List<Thread> threads = new ArrayList<>();

		private final ObservationRegistry observations;

		private final MeterRegistry meters;

		private final Duration pause;

		private final long limit;

		private final boolean restless;

		private volatile boolean closed;

		Sellers(ObservationRegistry observations, MeterRegistry meters, Duration pause, long limit, boolean restless) {
			this.observations = observations;
			this.meters = meters;
			this.pause = pause;
			this.limit = limit;
			this.restless = restless;
			for (int i = 0; i < SELLERS; i++) {
				Thread thread = new Thread(this::work, "seller-" + i);
				thread.setDaemon(true);
				this.threads.add(thread);
			}
		}

		@Override
		public void afterSingletonsInstantiated() {
			begin();
		}

		void begin() {
			this.threads.forEach(Thread::start);
		}

		private void work() {
			for (long number = 1; number <= this.limit && (this.restless || !this.closed); number++) {
				sell(number);
				LockSupport.parkNanos(this.pause.toNanos());
			}
		}

		private void sell(long number) {
			Observation.createNotStarted("sale", this.observations)
				.highCardinalityKeyValue("number", Long.toString(number))
				.observe(() -> {
					logger.atInfo().addKeyValue("number", number).log("Sold");
					this.meters.counter("sales").increment();
				});
			long all = this.sold.incrementAndGet();
			if (all % 500 == 0) {
				System.out.println("Sales so far: " + all);
			}
		}

		long sold() {
			return this.sold.get();
		}

		@Override
		public void destroy() throws InterruptedException {
			this.closed = true;
			if (!this.restless) {
				for (Thread thread : this.threads) {
					thread.join();
				}
			}
			System.out.println("Sales: " + this.sold);
		}

	}

}
