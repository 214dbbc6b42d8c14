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

package io.github.telemetrynats.autoconfigure.actuate;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Lazy;

import io.github.telemetrynats.actuate.DownWhen;
import io.github.telemetrynats.actuate.HealthThresholds;

/**
 * Configuration properties of health.
 *
 * @param downWhen What makes the health status DOWN. Whatever else is wrong makes it
 * DEGRADED, which leaves the overall status UP.
 * @param bufferThreshold Past which fill level of the queue or the buffer the status is
 * DEGRADED, in percent.
 * @param degradedFor For how long a dropped record leaves the status DEGRADED.
 * @param unconfirmedThreshold Past which age of the oldest record that the server has not
 * confirmed the status is DEGRADED.
 */
@Lazy
@ConfigurationProperties(HealthProperties.PREFIX)
record HealthProperties(@DefaultValue("disconnected") DownWhen downWhen, @DefaultValue("80") int bufferThreshold,
		@DefaultValue("5m") Duration degradedFor, @DefaultValue("30s") Duration unconfirmedThreshold) {

	static final String PREFIX = "telemetry.nats.health";

	HealthThresholds toThresholds() {
		if (this.bufferThreshold < 1 || this.bufferThreshold > 100) {
			throw new InvalidConfigurationPropertyValueException("telemetry.nats.health.buffer-threshold",
					this.bufferThreshold, "Expected a percentage from 1 to 100.");
		}
		if (this.degradedFor.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("telemetry.nats.health.degraded-for", this.degradedFor,
					"Expected a duration of zero or more.");
		}
		if (this.unconfirmedThreshold.isNegative() || this.unconfirmedThreshold.isZero()) {
			throw new InvalidConfigurationPropertyValueException("telemetry.nats.health.unconfirmed-threshold",
					this.unconfirmedThreshold, "Expected a duration of more than zero.");
		}
		return new HealthThresholds(this.downWhen, this.bufferThreshold, this.degradedFor, this.unconfirmedThreshold);
	}

}
