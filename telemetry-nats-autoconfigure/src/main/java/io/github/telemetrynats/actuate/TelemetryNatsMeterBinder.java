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

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.SpoolStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.stream.StreamState;

/**
 * The pipeline's meters of itself, below {@code telemetry.nats}. Every bound of the
 * publisher has one for what is used and one for what there is. Reads snapshots: no
 * network, no lock. Safe for use by several threads.
 */
public final class TelemetryNatsMeterBinder implements MeterBinder {

	private static final String RECORDS = "records";

	private final PipelineSnapshots snapshots;

	/**
	 * Create a meter binder.
	 * @param snapshots where to read what is known now
	 */
	public TelemetryNatsMeterBinder(PipelineSnapshots snapshots) {
		this.snapshots = snapshots;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Signal signal : Signal.values()) {
			bindLedger(registry, signal);
		}
		bindPublisher(registry);
		bindSpool(registry);
		connectionGauge(registry, "telemetry.nats.connection.up", "Whether there is a connection: 1 or 0",
				(state) -> state.connected() ? 1 : 0);
		FunctionCounter
			.builder("telemetry.nats.reconnects", this.snapshots,
					(snapshots) -> snapshots.connection().get().reconnects())
			.description("How often the connection was established again")
			.register(registry);
		streamGauge(registry, "telemetry.nats.stream.used", BaseUnits.BYTES, "How large the stream is",
				(state) -> knownOrNaN(state.bytes()));
		streamGauge(registry, "telemetry.nats.stream.capacity", BaseUnits.BYTES, "How large the stream may become",
				(state) -> knownOrNaN(state.maxBytes()));
	}

	private void bindLedger(MeterRegistry registry, Signal signal) {
		records(registry, signal, "confirmed", "none", SignalStats::confirmed);
		records(registry, signal, "spooled", "none", SignalStats::spooled);
		for (DropReason reason : DropReason.values()) {
			records(registry, signal, "dropped", reason.token(), (stats) -> stats.dropped().getOrDefault(reason, 0L));
		}
		FunctionCounter
			.builder("telemetry.nats.records.recovered", this.snapshots,
					(snapshots) -> read(snapshots, signal, SignalStats::recovered))
			.tag("signal", signal.token())
			.baseUnit(RECORDS)
			.description("How many records turned out to be stored although their confirmation was lost")
			.register(registry);
		FunctionCounter
			.builder("telemetry.nats.records.maybe.duplicate", this.snapshots,
					(snapshots) -> read(snapshots, signal, SignalStats::maybeDuplicate))
			.tag("signal", signal.token())
			.baseUnit(RECORDS)
			.description("How many records were sent again without knowing whether they are stored")
			.register(registry);
		Gauge
			.builder("telemetry.nats.records.pending", this.snapshots,
					(snapshots) -> read(snapshots, signal, SignalStats::pending))
			.tag("signal", signal.token())
			.baseUnit(RECORDS)
			.description("How many records are neither confirmed nor dropped nor left in the spool")
			.register(registry);
	}

	private void records(MeterRegistry registry, Signal signal, String outcome, String reason,
			ToDoubleFunction<SignalStats> count) {
		FunctionCounter.builder("telemetry.nats.records", this.snapshots, (snapshots) -> read(snapshots, signal, count))
			.tag("signal", signal.token())
			.tag("outcome", outcome)
			.tag("reason", reason)
			.baseUnit(RECORDS)
			.description("What became of the records that were captured")
			.register(registry);
	}

	private static double read(PipelineSnapshots snapshots, Signal signal, ToDoubleFunction<SignalStats> count) {
		SignalStats ledger = snapshots.publisher().get().signals().get(signal);
		return (ledger != null) ? count.applyAsDouble(ledger) : 0;
	}

	private void bindPublisher(MeterRegistry registry) {
		publisherGauge(registry, "telemetry.nats.queue.size", RECORDS, "How many captured signals wait to be encoded",
				PublisherStats::queued);
		publisherGauge(registry, "telemetry.nats.queue.capacity", RECORDS, "How many captured signals may wait",
				PublisherStats::queueCapacity);
		publisherGauge(registry, "telemetry.nats.queue.bytes.used", BaseUnits.BYTES,
				"How much memory large captured signals keep alive that wait to be encoded",
				PublisherStats::queuedBytes);
		publisherGauge(registry, "telemetry.nats.queue.bytes.capacity", BaseUnits.BYTES,
				"How much memory large captured signals may keep alive", PublisherStats::queueCapacityBytes);
		publisherGauge(registry, "telemetry.nats.buffer.used", BaseUnits.BYTES,
				"How much encoded data waits for the server's confirmation", PublisherStats::bufferedBytes);
		publisherGauge(registry, "telemetry.nats.buffer.capacity", BaseUnits.BYTES, "How much encoded data may wait",
				PublisherStats::bufferCapacityBytes);
		publisherGauge(registry, "telemetry.nats.window.used", RECORDS, "How many records are on their way",
				PublisherStats::inFlight);
		publisherGauge(registry, "telemetry.nats.window.capacity", RECORDS, "How many records may be on their way",
				PublisherStats::window);
		FunctionCounter
			.builder("telemetry.nats.retries", this.snapshots, (snapshots) -> snapshots.publisher().get().retries())
			.baseUnit(RECORDS)
			.description("How often a record was sent again")
			.register(registry);
		FunctionTimer
			.builder("telemetry.nats.publish.latency", this.snapshots,
					(snapshots) -> snapshots.publisher().get().publishCount(),
					(snapshots) -> snapshots.publisher().get().publishTime().toNanos(), TimeUnit.NANOSECONDS)
			.description("Time from first sending a record to its confirmation")
			.register(registry);
		TimeGauge
			.builder("telemetry.nats.publish.latency.max", this.snapshots, TimeUnit.NANOSECONDS,
					(snapshots) -> snapshots.publisher().get().publishTimeMax().toNanos())
			.description("Longest time from first sending a record to its confirmation since the start")
			.register(registry);
		TimeGauge
			.builder("telemetry.nats.unconfirmed.age", this.snapshots, TimeUnit.NANOSECONDS,
					(snapshots) -> snapshots.publisher().get().oldestUnconfirmedAge().toNanos())
			.description("Age of the oldest record that is encoded but not confirmed")
			.register(registry);
	}

	private void bindSpool(MeterRegistry registry) {
		spoolGauge(registry, "telemetry.nats.spool.used", BaseUnits.BYTES, "How large the files of the spool are",
				SpoolStats::usedBytes);
		spoolGauge(registry, "telemetry.nats.spool.capacity", BaseUnits.BYTES,
				"How large the files of the spool may become", SpoolStats::capacityBytes);
		spoolGauge(registry, "telemetry.nats.spool.waiting", RECORDS,
				"How many records of processes that are gone are still to be sent", SpoolStats::waiting);
		spoolCounter(registry, "telemetry.nats.spool.restored",
				"How many records of processes that are gone were taken in", SpoolStats::restored);
		spoolCounter(registry, "telemetry.nats.spool.skipped", "How many records are in memory alone",
				SpoolStats::skipped);
	}

	private void spoolGauge(MeterRegistry registry, String name, String unit, String description,
			ToDoubleFunction<SpoolStats> value) {
		Gauge.builder(name, this.snapshots, (snapshots) -> readSpool(snapshots, value))
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private void spoolCounter(MeterRegistry registry, String name, String description,
			ToDoubleFunction<SpoolStats> count) {
		FunctionCounter.builder(name, this.snapshots, (snapshots) -> readSpool(snapshots, count))
			.baseUnit(RECORDS)
			.description(description)
			.register(registry);
	}

	private static double readSpool(PipelineSnapshots snapshots, ToDoubleFunction<SpoolStats> value) {
		SpoolStats spool = snapshots.publisher().get().spool();
		return (spool != null) ? value.applyAsDouble(spool) : 0;
	}

	private void publisherGauge(MeterRegistry registry, String name, String unit, String description,
			ToDoubleFunction<PublisherStats> value) {
		Gauge.builder(name, this.snapshots, (snapshots) -> value.applyAsDouble(snapshots.publisher().get()))
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private void connectionGauge(MeterRegistry registry, String name, String description,
			ToDoubleFunction<ConnectionState> value) {
		Gauge.builder(name, this.snapshots, (snapshots) -> value.applyAsDouble(snapshots.connection().get()))
			.description(description)
			.register(registry);
	}

	private void streamGauge(MeterRegistry registry, String name, String unit, String description,
			ToDoubleFunction<StreamState> value) {
		Gauge.builder(name, this.snapshots, (snapshots) -> value.applyAsDouble(snapshots.stream().get()))
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private static double knownOrNaN(long value) {
		return (value >= 0) ? value : Double.NaN;
	}

}
