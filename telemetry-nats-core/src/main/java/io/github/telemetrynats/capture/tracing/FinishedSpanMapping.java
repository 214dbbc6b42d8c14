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
import java.util.List;
import java.util.Map;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.FinishedSpan;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Makes a span record of a span behind Micrometer's tracing facade. Copies everything out
 * at once, but for the stack trace. Neither asks for the local address, which some
 * tracers look for on all network interfaces, nor for the remote port, which some fail
 * on.
 */
final class FinishedSpanMapping {

	private static final String NO_PARENT = "0000000000000000";

	private final Origin origin;

	private final RunIdKeys runIdKeys;

	FinishedSpanMapping(Origin origin, RunIdKeys runIdKeys) {
		this.origin = origin;
		this.runIdKeys = runIdKeys;
	}

	ReportedSpan map(FinishedSpan span) {
		Map<String, Object> attributes = AttributeValues.copyOf(span.getTypedTags());
		List<SpanRecord.Link> links = links(span, attributes);
		SpanError error = SpanError.takeFrom(span.getError(), attributes);
		SpanKind kind = kind(span.getKind());
		SpanPeriod period = SpanPeriod.of(span.getStartTimestamp(), span.getEndTimestamp());
		List<SpanRecord.Event> events = events(span, period);
		boolean untold = error.throwable() != null
				&& events.stream().noneMatch((event) -> SpanError.EVENT_NAME.equals(event.name()));
		if (untold) {
			events.add(new SpanRecord.Event(SpanError.EVENT_NAME, period.end(), error.attributes()));
		}
		SpanRecord record = new SpanRecord(this.origin, span.getTraceId(), span.getSpanId(), parentId(span), name(span),
				kind, period.start(), period.end(), error.failed(), attributes, events, links, error.text(),
				remoteService(span, kind, attributes), this.runIdKeys.find(attributes));
		return new ReportedSpan(record, untold ? error.throwable() : null);
	}

	private static String parentId(FinishedSpan span) {
		String parentId = span.getParentId();
		return (parentId == null || NO_PARENT.equals(parentId)) ? "" : parentId;
	}

	// Brave knows spans without a name, whatever the facade's contract says
	private static String name(FinishedSpan span) {
		@Nullable String name = span.getName();
		return (name != null) ? name : "";
	}

	private static SpanKind kind(Span.@Nullable Kind kind) {
		if (kind == null) {
			return SpanKind.INTERNAL;
		}
		return switch (kind) {
			case SERVER -> SpanKind.SERVER;
			case CLIENT -> SpanKind.CLIENT;
			case PRODUCER -> SpanKind.PRODUCER;
			case CONSUMER -> SpanKind.CONSUMER;
		};
	}

	private static List<SpanRecord.Event> events(FinishedSpan span, SpanPeriod period) {
		List<SpanRecord.Event> events = new ArrayList<>();
		for (Map.Entry<Long, String> event : span.getEvents()) {
			events.add(new SpanRecord.Event(event.getValue(), period.timeOf(event.getKey()), Map.of()));
		}
		return events;
	}

	private static List<SpanRecord.Link> links(FinishedSpan span, Map<String, Object> attributes) {
		List<SpanRecord.Link> links = new ArrayList<>();
		try {
			for (Link link : span.getLinks()) {
				links.add(new SpanRecord.Link(link.getTraceContext().traceId(), link.getTraceContext().spanId(),
						AttributeValues.copyOf(link.getTags())));
			}
		}
		catch (RuntimeException ex) {
			// A tag that only looks like one of the bridge's links: it stays a tag
			return List.of();
		}
		if (!links.isEmpty()) {
			attributes.keySet().removeIf((key) -> key.startsWith("links["));
		}
		return links;
	}

	private static @Nullable String remoteService(FinishedSpan span, SpanKind kind, Map<String, ?> attributes) {
		String name = span.getRemoteServiceName();
		return (name != null && !name.isBlank()) ? name : RemoteService.find(kind, attributes);
	}

	/**
	 * From when to when a span lasted.
	 *
	 * @param start when it started
	 * @param end when it ended
	 */
	record SpanPeriod(Instant start, Instant end) {

		// A span that was finished without having been started has no start in Brave
		static SpanPeriod of(Instant start, Instant end) {
			if (start.equals(Instant.EPOCH)) {
				return new SpanPeriod(end, end);
			}
			return new SpanPeriod(start, end.equals(Instant.EPOCH) ? start : end);
		}

		Instant timeOf(long timestamp) {
			return EventTime.nearest(timestamp, this.start);
		}

	}

}
