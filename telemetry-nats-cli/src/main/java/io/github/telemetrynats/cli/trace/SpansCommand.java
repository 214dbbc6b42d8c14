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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.query.Fields;
import io.github.telemetrynats.cli.query.Query;
import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.WindowOptions;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.cli.terminal.TraceIds;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

/**
 * {@code telemetry-nats spans}.
 */
@Command(name = "spans", sortOptions = false, description = "List spans, or count them by a field",
		footer = { "", "Examples:", "  telemetry-nats spans -q 'duration>100ms and status=error'",
				"  telemetry-nats spans --group-by name,service --since 1h" })
public final class SpansCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Spans of these services")
	private List<String> services = new ArrayList<>();

	@Option(names = { "-n", "--lines" }, paramLabel = "COUNT", order = 2,
			description = "How many spans or groups; default: 50")
	private int count = 50;

	@Mixin
	private WindowOptions window = new WindowOptions();

	@Option(names = { "-q", "--query" }, paramLabel = "EXPR", order = 10,
			description = "Expression over fields and attributes: 'duration>100ms and status=error'")
	private @Nullable String query;

	@Option(names = "--run", paramLabel = "ID", order = 11, description = "Spans of a run")
	private @Nullable String run;

	@Option(names = "--group-by", paramLabel = "FIELD", split = ",", order = 12,
			description = "Count, quantiles and errors by these fields or attributes")
	private List<String> groupBy = new ArrayList<>();

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Predicate<Entry> filter = (this.query != null) ? Query.parse(this.query) : (entry) -> true;
		try (Session session = Session.open(this.common)) {
			Request request = this.window.request(session, SubjectPlan.of(patterns(session)));
			return this.groupBy.isEmpty() ? list(session, request, filter) : group(session, request, filter);
		}
	}

	private List<String> patterns(Session session) {
		if (this.services.isEmpty()) {
			return List.of((this.run != null) ? session.subjects().spans(null, this.run)
					: session.subjects().all(Signal.SPANS));
		}
		return this.services.stream()
			.map((service) -> (this.run != null) ? session.subjects().spans(service, this.run)
					: session.subjects().all(Signal.SPANS, service))
			.toList();
	}

	private int list(Session session, Request request, Predicate<Entry> filter) {
		List<SpanRecord> spans = new ArrayList<>();
		Reading reading = new Reading(session, new Request(request.plan(), request.since(), request.until(), this.count,
				(entry) -> entry.record() instanceof SpanRecord && filter.test(entry)));
		Summary summary = reading.run((entry) -> {
			if (entry.record() instanceof SpanRecord span) {
				spans.add(span);
			}
		});
		spans.sort(Comparator.comparing(SpanRecord::startTime).reversed());
		print(session.terminal(), spans);
		String what = (summary.isCut() ? "newest " : "") + "spans " + this.window.text()
				+ (summary.isCut() ? ", there are more, see -n" : "");
		return Conclusion.of(session, summary, spans.size(), what, spans.size());
	}

	private static void print(Terminal terminal, List<SpanRecord> spans) {
		Report report = new Report(terminal, "spans", "trace_id", "span_id", "parent_id", "service", "instance", "name",
				"kind", "start", "end", "duration_ns", "status", "error", "remote_service", "run_id", "attributes");
		Table table = new Table(terminal, "TIME", ">DURATION", "~SERVICE", "STATUS", "TRACE", "~NAME", "KIND", "SPAN");
		for (SpanRecord span : spans) {
			long nanos = Times.nanos(span.startTime(), span.endTime());
			report.row(span.traceId(), span.spanId(), span.parentId(), span.origin().service(),
					span.origin().instance(), span.name(), span.kind().token(), span.startTime(), span.endTime(), nanos,
					span.failed() ? "error" : "ok", span.error(), span.remoteService(), span.runId(),
					span.attributes());
			table.row(
					List.of((text) -> text, (text) -> text,
							(text) -> terminal.styles().service(span.origin().service(), text),
							(text) -> span.failed() ? terminal.styles().error(text) : text),
					terminal.time(span.startTime()), Times.duration(nanos), span.origin().service(),
					span.failed() ? "ERROR" : "ok", TraceIds.shortened(span.traceId()), span.name(),
					span.kind().token(), span.spanId());
		}
		if (!report.write() && !spans.isEmpty()) {
			table.print();
		}
	}

	private int group(Session session, Request request, Predicate<Entry> filter) {
		Map<String, Group> groups = new TreeMap<>();
		Summary summary = new Reading(session, request).run((entry) -> {
			if (entry.record() instanceof SpanRecord span && filter.test(entry)) {
				String[] key = new String[this.groupBy.size()];
				for (int i = 0; i < key.length; i++) {
					Object value = Fields.value(entry, this.groupBy.get(i));
					key[i] = (value != null) ? value.toString() : "";
				}
				groups.computeIfAbsent(String.join("\u0000", key), (text) -> new Group(key)).add(span);
			}
		});
		List<Group> sorted = groups.values().stream().sorted(Comparator.comparingInt(Group::size).reversed()).toList();
		List<Group> shown = sorted.subList(0, Math.min(sorted.size(), Math.max(0, this.count)));
		printGroups(session.terminal(), shown);
		return Conclusion.of(session, summary, sorted.size(), "groups " + this.window.text(), shown.size());
	}

	private void printGroups(Terminal terminal, List<Group> groups) {
		List<String> fields = new ArrayList<>(this.groupBy);
		fields.addAll(List.of("count", "errors", "p50_ns", "p95_ns", "max_ns", "sum_ns"));
		Report report = new Report(terminal, "groups", fields.toArray(String[]::new));
		List<String> headers = new ArrayList<>(
				this.groupBy.stream().map((name) -> name.toUpperCase(java.util.Locale.ROOT)).toList());
		headers.addAll(List.of(">COUNT", ">ERRORS", ">P50", ">P95", ">MAX", ">SUM"));
		Table table = new Table(terminal, headers.toArray(String[]::new));
		for (Group group : groups) {
			long[] sorted = group.sorted();
			long sum = Arrays.stream(sorted).sum();
			List<Object> values = new ArrayList<>(List.of((Object[]) group.key));
			values.addAll(List.of(sorted.length, group.errors, quantile(sorted, 0.5), quantile(sorted, 0.95),
					sorted[sorted.length - 1], sum));
			report.row(values.toArray());
			List<String> cells = new ArrayList<>(List.of(group.key));
			cells.addAll(List.of(Integer.toString(sorted.length), Integer.toString(group.errors),
					Times.duration(quantile(sorted, 0.5)), Times.duration(quantile(sorted, 0.95)),
					Times.duration(sorted[sorted.length - 1]), Times.duration(sum)));
			table.row(cells.toArray(String[]::new));
		}
		if (!report.write() && !groups.isEmpty()) {
			table.print();
		}
	}

	private static long quantile(long[] sorted, double quantile) {
		return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(quantile * sorted.length) - 1)];
	}

	/**
	 * Spans that have something in common.
	 */
	private static final class Group {

		private final String[] key;

		private long[] durations = new long[16];

		private int size;

		private int errors;

		private Group(String[] key) {
			this.key = key;
		}

		private void add(SpanRecord span) {
			if (this.size == this.durations.length) {
				this.durations = Arrays.copyOf(this.durations, this.size * 2);
			}
			this.durations[this.size++] = Times.nanos(span.startTime(), span.endTime());
			this.errors += span.failed() ? 1 : 0;
		}

		private int size() {
			return this.size;
		}

		private long[] sorted() {
			long[] sorted = Arrays.copyOf(this.durations, this.size);
			Arrays.sort(sorted);
			return sorted;
		}

	}

}
