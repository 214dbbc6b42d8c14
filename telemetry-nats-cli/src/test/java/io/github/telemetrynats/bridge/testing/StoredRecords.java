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

package io.github.telemetrynats.bridge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Fills a stream.
 */
public final class StoredRecords {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final Connection connection;

	private final RecordEncoder encoder = new RecordEncoder();

	private final Subjects subjects = new Subjects("telemetry");

	private StoredRecords(Connection connection) {
		this.connection = connection;
	}

	public static StoredRecords in(Connection connection) throws IOException, JetStreamApiException {
		connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
		return new StoredRecords(connection);
	}

	public static LogRecord log(int number) {
		return new LogRecord(new Origin("engine", "engine-1", Map.of("service.version", "1.2")), LogLevel.INFO,
				"log " + number, START.plusSeconds(number), Map.of("number", (long) number), "", null, null, "a.B",
				"main");
	}

	public static SpanRecord span(int number) {
		return new SpanRecord(Origin.of("worker"), "%032x".formatted(number + 1), "%016x".formatted(number + 1), "",
				"span", SpanKind.SERVER, START, START.plusSeconds(1), false, Map.of("number", (long) number), List.of(),
				List.of(), "", null, null);
	}

	public static MetricPoint increment(int number, String instance) {
		return new MetricPoint(new Origin("worker", instance, Map.of()), "jobs", MetricPoint.Type.COUNTER, 1,
				Map.of("kind", "a"), START.plusSeconds(number + 1), START.plusSeconds(number), null, null, null);
	}

	public void store(TelemetryRecord... records) {
		store(List.of(records));
	}

	public void store(List<? extends TelemetryRecord> records) {
		try {
			JetStream jetStream = this.connection.jetStream();
			List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
			for (TelemetryRecord record : records) {
				acks.add(jetStream.publishAsync(this.subjects.of(record), this.encoder.encode(record, 1_000_000)));
				if (acks.size() % 1_000 == 0) {
					acks.forEach(CompletableFuture::join);
				}
			}
			acks.forEach(CompletableFuture::join);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void storeText(String subject, String body) throws IOException, JetStreamApiException {
		this.connection.jetStream().publish(subject, body.getBytes(StandardCharsets.UTF_8));
	}

}
