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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

/**
 * A span behind Micrometer's tracing facade on its way to the publisher's thread, where
 * the stack trace of its error is printed: that takes longer than all the rest.
 *
 * @param span everything else
 * @param throwable what is to be printed into the last event, or {@code null}
 */
record ReportedSpan(SpanRecord span, @Nullable Throwable throwable) implements CapturedSignal {

	/** What a throwable and its stack trace are taken for. */
	private static final int THROWABLE_BYTES = 4_096;

	@Override
	public Signal signal() {
		return Signal.SPANS;
	}

	@Override
	public boolean important() {
		return this.span.failed();
	}

	@Override
	public long approximateBytes() {
		return this.span.approximateBytes() + ((this.throwable != null) ? THROWABLE_BYTES : 0);
	}

	@Override
	public SpanRecord toRecord() {
		return (this.throwable != null) ? with(PrintedStackTrace.of(this.throwable)) : this.span;
	}

	private SpanRecord with(String stackTrace) {
		List<SpanRecord.Event> events = new ArrayList<>(this.span.events());
		SpanRecord.Event error = events.remove(events.size() - 1);
		Map<String, Object> attributes = new LinkedHashMap<>(error.attributes());
		attributes.put("exception.stacktrace", stackTrace);
		events.add(new SpanRecord.Event(error.name(), error.time(), attributes));
		return new SpanRecord(this.span.origin(), this.span.traceId(), this.span.spanId(), this.span.parentId(),
				this.span.name(), this.span.kind(), this.span.startTime(), this.span.endTime(), this.span.failed(),
				this.span.attributes(), events, this.span.links(), this.span.error(), this.span.remoteService(),
				this.span.runId());
	}

}
