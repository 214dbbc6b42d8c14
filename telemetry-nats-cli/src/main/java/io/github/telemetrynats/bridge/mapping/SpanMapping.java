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

package io.github.telemetrynats.bridge.mapping;

import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.SpanKind;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Spans (contract, section 3.1) in OpenTelemetry's terms.
 */
final class SpanMapping {

	private static final String PEER = "peer.service";

	private SpanMapping() {
	}

	static OtlpRecord map(SpanRecord span) {
		Span.Builder result = Span.newBuilder()
			.setTraceId(required("trace_id", span.traceId(), OtlpValues.TRACE_ID_BYTES))
			.setSpanId(required("span_id", span.spanId(), OtlpValues.SPAN_ID_BYTES))
			.setName(OtlpValues.text(span.name()))
			.setKind(kind(span.kind()))
			.setStartTimeUnixNano(OtlpValues.nanos(span.startTime()))
			.setEndTimeUnixNano(OtlpValues.nanos(span.endTime()))
			.addAllAttributes(OtlpValues.attributes(span.attributes()));
		if (!span.parentId().isEmpty()) {
			result.setParentSpanId(required("parent_id", span.parentId(), OtlpValues.SPAN_ID_BYTES));
		}
		String peer = span.remoteService();
		if (peer != null && !span.attributes().containsKey(PEER)) {
			result.addAttributes(OtlpValues.attribute(PEER, peer));
		}
		for (SpanRecord.Event event : span.events()) {
			result.addEvents(Span.Event.newBuilder()
				.setName(OtlpValues.text(event.name()))
				.setTimeUnixNano(OtlpValues.nanos(event.time()))
				.addAllAttributes(OtlpValues.attributes(event.attributes())));
		}
		span.links().forEach((link) -> link(link, result));
		if (span.failed()) {
			result.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(error(span)));
		}
		else if (!span.error().isEmpty()) {
			result.setStatus(Status.newBuilder().setMessage(error(span)));
		}
		return new OtlpRecord(span.origin(), "", List.of(result.build()));
	}

	private static String error(SpanRecord span) {
		return OtlpValues.text(span.error());
	}

	private static void link(SpanRecord.Link link, Span.Builder span) {
		ByteString traceId = OtlpValues.id(link.traceId(), OtlpValues.TRACE_ID_BYTES);
		ByteString spanId = OtlpValues.id(link.spanId(), OtlpValues.SPAN_ID_BYTES);
		if (traceId == null || spanId == null) {
			span.setDroppedLinksCount(span.getDroppedLinksCount() + 1);
			return;
		}
		span.addLinks(Span.Link.newBuilder()
			.setTraceId(traceId)
			.setSpanId(spanId)
			.addAllAttributes(OtlpValues.attributes(link.attributes())));
	}

	private static ByteString required(String field, String hex, int bytes) {
		@Nullable ByteString id = OtlpValues.id(hex, bytes);
		if (id == null) {
			throw new UnmappableRecordException(
					"'%s' must be %s hex digits that are not all zeros, but is '%s'".formatted(field, bytes * 2, hex));
		}
		return id;
	}

	private static Span.SpanKind kind(SpanKind kind) {
		return switch (kind) {
			case INTERNAL -> Span.SpanKind.SPAN_KIND_INTERNAL;
			case SERVER -> Span.SpanKind.SPAN_KIND_SERVER;
			case CLIENT -> Span.SpanKind.SPAN_KIND_CLIENT;
			case PRODUCER -> Span.SpanKind.SPAN_KIND_PRODUCER;
			case CONSUMER -> Span.SpanKind.SPAN_KIND_CONSUMER;
		};
	}

}
