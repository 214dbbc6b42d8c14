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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class WaitSamplerTests {

	@Test
	@Timeout(60)
	void waitInThePipelinesPackagesIsSeen() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		try (WaitSampler sampler = WaitSampler.ofCurrentThread()) {
			while (sampler.waited().isZero()) {
				assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
			}
			assertThat(sampler.waited()).isGreaterThan(Duration.ZERO);
		}
	}

}
