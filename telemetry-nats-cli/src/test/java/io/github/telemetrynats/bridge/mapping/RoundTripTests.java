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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.bridge.testing.RandomRecords;
import io.github.telemetrynats.bridge.testing.ReceivedRecords;
import io.github.telemetrynats.bridge.testing.StrictRequests;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records that become OTLP and records again are the same, field by field.
 */
class RoundTripTests {

	private static final int RECORDS = 1_000;

	@ParameterizedTest
	@EnumSource(Signal.class)
	void everyFieldOfEveryRecordArrives(Signal signal) throws InvalidProtocolBufferException {
		for (int seed = 0; seed < 5; seed++) {
			RandomRecords random = new RandomRecords(seed);
			RecordMapping mapping = new RecordMapping(Temporality.DELTA, ObservationStyle.HISTOGRAM, 1);
			List<TelemetryRecord> sent = new ArrayList<>();
			List<OtlpRecord> mapped = new ArrayList<>();
			for (int i = 0; i < RECORDS / 5; i++) {
				TelemetryRecord record = random.next(signal);
				sent.add(record);
				mapped.add(mapping.map(record, Instant.EPOCH));
			}
			Message request = OtlpRequests.request(signal, mapped);
			Message received = StrictRequests.parse(signal, request.toByteArray());
			Set<TelemetryRecord> back = new HashSet<>(ReceivedRecords.of(received));
			assertThat(back).as("seed %d", seed).isEqualTo(new HashSet<>(sent));
		}
	}

	@Test
	void whatIsCutSaysSo() {
		RandomRecords random = new RandomRecords(1);
		RecordMapping mapping = new RecordMapping(Temporality.DELTA, ObservationStyle.HISTOGRAM, 1);
		OtlpRecord log = mapping.map(random.next(Signal.LOGS), Instant.EPOCH).truncated();
		OtlpRecord span = mapping.map(random.next(Signal.SPANS), Instant.EPOCH).truncated();
		assertThat(((LogRecord) log.elements().get(0)).getAttributesList())
			.contains(OtlpValues.attribute("telemetry.truncated", true));
		assertThat(((Span) span.elements().get(0)).getAttributesList())
			.contains(OtlpValues.attribute("telemetry.truncated", true));
	}

	/** With one more attribute its points would be of another series. */
	@Test
	void aMetricThatIsCutSaysSoInItsMetadata() throws Exception {
		RandomRecords random = new RandomRecords(1);
		RecordMapping mapping = new RecordMapping(Temporality.DELTA, ObservationStyle.HISTOGRAM, 1);
		OtlpRecord whole = mapping.map(random.next(Signal.METRICS), Instant.EPOCH);
		Message request = OtlpRequests.request(Signal.METRICS, List.of(whole, whole.truncated(), whole.truncated()));
		List<Metric> metrics = ((ExportMetricsServiceRequest) StrictRequests.parse(Signal.METRICS,
				request.toByteArray()))
			.getResourceMetrics(0)
			.getScopeMetrics(0)
			.getMetricsList();
		int parts = whole.elements().size();
		assertThat(metrics).hasSizeGreaterThanOrEqualTo(2);
		assertThat(metrics).filteredOn((metric) -> metric.getMetadataCount() > 0)
			.hasSizeBetween(1, parts)
			.allSatisfy((metric) -> assertThat(metric.getMetadataList())
				.containsExactly(OtlpValues.attribute("telemetry.truncated", true)));
		assertThat(metrics).filteredOn((metric) -> metric.getMetadataCount() == 0).hasSizeBetween(1, parts);
	}

	/** Fault 6: everything arrives under the name of the bridge. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 100 })
	void recordsOfAResourceAreBatchedTogether(int services) {
		RandomRecords random = new RandomRecords(services);
		RecordMapping mapping = new RecordMapping(Temporality.DELTA, ObservationStyle.HISTOGRAM, 1);
		List<OtlpRecord> mapped = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			mapped.add(mapping.map(random.log("service-" + i % services), Instant.EPOCH));
		}
		Message request = OtlpRequests.request(Signal.LOGS, mapped);
		assertThat(((io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest) request).getResourceLogsList())
			.hasSize(services);
		assertThat(ReceivedRecords.of(request)).hasSize(300);
	}

}
