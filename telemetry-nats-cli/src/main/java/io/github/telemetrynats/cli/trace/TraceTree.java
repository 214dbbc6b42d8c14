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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;

/**
 * The spans of a trace as a tree, with the logs that belong to them. A span whose parent
 * is not there stands at the top. Not safe for use by several threads.
 */
final class TraceTree {

	private final String traceId;

	private final List<SpanRecord> spans;

	private final List<LogRecord> logs;

	private final Map<String, List<SpanRecord>> children = new HashMap<>();

	private final Map<String, List<LogRecord>> logsBySpan = new HashMap<>();

	private final List<SpanRecord> roots = new ArrayList<>();

	private final List<LogRecord> otherLogs = new ArrayList<>();

	TraceTree(String traceId, List<SpanRecord> spans, List<LogRecord> logs) {
		this.traceId = traceId;
		this.spans = spans.stream().sorted(Comparator.comparing(SpanRecord::startTime)).toList();
		this.logs = logs.stream().sorted(Comparator.comparing(LogRecord::timestamp)).toList();
		Map<String, SpanRecord> byId = new HashMap<>();
		this.spans.forEach((span) -> byId.put(span.spanId(), span));
		Map<String, Set<String>> parents = new HashMap<>();
		for (SpanRecord span : this.spans) {
			if (byId.containsKey(span.parentId()) && !isBelow(span.parentId(), span.spanId(), parents)) {
				parents.computeIfAbsent(span.spanId(), (id) -> new HashSet<>()).add(span.parentId());
				this.children.computeIfAbsent(span.parentId(), (id) -> new ArrayList<>()).add(span);
			}
			else {
				this.roots.add(span);
			}
		}
		for (LogRecord log : this.logs) {
			String spanId = log.spanId();
			if (spanId != null && byId.containsKey(spanId)) {
				this.logsBySpan.computeIfAbsent(spanId, (id) -> new ArrayList<>()).add(log);
			}
			else {
				this.otherLogs.add(log);
			}
		}
	}

	// Other programs may write anything, circles and the same id twice included
	private static boolean isBelow(String id, String ancestor, Map<String, Set<String>> parents) {
		Deque<String> ways = new ArrayDeque<>(List.of(id));
		Set<String> seen = new HashSet<>();
		while (!ways.isEmpty()) {
			String current = ways.pop();
			if (current.equals(ancestor)) {
				return true;
			}
			if (seen.add(current)) {
				ways.addAll(parents.getOrDefault(current, Set.of()));
			}
		}
		return false;
	}

	String traceId() {
		return this.traceId;
	}

	List<SpanRecord> spans() {
		return this.spans;
	}

	List<LogRecord> logs() {
		return this.logs;
	}

	List<SpanRecord> roots() {
		return this.roots;
	}

	List<SpanRecord> children(SpanRecord span) {
		return this.children.getOrDefault(span.spanId(), List.of());
	}

	List<LogRecord> logs(SpanRecord span) {
		return this.logsBySpan.getOrDefault(span.spanId(), List.of());
	}

	List<LogRecord> otherLogs() {
		return this.otherLogs;
	}

	Instant start() {
		return this.spans.stream().map(SpanRecord::startTime).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
	}

	Instant end() {
		return this.spans.stream().map(SpanRecord::endTime).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
	}

	long nanos() {
		return Times.nanos(start(), end());
	}

	boolean failed() {
		return this.spans.stream().anyMatch(SpanRecord::failed);
	}

	/**
	 * Return how many spans name a parent below which they cannot stand.
	 * @return those whose parent is not there, and one of each circle
	 */
	long orphans() {
		return this.roots.stream().filter((root) -> !root.parentId().isEmpty()).count();
	}

	long services() {
		return this.spans.stream().map((span) -> span.origin().service()).distinct().count();
	}

	/**
	 * Return what the trace waited for: from its end backwards always the child that
	 * ended last.
	 * @return spans and for how many nanoseconds each was what was waited for, the
	 * longest first
	 */
	Map<SpanRecord, Long> criticalPath() {
		Map<SpanRecord, Long> path = new LinkedHashMap<>();
		this.roots.stream()
			.max(Comparator.comparingLong((root) -> Times.nanos(root.startTime(), root.endTime())))
			.ifPresent((root) -> walk(root, root.startTime(), root.endTime(), path));
		Map<SpanRecord, Long> sorted = new LinkedHashMap<>();
		path.entrySet()
			.stream()
			.sorted(Map.Entry.<SpanRecord, Long>comparingByValue().reversed())
			.forEach((entry) -> sorted.put(entry.getKey(), entry.getValue()));
		return sorted;
	}

	private void walk(SpanRecord span, Instant from, Instant to, Map<SpanRecord, Long> path) {
		Instant cursor = to;
		List<SpanRecord> byEnd = new ArrayList<>(children(span));
		byEnd.sort(Comparator.comparing(SpanRecord::endTime).reversed());
		for (SpanRecord child : byEnd) {
			Instant end = child.endTime().isAfter(cursor) ? cursor : child.endTime();
			Instant start = child.startTime().isBefore(from) ? from : child.startTime();
			if (!start.isBefore(end)) {
				continue;
			}
			path.merge(span, Times.nanos(end, cursor), Long::sum);
			walk(child, start, end, path);
			cursor = start;
		}
		path.merge(span, Math.max(0, Times.nanos(from, cursor)), Long::sum);
	}

}
