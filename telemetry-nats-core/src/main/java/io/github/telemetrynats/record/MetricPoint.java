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

package io.github.telemetrynats.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One metric point (contract, section 3.2).
 *
 * @param origin who wrote it
 * @param name the meter's name
 * @param type what the value means
 * @param value how much a counter grew in the window, a gauge's sample, a histogram's
 * observation or the mean of the window; must be finite
 * @param tags names and values
 * @param timestamp end of the window, or when it was observed
 * @param startTime start of the window, or {@code null} for gauges and single
 * observations
 * @param unit the meter's unit, or {@code null}; timers are in {@code ms}
 * @param description the meter's description, or {@code null}
 * @param distribution count, sum, largest, buckets and quantiles of a window, or
 * {@code null}
 */
public record MetricPoint(Origin origin, String name, Type type, double value, Map<String, String> tags,
		Instant timestamp, @Nullable Instant startTime, @Nullable String unit, @Nullable String description,
		@Nullable Distribution distribution) implements TelemetryRecord {

	@Override
	public Signal signal() {
		return Signal.METRICS;
	}

	@Override
	public boolean important() {
		return false;
	}

	@Override
	public Map<String, ?> attributes() {
		return this.tags;
	}

	/**
	 * What a metric point's value means.
	 */
	public enum Type {

		/** How much it grew in the window. */
		COUNTER("counter"),

		/** A sample. */
		GAUGE("gauge"),

		/** One observation, or the observations of a window. */
		HISTOGRAM("histogram");

		private final String token;

		Type(String token) {
			this.token = token;
		}

		/**
		 * Return the type as it stands in the body.
		 * @return the lower-case name
		 */
		public String token() {
			return this.token;
		}

	}

	/**
	 * The observations of a window.
	 *
	 * @param count how many
	 * @param sum their total
	 * @param max the largest, or {@code null} if not known
	 * @param buckets not cumulative, ascending; empty to leave out
	 * @param quantiles ascending by quantile; empty to leave out
	 */
	public record Distribution(long count, double sum, @Nullable Double max, List<Bucket> buckets,
			List<Quantile> quantiles) {

	}

	/**
	 * How many observations fell between the bound before and this one.
	 *
	 * @param upperBound inclusive; {@link Double#POSITIVE_INFINITY} for the last one,
	 * which is written as {@code "+Inf"}
	 * @param count how many, not cumulative
	 */
	public record Bucket(double upperBound, long count) {

	}

	/**
	 * The value below which a share of the observations lies.
	 *
	 * @param quantile from 0 to 1
	 * @param value in the meter's unit
	 */
	public record Quantile(double quantile, double value) {

	}

}
