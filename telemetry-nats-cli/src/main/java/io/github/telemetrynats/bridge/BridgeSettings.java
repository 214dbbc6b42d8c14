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
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.bridge.mapping.ObservationStyle;
import io.github.telemetrynats.bridge.mapping.Temporality;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

/**
 * How a bridge works. Immutable.
 */
public final class BridgeSettings {

	private final Builder values;

	private BridgeSettings(Builder values) {
		this.values = values;
	}

	/**
	 * Start with the defaults.
	 * @param targets where each signal goes; what is not in it stays in the stream
	 * @return a builder
	 * @throws IllegalArgumentException if there is no target
	 */
	public static Builder builder(Map<Signal, OtlpTarget> targets) {
		return new Builder(targets);
	}

	Map<Signal, OtlpTarget> targets() {
		return this.values.targets;
	}

	String stream() {
		return this.values.stream;
	}

	String filter(Signal signal) {
		String filter = this.values.filters.get(signal);
		return (filter != null) ? filter : this.values.subjects.all(signal);
	}

	String durable() {
		return this.values.durable;
	}

	StartPosition from() {
		return this.values.from;
	}

	boolean once() {
		return this.values.once || replay();
	}

	boolean replay() {
		return this.values.replay;
	}

	@Nullable Instant until() {
		return this.values.until;
	}

	int batchRecords() {
		return this.values.batchRecords;
	}

	int batchBytes() {
		return this.values.batchBytes;
	}

	Duration flush() {
		return this.values.flush;
	}

	// Totals need the points of a series one after the other
	int requestsInFlight(Signal signal) {
		return (signal == Signal.METRICS && this.values.temporality == Temporality.CUMULATIVE) ? 1
				: this.values.requestsInFlight;
	}

	Duration ackWait() {
		return this.values.ackWait;
	}

	Duration maxBackoff() {
		return this.values.maxBackoff;
	}

	String deadLetterSubject() {
		return this.values.deadLetterSubject;
	}

	String deadLetterStream() {
		return this.values.deadLetterStream;
	}

	Temporality temporality() {
		return this.values.temporality;
	}

	ObservationStyle observations() {
		return this.values.observations;
	}

	int maxSeries() {
		return this.values.maxSeries;
	}

	Duration shutdownTimeout() {
		return this.values.shutdownTimeout;
	}

	/**
	 * Collects settings. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final Map<Signal, OtlpTarget> targets;

		private final Map<Signal, String> filters = new EnumMap<>(Signal.class);

		private String stream = "TELEMETRY";

		private Subjects subjects = new Subjects(Subjects.DEFAULT_PREFIX);

		private String durable = "otlp-bridge";

		private StartPosition from = StartPosition.all();

		private boolean once;

		private boolean replay;

		private @Nullable Instant until;

		private int batchRecords = 512;

		private int batchBytes = 4 * 1024 * 1024;

		private Duration flush = Duration.ofSeconds(1);

		private int requestsInFlight = 4;

		private Duration ackWait = Duration.ofSeconds(30);

		private Duration maxBackoff = Duration.ofSeconds(30);

		private String deadLetterSubject = "telemetry_dead_letters";

		private String deadLetterStream = "TELEMETRY_DEAD_LETTERS";

		private Temporality temporality = Temporality.DELTA;

		private ObservationStyle observations = ObservationStyle.HISTOGRAM;

		private int maxSeries = 100_000;

		private Duration shutdownTimeout = Duration.ofSeconds(10);

		private Builder(Map<Signal, OtlpTarget> targets) {
			require(!targets.isEmpty(), "signals", "none", "at least one of spans, metrics and logs");
			this.targets = Map.copyOf(targets);
		}

		/**
		 * Read another stream than {@code TELEMETRY}.
		 * @param stream its name
		 * @param subjects its subjects
		 * @return this builder
		 */
		public Builder stream(String stream, Subjects subjects) {
			this.stream = stream;
			this.subjects = subjects;
			return this;
		}

		/**
		 * Read a part of a signal only.
		 * @param signal the signal
		 * @param filter a subject below the signal's, wildcards allowed
		 * @return this builder
		 */
		public Builder filter(Signal signal, String filter) {
			this.filters.put(signal, filter);
			return this;
		}

		/**
		 * Name the durable consumers, which remember how far a bridge is. Bridges with
		 * the same name share the work.
		 * @param durable the first part of their names; default: {@code otlp-bridge}
		 * @return this builder
		 */
		public Builder durable(String durable) {
			this.durable = durable;
			return this;
		}

		/**
		 * Say where consumers begin that are not there yet.
		 * @param from the position; default: all that the stream has
		 * @return this builder
		 */
		public Builder from(StartPosition from) {
			this.from = from;
			return this;
		}

		/**
		 * Stop where the stream ends at the start of the bridge.
		 * @return this builder
		 */
		public Builder once() {
			this.once = true;
			return this;
		}

		/**
		 * Send a range again, without the durable consumers.
		 * @param from where it begins
		 * @param until where it ends, or {@code null} for the end of the stream
		 * @return this builder
		 */
		public Builder replay(StartPosition from, @Nullable Instant until) {
			this.from = from;
			this.until = until;
			this.replay = true;
			return this;
		}

		/**
		 * Say when a request is full.
		 * @param records after so many records, 1 to 10,000; default: 512
		 * @param bytes or so many bytes of the stream; default: 4 MiB
		 * @param flush or after so long, one second or longer; default: 1 s
		 * @return this builder
		 */
		public Builder batch(int records, int bytes, Duration flush) {
			this.batchRecords = records;
			this.batchBytes = bytes;
			this.flush = flush;
			return this;
		}

		/**
		 * Say how many requests of a signal are on the way at once.
		 * @param requests 1 to 64; default: 4
		 * @return this builder
		 */
		public Builder requestsInFlight(int requests) {
			this.requestsInFlight = requests;
			return this;
		}

		/**
		 * Say how long the server waits for a sign of life before it gives a record to
		 * another bridge. Signs are sent three times as often.
		 * @param ackWait one second or longer; default: 30 s
		 * @return this builder
		 */
		public Builder ackWait(Duration ackWait) {
			this.ackWait = ackWait;
			return this;
		}

		/**
		 * Say how long a backend that does not answer is left alone at most, unless it
		 * says so itself.
		 * @param maxBackoff longer than zero; default: 30 s
		 * @return this builder
		 */
		public Builder maxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
			return this;
		}

		/**
		 * Say where records go that no backend takes.
		 * @param subject the first part of their subjects, outside of the stream's;
		 * default: {@code telemetry_dead_letters}
		 * @param stream the stream that is created for them if none has the subject;
		 * default: {@code TELEMETRY_DEAD_LETTERS}
		 * @return this builder
		 */
		public Builder deadLetters(String subject, String stream) {
			this.deadLetterSubject = subject;
			this.deadLetterStream = stream;
			return this;
		}

		/**
		 * Say how metrics are sent.
		 * @param temporality what counters and histograms count from; default: delta
		 * @param observations what becomes of single observations; default: histograms
		 * @param maxSeries of how many series totals are kept; default: 100,000
		 * @return this builder
		 */
		public Builder metrics(Temporality temporality, ObservationStyle observations, int maxSeries) {
			this.temporality = temporality;
			this.observations = observations;
			this.maxSeries = maxSeries;
			return this;
		}

		/**
		 * Say how long closing may take.
		 * @param shutdownTimeout not negative; default: 10 s
		 * @return this builder
		 */
		public Builder shutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
			return this;
		}

		/**
		 * Check the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if one of them is not possible, with its name,
		 * its value and what would be right
		 */
		public BridgeSettings build() {
			require(this.batchRecords >= 1 && this.batchRecords <= 10_000, "batch", this.batchRecords, "1 to 10000");
			require(this.batchBytes >= 1_024, "batch bytes", this.batchBytes, "1024 or more");
			require(this.flush.compareTo(Duration.ofSeconds(1)) >= 0, "flush", this.flush, "1s or longer");
			require(this.requestsInFlight >= 1 && this.requestsInFlight <= 64, "in-flight", this.requestsInFlight,
					"1 to 64");
			require(this.ackWait.compareTo(Duration.ofSeconds(1)) >= 0, "ack-wait", this.ackWait, "1s or longer");
			require(this.maxBackoff.toMillis() > 0, "max-backoff", this.maxBackoff, "longer than zero");
			require(this.maxSeries >= 1, "max-series", this.maxSeries, "1 or more");
			require(!this.shutdownTimeout.isNegative(), "shutdown-timeout", this.shutdownTimeout, "not negative");
			require(!this.durable.isEmpty() && Subjects.token(this.durable, "-").equals(this.durable), "durable",
					this.durable, "a name without white space and dots");
			String prefix = this.subjects.prefix();
			require(!(this.deadLetterSubject + '.').startsWith(prefix + '.')
					&& this.deadLetterSubject.matches("[^\\s.*>]+(\\.[^\\s.*>]+)*"), "dead-letter",
					this.deadLetterSubject, "a subject without wildcards outside of " + prefix + ".>");
			for (Map.Entry<Signal, String> filter : this.filters.entrySet()) {
				String signal = prefix + '.' + filter.getKey().token() + '.';
				require(filter.getValue().startsWith(signal), "subject", filter.getValue(),
						"a subject below " + signal);
			}
			return new BridgeSettings(copy());
		}

		private Builder copy() {
			Builder copy = new Builder(this.targets).stream(this.stream, this.subjects)
				.durable(this.durable)
				.from(this.from)
				.batch(this.batchRecords, this.batchBytes, this.flush)
				.requestsInFlight(this.requestsInFlight)
				.ackWait(this.ackWait)
				.maxBackoff(this.maxBackoff)
				.deadLetters(this.deadLetterSubject, this.deadLetterStream)
				.metrics(this.temporality, this.observations, this.maxSeries)
				.shutdownTimeout(this.shutdownTimeout);
			copy.filters.putAll(this.filters);
			copy.once = this.once;
			copy.replay = this.replay;
			copy.until = this.until;
			return copy;
		}

		private static void require(boolean condition, String name, Object value, String expected) {
			if (!condition) {
				throw new IllegalArgumentException(name + " is '" + value + "', but must be " + expected);
			}
		}

	}

}
