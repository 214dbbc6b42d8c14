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

package io.github.telemetrynats.bridge;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SendGate}.
 */
class SendGateTests {

	private final SendGate gate = new SendGate(Duration.ofMillis(100));

	@Test
	void theFirstFailureAndTheRecoveryAreToldOnce() throws Exception {
		assertThat(this.gate.succeeded()).isFalse();
		assertThat(this.gate.failed(this.gate.await(), null)).isTrue();
		assertThat(this.gate.failed(this.gate.await(), null)).isFalse();
		assertThat(this.gate.isFailing()).isTrue();
		assertThat(this.gate.succeeded()).isTrue();
		assertThat(this.gate.succeeded()).isFalse();
		assertThat(this.gate.isFailing()).isFalse();
	}

	@Test
	void itStaysShutForAsLongAsTheBackendSays() throws Exception {
		long begin = System.nanoTime();
		this.gate.failed(this.gate.await(), Duration.ofMillis(300));
		this.gate.await();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void requestsThatWereOnTheWayTogetherCountAsOneFailure() throws Exception {
		long first = this.gate.await();
		long second = this.gate.await();
		this.gate.failed(first, null);
		this.gate.failed(second, null);
		assertThat(this.gate.await()).isEqualTo(first + 1);
	}

	@Test
	void aFailureThatComesToLightAfterTheRecoveryIsNoNewOne() throws Exception {
		this.gate.failed(this.gate.await(), null);
		long one = this.gate.await();
		long other = this.gate.await();
		assertThat(this.gate.succeeded()).isTrue();
		assertThat(this.gate.failed(one, null)).isFalse();
		assertThat(this.gate.isFailing()).isFalse();
		assertThat(this.gate.failed(this.gate.await(), null)).isTrue();
		assertThat(this.gate.failed(other, null)).isFalse();
		assertThat(this.gate.succeeded()).isTrue();
	}

	@Test
	void ofRequestsThatWereOnTheWayTogetherTheLongestWaitCounts() throws Exception {
		long first = this.gate.await();
		long second = this.gate.await();
		long begin = System.nanoTime();
		this.gate.failed(first, null);
		this.gate.failed(second, Duration.ofMillis(400));
		this.gate.await();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
	}

	@Test
	void whoWaitsGoesWhenItIsClosed() throws Exception {
		this.gate.failed(this.gate.await(), Duration.ofHours(1));
		Thread closing = new Thread(this.gate::close);
		closing.start();
		assertThatExceptionOfType(StoppedException.class).isThrownBy(this.gate::await);
		closing.join();
	}

}
