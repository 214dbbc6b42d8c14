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

import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Traces in the Trace Event Format, which Perfetto and chrome://tracing read: a process
 * for each service, and as many rows in it as spans overlap.
 */
final class ChromeTrace {

	private final List<Object> events = new ArrayList<>();

	private final Map<String, Integer> processes = new LinkedHashMap<>();

	private final Map<String, List<Instant>> rows = new LinkedHashMap<>();

	private ChromeTrace() {
	}

	static Map<String, Object> of(List<TraceTree> trees) {
		ChromeTrace trace = new ChromeTrace();
		for (TraceTree tree : trees) {
			tree.spans().forEach(trace::span);
			tree.logs().forEach(trace::log);
		}
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("traceEvents", trace.events);
		document.put("displayTimeUnit", "ms");
		return document;
	}

	private int process(String service) {
		return this.processes.computeIfAbsent(service, (name) -> {
			int id = this.processes.size() + 1;
			Map<String, Object> event = event("M", "process_name", id, 0);
			event.put("args", Map.of("name", name));
			this.events.add(event);
			return id;
		});
	}

	private void span(SpanRecord span) {
		String service = span.origin().service();
		Map<String, Object> event = event("X", span.name(), process(service), row(service, span));
		event.put("cat", span.kind().token());
		event.put("ts", micros(span.startTime()));
		event.put("dur", Math.max(0, Times.nanos(span.startTime(), span.endTime())) / 1_000.0);
		Map<String, Object> args = new LinkedHashMap<>(span.attributes());
		args.put("trace_id", span.traceId());
		args.put("span_id", span.spanId());
		args.put("status", span.failed() ? "error" : "ok");
		if (!span.error().isEmpty()) {
			args.put("error", span.error());
		}
		event.put("args", args);
		this.events.add(event);
	}

	// The first row whose last span has ended
	private int row(String service, SpanRecord span) {
		List<Instant> ends = this.rows.computeIfAbsent(service, (name) -> new ArrayList<>());
		for (int i = 0; i < ends.size(); i++) {
			if (!ends.get(i).isAfter(span.startTime())) {
				ends.set(i, span.endTime());
				return i + 1;
			}
		}
		ends.add(span.endTime());
		return ends.size();
	}

	private void log(LogRecord log) {
		Map<String, Object> event = event("i", log.message(), process(log.origin().service()), 1);
		event.put("cat", log.level().token());
		event.put("ts", micros(log.timestamp()));
		event.put("s", "p");
		event.put("args", log.fields());
		this.events.add(event);
	}

	private static Map<String, Object> event(String phase, String name, int process, int thread) {
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("ph", phase);
		event.put("name", name);
		event.put("pid", process);
		event.put("tid", thread);
		return event;
	}

	private static double micros(Instant time) {
		return time.getEpochSecond() * 1e6 + time.getNano() / 1_000.0;
	}

}
