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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.contributor.Status;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SpoolStats;
import io.github.telemetrynats.stream.StreamState;

/**
 * What the snapshots mean: a status, and the reasons for it in words.
 *
 * @param status UP, DOWN or DEGRADED
 * @param reasons why it is not UP; empty when it is
 */
record HealthAssessment(Status status, List<String> reasons) {

	/** How long the server may refuse records: a new leader or stream takes a moment. */
	private static final Duration REFUSAL_PATIENCE = Duration.ofSeconds(5);

	static HealthAssessment of(ConnectionState connection, StreamState stream, PublisherStats publisher,
			HealthThresholds thresholds, Instant now) {
		List<String> undeliverable = undeliverable(connection, stream);
		List<String> reasons = new ArrayList<>(undeliverable);
		int fill = fillPercent(publisher);
		if (publisher.full()) {
			reasons.add("the buffer is full");
		}
		else if (fill >= thresholds.bufferPercent()) {
			reasons.add("the buffer is filled to " + fill + " %");
		}
		addStanding(reasons, connection, publisher, thresholds);
		Instant lastDrop = publisher.lastDrop();
		if (lastDrop != null && Duration.between(lastDrop, now).compareTo(thresholds.degradedFor()) < 0) {
			reasons.add("records were dropped, last at " + lastDrop);
		}
		SpoolStats spool = publisher.spool();
		if (spool != null && spool.failure() != null) {
			reasons.add("the spool has failed: " + spool.failure());
		}
		if (stream.status() == StreamState.Status.DIFFERENT) {
			reasons.add("the stream differs from what is configured");
		}
		boolean down = switch (thresholds.downWhen()) {
			case DISCONNECTED -> !undeliverable.isEmpty();
			case BUFFER_FULL -> publisher.full();
			case NEVER -> false;
		};
		return new HealthAssessment(status(down, reasons), List.copyOf(reasons));
	}

	private static List<String> undeliverable(ConnectionState connection, StreamState stream) {
		if (!connection.connected()) {
			return List.of("there is no connection to " + connection.servers());
		}
		if (stream.status() == StreamState.Status.MISSING) {
			return List.of("there is no stream " + stream.name());
		}
		// Such as no JetStream, or no right to use it
		if (stream.status() == StreamState.Status.UNKNOWN && stream.problem() != null) {
			return List.of("the stream " + stream.name() + " could not be checked: " + stream.problem());
		}
		return List.of();
	}

	private static void addStanding(List<String> reasons, ConnectionState connection, PublisherStats publisher,
			HealthThresholds thresholds) {
		Duration age = publisher.oldestUnconfirmedAge();
		if (connection.connected() && publisher.lastRefusal() != null && age.compareTo(REFUSAL_PATIENCE) >= 0) {
			reasons.add("the server takes no records: " + publisher.lastRefusal());
		}
		if (age.compareTo(thresholds.unconfirmedThreshold()) >= 0) {
			reasons.add("a record has been waiting for confirmation for " + age.toSeconds() + " s");
		}
	}

	private static Status status(boolean down, List<String> reasons) {
		if (down) {
			return Status.DOWN;
		}
		return reasons.isEmpty() ? Status.UP : TelemetryNatsHealthIndicator.DEGRADED;
	}

	/**
	 * Return how full the fullest bound is, of the queue in records or bytes and the
	 * buffer.
	 * @param publisher the snapshot
	 * @return the fill level, in percent, rounded down
	 */
	private static int fillPercent(PublisherStats publisher) {
		int queue = Math.max(percent(publisher.queued(), publisher.queueCapacity()),
				percent(publisher.queuedBytes(), publisher.queueCapacityBytes()));
		return Math.max(queue, percent(publisher.bufferedBytes(), publisher.bufferCapacityBytes()));
	}

	private static int percent(long used, long capacity) {
		return (capacity > 0) ? (int) Math.min(100, used * 100.0 / capacity) : 0;
	}

}
