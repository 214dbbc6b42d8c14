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

package io.github.telemetrynats.capture.tracing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Keeps what is offered and, like the publisher, makes the records later.
 */
class RecordingSink implements SignalSink {

	private final List<CapturedSignal> signals = new CopyOnWriteArrayList<>();

	private final AtomicInteger offered = new AtomicInteger();

	@Override
	public boolean offer(CapturedSignal signal) {
		this.offered.incrementAndGet();
		return this.signals.add(signal);
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		throw new AssertionError("%d %s were lost: %s".formatted(records, about, reason));
	}

	List<CapturedSignal> signals() {
		return this.signals;
	}

	int offered() {
		return this.offered.get();
	}

	List<SpanRecord> spans() {
		return this.signals.stream().map((signal) -> (SpanRecord) signal.toRecord()).toList();
	}

	SpanRecord span() {
		List<SpanRecord> spans = spans();
		if (spans.size() != 1) {
			throw new AssertionError("Expected one span but got " + spans);
		}
		return spans.get(0);
	}

}
