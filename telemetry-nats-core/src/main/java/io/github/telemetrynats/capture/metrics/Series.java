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

package io.github.telemetrynats.capture.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;

/**
 * What all points of one meter have in common, and the way that they take. A point with a
 * number that is not finite has no place in the stream (contract, section 3): a gauge
 * without a value has nothing to say, and anything else is counted as lost.
 *
 * @param sink where the points go
 * @param origin who writes them
 * @param name the meter's name
 * @param tags the meter's tags
 * @param unit the meter's unit, or {@code null}
 * @param description the meter's description, or {@code null}
 */
record Series(SignalSink sink, Origin origin, String name, Map<String, String> tags, @Nullable String unit,
		@Nullable String description) {

	/** The unit of everything that Micrometer measures as a time. */
	static final String MILLISECONDS = "ms";

	static Map<String, String> tags(List<Tag> tags) {
		Map<String, String> map = new LinkedHashMap<>();
		for (Tag tag : tags) {
			if (!tag.getKey().isEmpty()) {
				map.put(tag.getKey(), tag.getValue());
			}
		}
		return Collections.unmodifiableMap(map);
	}

	Series withTag(String key, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.tags);
		more.put(key, value);
		return new Series(this.sink, this.origin, this.name, more, this.unit, this.description);
	}

	Series withNameAndUnit(String otherName, @Nullable String otherUnit) {
		return new Series(this.sink, this.origin, otherName, this.tags, otherUnit, this.description);
	}

	void counter(Window window, double growth) {
		offer(MetricPoint.Type.COUNTER, growth, window.end(), window.start(), null);
	}

	void histogram(Window window, MetricPoint.Distribution distribution) {
		offer(MetricPoint.Type.HISTOGRAM, distribution.sum() / distribution.count(), window.end(), window.start(),
				distribution);
	}

	void gauge(Instant time, double value) {
		offer(MetricPoint.Type.GAUGE, value, time, null, null);
	}

	void observation(MetricPoint.Type type, Instant time, double value) {
		offer(type, value, time, null, null);
	}

	private void offer(MetricPoint.Type type, double value, Instant timestamp, @Nullable Instant startTime,
			MetricPoint.@Nullable Distribution distribution) {
		if (Double.isFinite(value)) {
			this.sink.offer(new MetricPoint(this.origin, this.name, type, value, this.tags, timestamp, startTime,
					this.unit, this.description, distribution));
		}
		else if (type != MetricPoint.Type.GAUGE) {
			this.sink.lost(Signal.METRICS, DropReason.NOT_ENCODABLE, 1);
		}
	}

}
