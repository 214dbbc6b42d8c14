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

package io.github.telemetrynats.cli.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Traces as OTLP/JSON (opentelemetry-proto, {@code ExportTraceServiceRequest}): ids in
 * hex, 64-bit numbers as texts. How fields map: contract, section 5.
 */
final class OtlpJson {

	private OtlpJson() {
	}

	static Map<String, Object> of(List<TraceTree> trees) {
		Map<Origin, List<Object>> byOrigin = new LinkedHashMap<>();
		for (TraceTree tree : trees) {
			for (SpanRecord span : tree.spans()) {
				byOrigin.computeIfAbsent(span.origin(), (origin) -> new ArrayList<>()).add(span(span));
			}
		}
		List<Object> resources = new ArrayList<>();
		byOrigin.forEach((origin, spans) -> {
			Map<String, Object> attributes = new LinkedHashMap<>();
			attributes.put("service.name", origin.service());
			if (origin.instance() != null) {
				attributes.put("service.instance.id", origin.instance());
			}
			attributes.putAll(origin.resource());
			resources.add(ordered("resource", ordered("attributes", attributes(attributes)), "scopeSpans",
					List.of(ordered("scope", ordered("name", "telemetry-nats"), "spans", spans))));
		});
		return ordered("resourceSpans", resources);
	}

	private static Map<String, Object> span(SpanRecord span) {
		Map<String, Object> json = ordered("traceId", span.traceId(), "spanId", span.spanId());
		if (!span.parentId().isEmpty()) {
			json.put("parentSpanId", span.parentId());
		}
		json.put("name", span.name());
		json.put("kind", kind(span));
		json.put("startTimeUnixNano", nanos(span.startTime()));
		json.put("endTimeUnixNano", nanos(span.endTime()));
		json.put("attributes", attributes(span.attributes()));
		json.put("events",
				span.events()
					.stream()
					.map((event) -> ordered("timeUnixNano", nanos(event.time()), "name", event.name(), "attributes",
							attributes(event.attributes())))
					.toList());
		json.put("links",
				span.links()
					.stream()
					.map((link) -> ordered("traceId", link.traceId(), "spanId", link.spanId(), "attributes",
							attributes(link.attributes())))
					.toList());
		json.put("status", span.failed() ? ordered("code", 2, "message", span.error()) : ordered());
		return json;
	}

	private static int kind(SpanRecord span) {
		return switch (span.kind()) {
			case INTERNAL -> 1;
			case SERVER -> 2;
			case CLIENT -> 3;
			case PRODUCER -> 4;
			case CONSUMER -> 5;
		};
	}

	private static String nanos(Instant time) {
		return Long.toString(Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
	}

	private static List<Object> attributes(Map<String, ?> attributes) {
		List<Object> list = new ArrayList<>();
		attributes.forEach((key, value) -> list.add(ordered("key", key, "value", value(value))));
		return list;
	}

	private static Map<String, Object> value(Object value) {
		if (value instanceof Boolean) {
			return ordered("boolValue", value);
		}
		if (value instanceof Long || value instanceof Integer) {
			return ordered("intValue", value.toString());
		}
		if (value instanceof Double) {
			return ordered("doubleValue", value);
		}
		if (value instanceof List<?> elements) {
			return ordered("arrayValue", ordered("values", elements.stream().map(OtlpJson::value).toList()));
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, Object> entries = new LinkedHashMap<>();
			map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
			return ordered("kvlistValue", ordered("values", attributes(entries)));
		}
		return ordered("stringValue", value.toString());
	}

	private static Map<String, Object> ordered(Object... pairs) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put((String) pairs[i], pairs[i + 1]);
		}
		return map;
	}

}
