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

package io.github.telemetrynats.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Stands between the captures and the publisher, and remembers what the publisher has
 * accepted, by its contents.
 */
final class AcceptedRecords implements SignalSink {

	private final TelemetryPublisher publisher;

	private final Map<String, Integer> epochs = new ConcurrentHashMap<>();

	private final AtomicLong refused = new AtomicLong();

	private final AtomicInteger epoch = new AtomicInteger();

	AcceptedRecords(TelemetryPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public boolean offer(CapturedSignal signal) {
		int before = this.epoch.get();
		String contents = contents(signal.toRecord());
		// It may be stored before the call is over
		this.epochs.put(contents, before);
		boolean accepted = this.publisher.offer(signal);
		if (!accepted) {
			this.epochs.remove(contents);
			this.refused.incrementAndGet();
		}
		return accepted;
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.publisher.lost(about, reason, records);
		this.refused.addAndGet(records);
	}

	/**
	 * Begin a new epoch: what was accepted so far may be gone from the stream, because
	 * the test has deleted it there.
	 */
	void forgive() {
		this.epoch.incrementAndGet();
	}

	/**
	 * Return what the publisher has accepted.
	 * @return contents, with the epoch in which the record was offered
	 */
	Map<String, Integer> epochs() {
		return this.epochs;
	}

	int epoch() {
		return this.epoch.get();
	}

	long refused() {
		return this.refused.get();
	}

	private static String contents(TelemetryRecord record) {
		if (record instanceof LogRecord log) {
			return "log " + log.message();
		}
		if (record instanceof MetricPoint point) {
			return "point " + (long) point.value();
		}
		return "span " + ((SpanRecord) record).name();
	}

}
