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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.WindowOptions;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Styles;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.cli.terminal.TraceIds;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

/**
 * {@code telemetry-nats traces}.
 */
@Command(name = "traces", sortOptions = false, description = "List traces, the newest first",
		footer = { "", "Example:", "  telemetry-nats traces --error --since 1h --min 100ms" })
public final class TracesCommand implements Callable<Integer> {

	private static final int BAR = 12;

	private static final int WIDE = 100;

	@Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Traces that one of these services is part of")
	private List<String> services = new ArrayList<>();

	@Option(names = { "-n", "--lines" }, paramLabel = "COUNT", order = 2, description = "How many; default: 25")
	private int count = 25;

	@Mixin
	private WindowOptions window = new WindowOptions();

	@Option(names = "--service", paramLabel = "NAME", split = ",", order = 10, description = "As SERVICE")
	private List<String> moreServices = new ArrayList<>();

	@Option(names = "--min", paramLabel = "DURATION", order = 11, description = "Took at least so long")
	private @Nullable String min;

	@Option(names = "--max", paramLabel = "DURATION", order = 12, description = "Took at most so long")
	private @Nullable String max;

	@Option(names = "--error", order = 13, description = "With a span that failed")
	private boolean error;

	@Option(names = "--name", paramLabel = "REGEX", order = 14, description = "With a name like this")
	private @Nullable String name;

	@Option(names = "--run", paramLabel = "ID", order = 15, description = "Of a run")
	private @Nullable String run;

	@Option(names = "--sort", paramLabel = "BY", order = 16, description = "time, duration or spans; default: time")
	private String sort = "time";

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Comparator<TraceSummary> order = order();
		Duration shortest = (this.min != null) ? Durations.require("--min", this.min) : null;
		Duration longest = (this.max != null) ? Durations.require("--max", this.max) : null;
		if (shortest != null && longest != null && shortest.compareTo(longest) > 0) {
			throw CommandFailure
				.usage("--min is '" + this.min + "', but must not be more than --max '" + this.max + "'");
		}
		Pattern named = pattern();
		List<String> wanted = new ArrayList<>(this.services);
		wanted.addAll(this.moreServices);
		try (Session session = Session.open(this.common)) {
			SubjectPlan plan = SubjectPlan.of(List.of((this.run != null) ? session.subjects().spans(null, this.run)
					: session.subjects().all(Signal.SPANS)));
			Map<String, TraceSummary> traces = new LinkedHashMap<>();
			Summary summary = new Reading(session, this.window.request(session, plan)).run((entry) -> {
				if (entry.record() instanceof SpanRecord span) {
					traces.computeIfAbsent(span.traceId(), (id) -> new TraceSummary(span)).add(span);
				}
			});
			List<TraceSummary> found = traces.values()
				.stream()
				.filter((trace) -> wanted.isEmpty() || trace.services().stream().anyMatch(wanted::contains))
				.filter((trace) -> !this.error || trace.errors() > 0)
				.filter((trace) -> shortest == null || trace.nanos() >= shortest.toNanos())
				.filter((trace) -> longest == null || trace.nanos() <= longest.toNanos())
				.filter((trace) -> named == null || named.matcher(trace.name()).find())
				.sorted(order)
				.toList();
			List<TraceSummary> shown = found.subList(0, Math.min(found.size(), Math.max(0, this.count)));
			print(session.terminal(), shown);
			return Conclusion.of(session, summary, found.size(), "traces " + this.window.text(), shown.size());
		}
	}

	private Comparator<TraceSummary> order() {
		return switch (this.sort.toLowerCase(Locale.ROOT)) {
			case "time" -> Comparator.comparing(TraceSummary::start).reversed();
			case "duration" -> Comparator.comparingLong(TraceSummary::nanos).reversed();
			case "spans" -> Comparator.comparingInt(TraceSummary::spans).reversed();
			default -> throw CommandFailure.usage("--sort is '" + this.sort + "', but must be time, duration or spans");
		};
	}

	private @Nullable Pattern pattern() {
		try {
			return (this.name != null) ? Pattern.compile(this.name) : null;
		}
		catch (PatternSyntaxException ex) {
			throw CommandFailure
				.usage("--name is '" + this.name + "', which is not a regular expression: " + ex.getDescription());
		}
	}

	private static void print(Terminal terminal, List<TraceSummary> traces) {
		Report report = new Report(terminal, "traces", "trace_id", "start", "end", "duration_ns", "spans", "errors",
				"status", "service", "name", "services", "run_id");
		traces.forEach((trace) -> report.row(trace.traceId(), trace.start(), trace.end(), trace.nanos(), trace.spans(),
				trace.errors(), trace.status(), trace.service(), trace.name(), trace.services(), trace.runId()));
		if (report.write() || traces.isEmpty()) {
			return;
		}
		long longest = traces.stream().mapToLong(TraceSummary::nanos).max().orElse(1);
		Styles styles = terminal.styles();
		Table table = new Table(terminal, "TIME", ">DURATION", "", ">SPANS", "~SERVICES", "STATUS", "~NAME", "TRACE");
		for (TraceSummary trace : traces) {
			int widest = (terminal.width() < WIDE) ? BAR / 2 : BAR;
			long bar = Math.max(1, Math.round((double) widest * trace.nanos() / Math.max(1, longest)));
			table.row(
					List.of((text) -> text, (text) -> text, styles::dim, (text) -> text,
							(text) -> styles.service(trace.service(), text),
							(text) -> (trace.errors() > 0) ? styles.error(text) : text, styles::bold),
					terminal.moment(trace.start()), Times.duration(trace.nanos()), "#".repeat((int) bar),
					Integer.toString(trace.spans()), String.join(",", trace.services()),
					(trace.errors() > 0) ? "ERROR" : "ok", trace.name(), TraceIds.shortened(trace.traceId()));
		}
		table.print();
	}

}
