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
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long it takes until servers are tried again.
 */
class ReconnectDelayTests {

	private final AtomicBoolean refused = new AtomicBoolean();

	private final ReconnectDelay delay = new ReconnectDelay(ConnectionSettings.builder()
		.reconnectWait(Duration.ofMillis(500))
		.reconnectJitter(Duration.ofMillis(100))
		.build(), this.refused::get);

	@Test
	void serversThatCannotBeReachedAreTriedAtAnEvenPace() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.delay.getWaitTime(i)).isBetween(Duration.ofMillis(500), Duration.ofMillis(600));
		}
	}

	@Test
	void serversThatRefuseAreTriedMoreAndMoreSeldom() {
		this.refused.set(true);
		for (long expected : new long[] { 1, 2, 4, 8, 16, 30, 30, 30 }) {
			assertThat(this.delay.next()).isBetween(Duration.ofSeconds(expected),
					Duration.ofSeconds(expected).plusMillis(100));
		}
		for (int i = 0; i < 1000; i++) {
			assertThat(this.delay.next()).isLessThan(Duration.ofSeconds(31));
		}
		this.delay.reset();
		assertThat(this.delay.next()).isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void jitterIsZeroIsNoProblem() {
		ReconnectDelay none = new ReconnectDelay(
				ConnectionSettings.builder().reconnectWait(Duration.ofNanos(1)).reconnectJitter(Duration.ZERO).build(),
				() -> false);
		assertThat(none.next()).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
	}

}
