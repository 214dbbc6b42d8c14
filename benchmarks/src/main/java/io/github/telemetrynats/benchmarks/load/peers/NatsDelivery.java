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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.springframework.context.ApplicationContext;

import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;

/**
 * Our publisher. Loaded only where it is there.
 */
final class NatsDelivery implements Delivery {

	private final TelemetryPublisher publisher;

	NatsDelivery(ApplicationContext context) {
		this.publisher = context.getBean(TelemetryPublisher.class);
	}

	@Override
	public void flush() {
		while (this.publisher.stats().signals().values().stream().mapToLong(SignalStats::pending).sum() > 0) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
	}

}
