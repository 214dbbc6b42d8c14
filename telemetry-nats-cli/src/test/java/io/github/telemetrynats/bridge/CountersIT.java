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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.nats.client.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.telemetrynats.bridge.health.BridgeHealthServer;
import io.github.telemetrynats.bridge.mapping.ObservationStyle;
import io.github.telemetrynats.bridge.mapping.Temporality;
import io.github.telemetrynats.bridge.testing.Sink;
import io.github.telemetrynats.bridge.testing.StoredRecords;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What backends count, and what a bridge says of itself.
 */
@NatsServerTest(perMethod = true)
class CountersIT {

	private static final Duration LONG = Duration.ofMinutes(2);

	/** Fault 7: the growth of a window is sent as if it were a total. */
	@ParameterizedTest
	@EnumSource(Temporality.class)
	void twentyIncrementsAreTwentyAcrossRestartsOfApplicationAndBridge(Temporality temporality, NatsServer server)
			throws Exception {
		try (Connection connection = server.connect(); Sink sink = new Sink()) {
			StoredRecords stream = StoredRecords.in(connection);
			for (int i = 0; i < 20; i++) {
				stream.store(StoredRecords.increment(i, (i < 8) ? "before" : "after"));
				if (i == 4 || i == 13 || i == 19) {
					forward(connection, sink, temporality);
				}
			}
			assertThat(total(sink, temporality)).isEqualTo(20);
			if (temporality == Temporality.CUMULATIVE) {
				assertThat(increase(sink)).isEqualTo(20);
			}
			assertThat(sink.faults()).isEmpty();
		}
	}

	/** Fault 12: the bridge says nothing of itself. */
	@Test
	void healthReadinessAndMetricsAreShown(NatsServer server) throws Exception {
		try (Connection connection = server.connect(); Sink sink = new Sink()) {
			StoredRecords stream = StoredRecords.in(connection);
			stream.store(StoredRecords.log(1), StoredRecords.log(2));
			BridgeSettings settings = BridgeSettings.builder(sink.targets()).once().build();
			try (OtlpBridge bridge = OtlpBridge.start(connection, settings, (line) -> {
			});
					BridgeHealthServer health = BridgeHealthServer.start(bridge,
							new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
				assertThat(bridge.awaitEnd(LONG)).isTrue();
				assertThat(get(health, "/healthz").statusCode()).isEqualTo(200);
				assertThat(get(health, "/readyz").statusCode()).isEqualTo(200);
				assertThat(get(health, "/other").statusCode()).isEqualTo(404);
				// What the server says of the lag may be a moment old
				await().atMost(LONG)
					.untilAsserted(() -> assertThat(get(health, "/metrics").body())
						.contains("telemetry_nats_bridge_records_sent_total{signal=\"logs\"} 2.0")
						.contains("telemetry_nats_bridge_lag_records{signal=\"logs\"} 0.0"));
				server.stop();
				await().atMost(LONG).until(() -> get(health, "/readyz").statusCode() == 503);
				assertThat(get(health, "/healthz").statusCode()).isEqualTo(200);
			}
		}
	}

	private static void forward(Connection connection, Sink sink, Temporality temporality) throws Exception {
		BridgeSettings settings = BridgeSettings.builder(Map.of(Signal.METRICS, sink.target(Signal.METRICS)))
			.metrics(temporality, ObservationStyle.HISTOGRAM, 100)
			.once()
			.build();
		try (OtlpBridge bridge = OtlpBridge.start(connection, settings, (line) -> {
		})) {
			assertThat(bridge.awaitEnd(LONG)).isTrue();
		}
	}

	/** A total counts from its start time, as the data model has it. */
	private static double total(Sink sink, Temporality temporality) {
		List<MetricPoint> points = sink.records(Signal.METRICS).stream().map(MetricPoint.class::cast).toList();
		if (temporality == Temporality.DELTA) {
			return points.stream().mapToDouble(MetricPoint::value).sum();
		}
		Map<List<Object>, MetricPoint> latest = new HashMap<>();
		for (MetricPoint point : points) {
			Instant start = point.startTime();
			latest.merge(List.of(point.origin(), point.tags(), start), point,
					(one, other) -> one.timestamp().isAfter(other.timestamp()) ? one : other);
		}
		return latest.values().stream().mapToDouble(MetricPoint::value).sum();
	}

	/**
	 * As Prometheus counts: it does not look at start times, and takes a value that is
	 * smaller than the one before for a reset. Times are milliseconds and must ascend.
	 */
	private static double increase(Sink sink) {
		Map<List<Object>, MetricPoint> last = new HashMap<>();
		double increase = 0;
		for (TelemetryRecord record : sink.records(Signal.METRICS)) {
			MetricPoint point = (MetricPoint) record;
			MetricPoint before = last.put(List.of(point.origin(), point.tags()), point);
			if (before != null) {
				assertThat(point.timestamp().toEpochMilli()).isGreaterThan(before.timestamp().toEpochMilli());
				increase += (point.value() < before.value()) ? point.value() : point.value() - before.value();
			}
		}
		return increase;
	}

	private static HttpResponse<String> get(BridgeHealthServer health, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
