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
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.SpanRecord;

/**
 * What is known of a trace without keeping its spans. Not safe for use by several
 * threads.
 */
final class TraceSummary {

	private final String traceId;

	private final Set<String> services = new TreeSet<>();

	private Instant start;

	private Instant end;

	private SpanRecord top;

	private int spans;

	private int errors;

	private @Nullable String runId;

	TraceSummary(SpanRecord first) {
		this.traceId = first.traceId();
		this.start = first.startTime();
		this.end = first.endTime();
		this.top = first;
	}

	void add(SpanRecord span) {
		this.spans++;
		this.errors += span.failed() ? 1 : 0;
		this.services.add(span.origin().service());
		this.start = span.startTime().isBefore(this.start) ? span.startTime() : this.start;
		this.end = span.endTime().isAfter(this.end) ? span.endTime() : this.end;
		if (isAbove(span)) {
			this.top = span;
		}
		if (span.runId() != null) {
			this.runId = span.runId();
		}
	}

	// The root, or without one whatever began first
	private boolean isAbove(SpanRecord span) {
		boolean root = span.parentId().isEmpty();
		boolean known = this.top.parentId().isEmpty();
		return (root != known) ? root : span.startTime().isBefore(this.top.startTime());
	}

	String traceId() {
		return this.traceId;
	}

	Set<String> services() {
		return this.services;
	}

	Instant start() {
		return this.start;
	}

	Instant end() {
		return this.end;
	}

	long nanos() {
		return Times.nanos(this.start, this.end);
	}

	int spans() {
		return this.spans;
	}

	int errors() {
		return this.errors;
	}

	String name() {
		return this.top.name();
	}

	String service() {
		return this.top.origin().service();
	}

	@Nullable String runId() {
		return this.runId;
	}

	String status() {
		return (this.errors > 0) ? "error" : "ok";
	}

}
