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

package io.github.telemetrynats.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import io.nats.client.ReconnectDelayHandler;

/**
 * How long to wait before the servers are tried again: a short while when they could not
 * be reached, since they may be back any moment; longer and longer when they refused us
 * (credentials, certificates), since somebody has to change something first.
 */
final class ReconnectDelay implements ReconnectDelayHandler {

	static final Duration MAX_WHEN_REFUSED = Duration.ofSeconds(30);

	private final long waitMillis;

	private final long jitterMillis;

	private final BooleanSupplier refused;

	private int refusals;

	/**
	 * Create a delay.
	 * @param settings have the shortest wait, and the jitter, which is at least 1 ms
	 * @param refused whether the last attempt was refused
	 */
	ReconnectDelay(ConnectionSettings settings, BooleanSupplier refused) {
		this.waitMillis = Math.max(1, settings.reconnectWait().toMillis());
		this.jitterMillis = Math.max(1, settings.reconnectJitter().toMillis());
		this.refused = refused;
	}

	@Override
	public Duration getWaitTime(long totalTries) {
		return next();
	}

	synchronized Duration next() {
		long millis = this.waitMillis;
		if (this.refused.getAsBoolean()) {
			this.refusals = Math.min(this.refusals + 1, 20);
			millis = Math.max(millis, Math.min(millis << this.refusals, MAX_WHEN_REFUSED.toMillis()));
		}
		else {
			this.refusals = 0;
		}
		return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(this.jitterMillis + 1));
	}

	synchronized void reset() {
		this.refusals = 0;
	}

}
