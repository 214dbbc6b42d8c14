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

package io.github.telemetrynats.actuate;

import java.time.Duration;

/**
 * When the pipeline counts as well. Immutable.
 *
 * @param downWhen what counts as DOWN
 * @param bufferPercent past which fill level of queue or buffer the status is DEGRADED,
 * in percent
 * @param degradedFor for how long a dropped record leaves the status DEGRADED
 * @param unconfirmedThreshold past which age of the oldest record that is not confirmed
 * the status is DEGRADED
 */
public record HealthThresholds(DownWhen downWhen, int bufferPercent, Duration degradedFor,
		Duration unconfirmedThreshold) {

	/**
	 * Return the default thresholds.
	 * @return status DOWN when disconnected, DEGRADED past 80 %, for 5 minutes after a
	 * drop and past 30 s without a confirmation
	 */
	public static HealthThresholds defaults() {
		return new HealthThresholds(DownWhen.DISCONNECTED, 80, Duration.ofMinutes(5), Duration.ofSeconds(30));
	}

}
