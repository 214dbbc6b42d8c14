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

package io.github.telemetrynats.publisher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

	@Test
	void waitsLongerWithEveryFailureUpToTheBound() {
		long now = 0;
		long[] expectedMillis = { 100, 200, 400, 800, 1000, 1000 };
		for (long expected : expectedMillis) {
			this.backoff.failed(now);
			assertThat(TimeUnit.NANOSECONDS.toMillis(this.backoff.remainingNanos(now))).isBetween(expected,
					expected * 6 / 5);
			now += this.backoff.remainingNanos(now);
			assertThat(this.backoff.isWaiting(now)).isFalse();
			assertThat(this.backoff.isActive()).isTrue();
		}
	}

	@Test
	void failuresDuringTheWaitCountOnce() {
		this.backoff.failed(0);
		long remaining = this.backoff.remainingNanos(0);
		for (int i = 0; i < 1000; i++) {
			this.backoff.failed(0);
		}
		assertThat(this.backoff.remainingNanos(0)).isEqualTo(remaining);
	}

	@Test
	void startsAnewAfterASuccess() {
		this.backoff.failed(0);
		this.backoff.failed(TimeUnit.SECONDS.toNanos(10));
		this.backoff.reset();
		assertThat(this.backoff.isActive()).isFalse();
		assertThat(this.backoff.isWaiting(0)).isFalse();
		this.backoff.failed(0);
		assertThat(this.backoff.remainingNanos(0)).isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(120));
	}

}
