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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Places an order every now and then.
 */
@Component
class Load implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Load.class);

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "load"));

	private final OrderService orders;

	private final Runs runs;

	private final LoadProperties properties;

	Load(OrderService orders, Runs runs, LoadProperties properties) {
		this.orders = orders;
		this.runs = runs;
		this.properties = properties;
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		if (this.properties.enabled()) {
			long millis = this.properties.interval().toMillis();
			var unused = this.timer.scheduleAtFixedRate(this::placeOrder, millis, millis, TimeUnit.MILLISECONDS);
		}
	}

	private void placeOrder() {
		try {
			this.runs.run(Runs.newId(), "load", () -> this.orders.place(Map.of("article", "light load")));
		}
		catch (RuntimeException ex) {
			logger.debug("An order failed, as some do", ex);
		}
	}

	@Override
	public void destroy() throws InterruptedException {
		this.timer.shutdown();
		this.timer.awaitTermination(2, TimeUnit.SECONDS);
	}

}
