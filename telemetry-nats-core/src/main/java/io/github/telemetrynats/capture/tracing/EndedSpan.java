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
import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * An ended OpenTelemetry span on its way to the publisher's thread. The SDK does not
 * change a span any more once it has ended, so that it is kept as it is and nothing is
 * copied on the application's thread. It is asked for its attributes, and takes them
 * itself, because somebody else to do so would be one more object for each span.
 */
final class EndedSpan implements CapturedSignal, BiConsumer<AttributeKey<?>, Object> {

	private final SpanData span;

	private final SpanFiltering filtering;

	private final SpanDataMapping mapping;

	private final boolean failed;

	private int textLength;

	EndedSpan(SpanData span, SpanFiltering filtering, SpanDataMapping mapping) {
		this.span = span;
		this.filtering = filtering;
		this.mapping = mapping;
		// Here, where it may throw: the publisher asks in the middle of its own affairs
		this.failed = SpanDataMapping.failed(span);
		addUpTexts();
	}

	private void addUpTexts() {
		this.span.getAttributes().forEach(this);
		List<EventData> events = this.span.getEvents();
		for (int i = 0; i < events.size(); i++) {
			events.get(i).getAttributes().forEach(this);
		}
	}

	@Override
	public void accept(AttributeKey<?> key, Object value) {
		if (value instanceof String text) {
			this.textLength = (int) Math.min((long) this.textLength + text.length(), Integer.MAX_VALUE);
		}
	}

	@Override
	public Signal signal() {
		return Signal.SPANS;
	}

	@Override
	public boolean important() {
		return this.failed;
	}

	@Override
	public long approximateBytes() {
		return this.textLength;
	}

	@Override
	public TelemetryRecord toRecord() {
		return this.filtering.filter(this.span, this.mapping);
	}

}
