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

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Makes a span record of an OpenTelemetry span, with everything that the SDK knows.
 */
final class SpanDataMapping {

	private static final String EXCEPTION_EVENT = "exception";

	private static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");

	private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

	private final Origin origin;

	private final RunIdKeys runIdKeys;

	SpanDataMapping(Origin origin, RunIdKeys runIdKeys) {
		this.origin = origin;
		this.runIdKeys = runIdKeys;
	}

	/**
	 * Return whether the status says so or an error was recorded.
	 * @param span an ended span
	 * @return whether the span failed
	 */
	static boolean failed(SpanData span) {
		return span.getStatus().getStatusCode() == StatusCode.ERROR || lastException(span) != null;
	}

	SpanRecord map(SpanData span) {
		Map<String, Object> attributes = attributes(span.getAttributes());
		SpanKind kind = kind(span);
		String parentId = span.getParentSpanContext().isValid() ? span.getParentSpanId() : "";
		return new SpanRecord(this.origin, span.getTraceId(), span.getSpanId(), parentId, span.getName(), kind,
				instant(span.getStartEpochNanos()), instant(span.getEndEpochNanos()), failed(span), attributes,
				events(span), links(span), error(span), RemoteService.find(kind, attributes),
				this.runIdKeys.find(attributes));
	}

	private static SpanKind kind(SpanData span) {
		return switch (span.getKind()) {
			case INTERNAL -> SpanKind.INTERNAL;
			case SERVER -> SpanKind.SERVER;
			case CLIENT -> SpanKind.CLIENT;
			case PRODUCER -> SpanKind.PRODUCER;
			case CONSUMER -> SpanKind.CONSUMER;
		};
	}

	private static List<SpanRecord.Event> events(SpanData span) {
		List<SpanRecord.Event> events = new ArrayList<>(span.getEvents().size());
		for (EventData event : span.getEvents()) {
			events.add(new SpanRecord.Event(event.getName(), instant(event.getEpochNanos()),
					attributes(event.getAttributes())));
		}
		return events;
	}

	private static List<SpanRecord.Link> links(SpanData span) {
		List<SpanRecord.Link> links = new ArrayList<>(span.getLinks().size());
		for (LinkData link : span.getLinks()) {
			links.add(new SpanRecord.Link(link.getSpanContext().getTraceId(), link.getSpanContext().getSpanId(),
					attributes(link.getAttributes())));
		}
		return links;
	}

	private static String error(SpanData span) {
		EventData exception = lastException(span);
		Attributes attributes = (exception != null) ? exception.getAttributes() : Attributes.empty();
		// Only a status ERROR has a description
		return firstWithText(span.getStatus().getDescription(), attributes.get(EXCEPTION_MESSAGE),
				attributes.get(EXCEPTION_TYPE));
	}

	private static String firstWithText(@Nullable String... texts) {
		for (String text : texts) {
			if (text != null && !text.isBlank()) {
				return text;
			}
		}
		return "";
	}

	// Of several the last one, as with a status that is set several times
	private static @Nullable EventData lastException(SpanData span) {
		List<EventData> events = span.getEvents();
		for (int i = events.size() - 1; i >= 0; i--) {
			if (EXCEPTION_EVENT.equals(events.get(i).getName())) {
				return events.get(i);
			}
		}
		return null;
	}

	private static Map<String, Object> attributes(Attributes attributes) {
		if (attributes.isEmpty()) {
			return Map.of();
		}
		Map<String, Object> values = new LinkedHashMap<>();
		attributes.forEach((key, value) -> {
			Object plain = OtelValues.plain(value);
			if (plain != null) {
				values.put(key.getKey(), plain);
			}
		});
		return values;
	}

	private static Instant instant(long epochNanos) {
		return Instant.ofEpochSecond(0, epochNanos);
	}

}
