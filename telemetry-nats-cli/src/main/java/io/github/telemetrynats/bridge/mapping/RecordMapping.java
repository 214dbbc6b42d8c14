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

package io.github.telemetrynats.bridge.mapping;

import java.time.Instant;

import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Says what records are in OpenTelemetry's terms (contract, section 5). Safe for use by
 * several threads; with {@link Temporality#CUMULATIVE} the points of a series must come
 * in their order.
 */
public final class RecordMapping {

	private final MetricMapping metrics;

	private final SeriesTotals totals;

	private final Temporality temporality;

	/**
	 * Create a mapping.
	 * @param temporality what counters and histograms count from
	 * @param observations what becomes of single observations
	 * @param maxSeries of how many series totals are kept, for
	 * {@link Temporality#CUMULATIVE}
	 */
	public RecordMapping(Temporality temporality, ObservationStyle observations, int maxSeries) {
		this.temporality = temporality;
		this.metrics = new MetricMapping(observations);
		this.totals = new SeriesTotals(maxSeries);
	}

	/**
	 * Map a record.
	 * @param record the record
	 * @param stored when the stream got it
	 * @return the record in OpenTelemetry's terms
	 * @throws UnmappableRecordException if it has no equivalent there
	 */
	public OtlpRecord map(TelemetryRecord record, Instant stored) {
		if (record instanceof SpanRecord span) {
			return SpanMapping.map(span);
		}
		if (record instanceof LogRecord log) {
			return LogMapping.map(log, stored);
		}
		OtlpRecord delta = this.metrics.map((MetricPoint) record);
		return (this.temporality == Temporality.CUMULATIVE) ? this.totals.add(delta) : delta;
	}

	/**
	 * Return of how many series totals are kept.
	 * @return at most as many as were allowed
	 */
	public int series() {
		return this.totals.size();
	}

	/**
	 * Return how many series were forgotten because there were too many. When such a
	 * series goes on, it starts at zero, with a new start time.
	 * @return how many
	 */
	public long forgottenSeries() {
		return this.totals.forgotten();
	}

}
