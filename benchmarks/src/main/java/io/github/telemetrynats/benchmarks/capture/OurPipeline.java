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

package io.github.telemetrynats.benchmarks.capture;

import java.time.Duration;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.PublishedStream;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Subjects;

/**
 * Our publisher with default settings: lanes, worker, encoder, window and ledger are the
 * real ones, the server is an {@link AcceptingConnection}.
 */
final class OurPipeline implements Pipeline {

	private final AcceptingConnection server = AcceptingConnection.create();

	private final TelemetryConnection connection = TelemetryConnection.using(this.server.connection());

	private final TelemetryPublisher publisher = TelemetryPublisher.start(this.connection,
			new Subjects(Subjects.DEFAULT_PREFIX), PublisherSettings.defaults(), new Stream());

	SignalSink sink() {
		return this.publisher;
	}

	@Override
	public long received() {
		return this.server.confirmed();
	}

	PublisherStats stats() {
		return this.publisher.stats();
	}

	/**
	 * Return how many records the publisher says were dropped.
	 * @return the sum over all signals and reasons
	 */
	long dropped() {
		return stats().signals().values().stream().mapToLong(SignalStats::droppedTotal).sum();
	}

	@Override
	public void close() {
		this.publisher.close();
		this.connection.close();
	}

	/**
	 * A stream that is always there.
	 */
	private static final class Stream implements PublishedStream {

		@Override
		public String name() {
			return "TELEMETRY";
		}

		@Override
		public Duration duplicateWindow() {
			return Duration.ofMinutes(2);
		}

		@Override
		public void missing() {
			throw new IllegalStateException("A server that takes everything has a stream");
		}

	}

}
