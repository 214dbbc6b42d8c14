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

package io.github.telemetrynats.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One finished span (contract, section 3.1).
 *
 * @param origin who wrote it
 * @param traceId 32 lower-case hex digits; a 64-bit id is padded when written
 * @param spanId 16 lower-case hex digits
 * @param parentId 16 lower-case hex digits, or an empty string for a root span
 * @param name the span's name
 * @param kind the part that it plays
 * @param startTime when it started
 * @param endTime when it ended
 * @param failed whether an error was recorded or the status says so
 * @param attributes strings, booleans, numbers, or lists of them
 * @param events what happened meanwhile
 * @param links other spans that it has to do with
 * @param error the error's message, or an empty string
 * @param remoteService the peer's name, or {@code null}
 * @param runId the run that it belongs to, the last token of its subject, or {@code null}
 */
public record SpanRecord(Origin origin, String traceId, String spanId, String parentId, String name, SpanKind kind,
		Instant startTime, Instant endTime, boolean failed, Map<String, ?> attributes, List<Event> events,
		List<Link> links, String error, @Nullable String remoteService,
		@Nullable String runId) implements TelemetryRecord {

	@Override
	public Signal signal() {
		return Signal.SPANS;
	}

	@Override
	public long approximateBytes() {
		long bytes = this.name.length() + this.error.length() + TextLengths.of(this.attributes);
		for (Event event : this.events) {
			bytes += TextLengths.of(event.attributes());
		}
		return bytes;
	}

	@Override
	public boolean important() {
		return this.failed;
	}

	/**
	 * Something that happened during a span.
	 *
	 * @param name the event's name
	 * @param time when it happened
	 * @param attributes strings, booleans, numbers, or lists of them; empty to leave out
	 */
	public record Event(String name, Instant time, Map<String, ?> attributes) {

	}

	/**
	 * Another span that a span has to do with.
	 *
	 * @param traceId 32 lower-case hex digits
	 * @param spanId 16 lower-case hex digits
	 * @param attributes strings, booleans, numbers, or lists of them; empty to leave out
	 */
	public record Link(String traceId, String spanId, Map<String, ?> attributes) {

	}

}
