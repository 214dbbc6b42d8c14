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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The time of an event, of which Micrometer's tracing facade does not say the unit: the
 * OpenTelemetry bridge counts in nanoseconds, Brave in microseconds. The unit is the one
 * that puts the event nearest to its span, the others being off by decades.
 */
final class EventTime {

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.NANOS, ChronoUnit.MICROS, ChronoUnit.MILLIS);

	private EventTime() {
	}

	/**
	 * Return the time of an event.
	 * @param timestamp since the epoch, in any of the units
	 * @param spanStart when the event's span started
	 * @return the time
	 */
	static Instant nearest(long timestamp, Instant spanStart) {
		Instant nearest = Instant.EPOCH.plus(timestamp, UNITS.get(0));
		Duration distance = distance(nearest, spanStart);
		for (ChronoUnit unit : UNITS.subList(1, UNITS.size())) {
			Instant candidate = Instant.EPOCH.plus(timestamp, unit);
			Duration candidateDistance = distance(candidate, spanStart);
			if (candidateDistance.compareTo(distance) < 0) {
				nearest = candidate;
				distance = candidateDistance;
			}
		}
		return nearest;
	}

	// Not Duration.between(), which fails within, and slowly, when there are centuries
	// between the two, as there are with every wrong unit
	private static Duration distance(Instant one, Instant other) {
		Instant earlier = one.isBefore(other) ? one : other;
		Instant later = one.isBefore(other) ? other : one;
		return Duration.ofSeconds(later.getEpochSecond() - earlier.getEpochSecond(),
				later.getNano() - earlier.getNano());
	}

}
