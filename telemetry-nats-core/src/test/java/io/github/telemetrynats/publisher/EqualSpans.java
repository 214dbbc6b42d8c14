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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.Subjects;

/**
 * Spans that all take the same number of bytes in the buffer, failed or not, so that the
 * bytes there say how many they are.
 */
final class EqualSpans {

	private final AtomicLong number = new AtomicLong();

	private final String ordinaryName;

	private final String failedName;

	private final int footprintBytes;

	EqualSpans() {
		int difference = footprintBytes(span("s", true)) - footprintBytes(span("s", false));
		this.ordinaryName = "s" + "-".repeat(Math.max(0, difference));
		this.failedName = "s" + "-".repeat(Math.max(0, -difference));
		this.footprintBytes = footprintBytes(next(false));
		if (footprintBytes(next(true)) != this.footprintBytes) {
			throw new IllegalStateException("Failed spans have another size");
		}
	}

	SpanRecord next(boolean failed) {
		return span(failed ? this.failedName : this.ordinaryName, failed);
	}

	int footprintBytes() {
		return this.footprintBytes;
	}

	private SpanRecord span(String name, boolean failed) {
		String id = "%016x".formatted(this.number.incrementAndGet());
		return new SpanRecord(Origin.of("test"), id + id, id, "", name, SpanKind.INTERNAL, Instant.EPOCH, Instant.EPOCH,
				failed, Map.of(), List.of(), List.of(), "", null, null);
	}

	private static int footprintBytes(SpanRecord span) {
		return new RecordPreparation(new Subjects("telemetry"))
			.prepare(new Captured(span, 0, 0), JetStreamLink.DEFAULT_MAX_PAYLOAD_BYTES)
			.footprintBytes();
	}

}
