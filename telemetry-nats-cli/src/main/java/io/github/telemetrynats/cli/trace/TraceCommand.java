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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.SelectionOptions;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.TimePoint;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Format;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.TraceIds;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;

/**
 * {@code telemetry-nats trace}.
 */
@Command(name = "trace", sortOptions = false,
		description = "Show a trace, or all traces of a run, over all services and with the logs between the spans",
		footer = { "", "Examples:", "  telemetry-nats trace 4bf92f35",
				"  telemetry-nats trace 4bf92f35 -o html > trace.html" })
public final class TraceCommand implements Callable<Integer> {

	/** The logs of a trace are stored about when its spans are. */
	private static final Duration AROUND = Duration.ofSeconds(30);

	@Parameters(paramLabel = "ID|RUN", description = "The first digits of a trace id, or a run id")
	private String id = "";

	@Option(names = "--since", paramLabel = "TIME", order = 3, description = "Look no further back than this")
	private @Nullable String since;

	@Option(names = "--logs", negatable = true, defaultValue = "true", fallbackValue = "true", order = 10,
			description = "With or without the logs; default: with")
	private boolean logs = true;

	@Option(names = "--depth", paramLabel = "LEVELS", order = 11, description = "No more levels of the tree than this")
	private int depth = 100;

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		if (this.depth < 0) {
			throw CommandFailure.usage("--depth is " + this.depth + ", but must be 0 or more");
		}
		Terminal terminal = Terminal.system(this.common.output());
		try (Session session = Session.open(this.common, terminal)) {
			TimePoint from = SelectionOptions.place("--since", this.since, session);
			Map<String, List<SpanRecord>> traces = new LinkedHashMap<>();
			Instant[] stored = new Instant[2];
			Summary summary = find(session, from, traces, stored);
			if (traces.isEmpty()) {
				if (this.id.matches("[0-9a-fA-F]")) {
					throw CommandFailure.usage("'" + this.id + "' is too short for a trace: give two digits or more");
				}
				terminal.note("-- no trace or run '" + this.id + "' (" + Numbers.grouped(summary.scanned())
						+ " spans read); see 'telemetry-nats traces'");
				return ExitCode.NOTHING;
			}
			boolean wanted = this.logs && terminal.format() != Format.OTLP;
			List<LogRecord> found = wanted ? logs(session, traces, stored) : List.of();
			List<TraceTree> trees = new ArrayList<>();
			traces.forEach((traceId, spans) -> trees.add(new TraceTree(traceId, spans,
					found.stream().filter((log) -> traceId.equals(log.traceId())).toList())));
			TraceFormats.write(terminal, trees, this.depth, this.logs);
			terminal.output().flush();
			if (summary.isInterrupted()) {
				terminal.error("-- incomplete: the connection to " + session.link().servers() + " was lost");
				return ExitCode.PARTIAL;
			}
			return ExitCode.OK;
		}
	}

	private Summary find(Session session, @Nullable TimePoint from, Map<String, List<SpanRecord>> traces,
			Instant[] stored) {
		SubjectPlan run = SubjectPlan.of(List.of(session.subjects().spans(null, this.id)));
		Summary summary = new Reading(session, new Request(run, from, null, -1, null))
			.run((entry) -> add(entry, traces, stored));
		String digits = this.id.toLowerCase(Locale.ROOT);
		if (!traces.isEmpty() || !digits.matches("[0-9a-f]{2,32}")) {
			return summary;
		}
		SubjectPlan all = SubjectPlan.of(List.of(session.subjects().all(Signal.SPANS)));
		Reading reading = new Reading(session, new Request(all, from, null, -1, (entry) -> isMentioned(entry, digits)));
		int[] before = new int[1];
		summary = reading.backwards((entry) -> {
			if (entry.record() instanceof SpanRecord span && TraceIds.begins(span.traceId(), digits)) {
				add(entry, traces, stored);
			}
		}, () -> {
			// The part before the first one that has some may hold its beginning
			int count = traces.values().stream().mapToInt(List::size).sum();
			boolean more = count == 0 || count > before[0];
			before[0] = count;
			return more;
		});
		if (traces.size() > 1) {
			throw CommandFailure.usage("'" + this.id + "' is the beginning of " + traces.size() + " traces: "
					+ String.join(", ", traces.keySet().stream().limit(5).toList()));
		}
		return summary;
	}

	// Cheaper than decoding: the id stands in the message's id (contract, section 4)
	private static boolean isMentioned(Entry entry, String digits) {
		String messageId = entry.messageId();
		return messageId == null || TraceIds.begins(traceId(messageId), digits) || messageId.indexOf('.') != 32;
	}

	private static String traceId(String messageId) {
		return messageId.substring(0, Math.min(32, messageId.length()));
	}

	private static void add(Entry entry, Map<String, List<SpanRecord>> traces, Instant[] stored) {
		if (entry.record() instanceof SpanRecord span) {
			traces.computeIfAbsent(span.traceId(), (traceId) -> new ArrayList<>()).add(span);
			Instant time = entry.stored();
			Instant start = span.startTime().isBefore(time) ? span.startTime() : time;
			stored[0] = (stored[0] == null || start.isBefore(stored[0])) ? start : stored[0];
			stored[1] = (stored[1] == null || time.isAfter(stored[1])) ? time : stored[1];
		}
	}

	private static List<LogRecord> logs(Session session, Map<String, List<SpanRecord>> traces, Instant[] stored) {
		List<LogRecord> logs = new ArrayList<>();
		SubjectPlan plan = SubjectPlan.of(List.of(session.subjects().all(Signal.LOGS)));
		TimePoint from = new TimePoint("", stored[0].minus(AROUND), 0);
		TimePoint to = new TimePoint("", stored[1].plus(AROUND), 0);
		new Reading(session, new Request(plan, from, to, -1, null)).run((entry) -> {
			if (entry.record() instanceof LogRecord log && log.traceId() != null && traces.containsKey(log.traceId())) {
				logs.add(log);
			}
		});
		return logs;
	}

}
