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

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsMeterBinderTests {

	private final Pipeline pipeline = new Pipeline();

	private final PipelineSnapshots snapshots = this.pipeline.snapshots();

	private final TelemetryNatsMeterBinder binder = new TelemetryNatsMeterBinder(this.snapshots);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	TelemetryNatsMeterBinderTests() {
		this.binder.bindTo(this.registry);
	}

	@ParameterizedTest
	@CsvSource({ "spans,confirmed,none,7", "spans,dropped,queue-full,2", "spans,dropped,too-large,0",
			"metrics,confirmed,none,5", "logs,confirmed,none,0" })
	void countsRecordsBySignalOutcomeAndReason(String signal, String outcome, String reason, double count) {
		assertThat(this.registry.get("telemetry.nats.records")
			.tags("signal", signal, "outcome", outcome, "reason", reason)
			.functionCounter()
			.count()).isEqualTo(count);
	}

	@ParameterizedTest
	@CsvSource({ "recovered,spans,1", "recovered,logs,0", "maybe.duplicate,metrics,3", "maybe.duplicate,spans,0" })
	void countsWhatIsNotQuiteCertain(String what, String signal, double count) {
		assertThat(this.registry.get("telemetry.nats.records." + what).tag("signal", signal).functionCounter().count())
			.isEqualTo(count);
	}

	@Test
	void everyDropReasonOfEverySignalHasItsMeterFromTheStart() {
		assertThat(this.registry.get("telemetry.nats.records").tag("outcome", "dropped").functionCounters())
			.hasSize(Signal.values().length * DropReason.values().length);
	}

	@ParameterizedTest
	@CsvSource({ "telemetry.nats.queue.size,3", "telemetry.nats.queue.capacity,100",
			"telemetry.nats.queue.bytes.used,50", "telemetry.nats.queue.bytes.capacity,2000",
			"telemetry.nats.buffer.used,100", "telemetry.nats.buffer.capacity,1000", "telemetry.nats.window.used,4",
			"telemetry.nats.window.capacity,1024", "telemetry.nats.stream.used,512",
			"telemetry.nats.stream.capacity,1024", "telemetry.nats.connection.up,1", "telemetry.nats.spool.used,8",
			"telemetry.nats.spool.capacity,64", "telemetry.nats.spool.waiting,6" })
	void showsWhatIsUsedOfEachBound(String name, double value) {
		assertThat(this.registry.get(name).gauge().value()).isEqualTo(value);
	}

	@Test
	void countsReconnectsAndRetries() {
		assertThat(this.registry.get("telemetry.nats.reconnects").functionCounter().count()).isEqualTo(2);
		assertThat(this.registry.get("telemetry.nats.retries").functionCounter().count()).isEqualTo(9);
	}

	@Test
	void countsWhatTheSpoolRestoredAndSkipped() {
		assertThat(this.registry.get("telemetry.nats.spool.restored").functionCounter().count()).isEqualTo(5);
		assertThat(this.registry.get("telemetry.nats.spool.skipped").functionCounter().count()).isEqualTo(7);
		this.pipeline.spool = null;
		assertThat(this.registry.get("telemetry.nats.spool.restored").functionCounter().count()).isZero();
	}

	@Test
	void timesFromSendingToConfirmation() {
		FunctionTimer latency = this.registry.get("telemetry.nats.publish.latency").functionTimer();
		assertThat(latency.count()).isEqualTo(12);
		assertThat(latency.mean(TimeUnit.MILLISECONDS)).isEqualTo(2);
		assertThat(this.registry.get("telemetry.nats.publish.latency.max").timeGauge().value(TimeUnit.MILLISECONDS))
			.isEqualTo(6);
		assertThat(this.registry.get("telemetry.nats.unconfirmed.age").timeGauge().value(TimeUnit.SECONDS))
			.isEqualTo(2);
	}

	@Test
	void followsThePipeline() {
		this.pipeline.connected = false;
		this.pipeline.queued = 50;
		assertThat(this.registry.get("telemetry.nats.connection.up").gauge().value()).isZero();
		assertThat(this.registry.get("telemetry.nats.queue.size").gauge().value()).isEqualTo(50);
	}

	@Test
	void everyMeterIsDescribed() {
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getDescription())
			.doesNotContainNull();
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.allMatch((id) -> id.getName().startsWith("telemetry.nats."));
	}

}
