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

package io.github.telemetrynats.publisher;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Subjects;

/**
 * Takes captured signals and sees to it that each of them ends up in the stream exactly
 * once, or is counted as dropped.
 */
public final class TelemetryPublisher implements SignalSink, AutoCloseable {

	private TelemetryPublisher() {
	}

	/**
	 * Start a publisher.
	 * @param connection where to publish; the caller closes it after the publisher
	 * @param subjects the subjects to publish to
	 * @param settings the bounds
	 * @param streamMissing called when the server says that no stream takes the records;
	 * must not block
	 * @return the publisher, running
	 */
	public static TelemetryPublisher start(TelemetryConnection connection, Subjects subjects,
			PublisherSettings settings, Runnable streamMissing) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean offer(CapturedSignal signal) {
		return false;
	}

	/**
	 * Return what the publisher knows now. Never blocks.
	 * @return a snapshot
	 */
	public PublisherStats stats() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Stop taking signals, wait for the confirmation of what was taken, within the close
	 * timeout, and say what became of it. Later calls do nothing.
	 */
	@Override
	public void close() {
	}

}
