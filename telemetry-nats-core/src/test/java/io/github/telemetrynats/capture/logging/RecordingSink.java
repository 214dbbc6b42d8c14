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

package io.github.telemetrynats.capture.logging;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;

/**
 * Keeps what it is offered, in order.
 */
class RecordingSink implements SignalSink {

	private final Queue<CapturedSignal> signals = new ConcurrentLinkedQueue<>();

	private final Map<DropReason, Long> lost = new ConcurrentHashMap<>();

	@Override
	public boolean offer(CapturedSignal signal) {
		return this.signals.add(signal);
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.lost.merge(reason, records, Long::sum);
	}

	/**
	 * Return what was lost before it could be offered.
	 * @param reason why
	 * @return how many records
	 */
	long lost(DropReason reason) {
		return this.lost.getOrDefault(reason, 0L);
	}

	List<CapturedSignal> signals() {
		return List.copyOf(this.signals);
	}

	List<LogRecord> records() {
		return this.signals.stream().map((signal) -> (LogRecord) signal.toRecord()).toList();
	}

	List<String> messages() {
		return records().stream().map(LogRecord::message).toList();
	}

	LogRecord only() {
		List<LogRecord> records = records();
		if (records.size() != 1) {
			throw new AssertionError("Expected one record, got " + records);
		}
		return records.get(0);
	}

}
