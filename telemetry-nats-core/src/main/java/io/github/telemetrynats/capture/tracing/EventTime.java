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

package io.github.telemetrynats.capture.tracing;

import java.time.Instant;

/**
 * The time of an event, of which Micrometer's tracing facade does not say the unit: the
 * OpenTelemetry bridge counts in nanoseconds, Brave in microseconds. The unit is the one
 * that puts the event nearest to its span, the others being off by decades.
 */
final class EventTime {

	private static final double MILLIS_PER_SECOND = 1e3;

	private static final double MICROS_PER_SECOND = 1e6;

	private static final double NANOS_PER_SECOND = 1e9;

	private EventTime() {
	}

	/**
	 * Return the time of an event.
	 * @param timestamp since the epoch, in any of the units
	 * @param spanStart when the event's span started
	 * @return the time
	 */
	static Instant nearest(long timestamp, Instant spanStart) {
		double start = spanStart.getEpochSecond() + spanStart.getNano() / NANOS_PER_SECOND;
		double ifNanos = Math.abs(timestamp / NANOS_PER_SECOND - start);
		double ifMicros = Math.abs(timestamp / MICROS_PER_SECOND - start);
		double ifMillis = Math.abs(timestamp / MILLIS_PER_SECOND - start);
		if (ifMillis < ifMicros && ifMillis < ifNanos) {
			return Instant.ofEpochMilli(timestamp);
		}
		return (ifMicros < ifNanos) ? instant(timestamp, 1_000_000) : instant(timestamp, 1_000_000_000);
	}

	private static Instant instant(long timestamp, int perSecond) {
		long fraction = Math.floorMod(timestamp, perSecond);
		return Instant.ofEpochSecond(Math.floorDiv(timestamp, perSecond), fraction * (1_000_000_000 / perSecond));
	}

}
