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

package io.github.telemetrynats.cli.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.query.Fields;
import io.github.telemetrynats.cli.query.Query;
import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.Following;
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
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.cli.terminal.TraceIds;
import io.github.telemetrynats.record.Signal;

/**
 * {@code telemetry-nats tail}, also called {@code logs}.
 */
@Command(name = "tail", aliases = "logs", sortOptions = false,
		description = "Show records: the newest, those of a time, or those that come",
		footer = { "", "Examples:", "  telemetry-nats logs --tail",
				"  telemetry-nats tail orders payments -l warn --since 10m",
				"  telemetry-nats tail --subject 'telemetry.spans.worker.abc123' -f",
				"  telemetry-nats tail -q 'duration>100ms and status=error' -o jsonl" })
public final class TailCommand implements Callable<Integer> {

	private static final long DEFAULT_NEWEST = 50;

	@Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Records of these services")
	private List<String> services = new ArrayList<>();

	@Option(names = { "-f", "--follow", "--tail" }, order = 1, description = "Go on with the records that come")
	private boolean follow;

	@Option(names = { "-n", "--lines" }, paramLabel = "COUNT", order = 2,
			description = "Only the newest of the stored records, or all; default: 50 unless there is a --since")
	private @Nullable String newest;

	@Option(names = "--since", paramLabel = "TIME", order = 3,
			description = "Stored since: 15m, 3h, 14:30, today, 'yesterday 18:00', 2026-11-22T09:14:02Z or seq:4711")
	private @Nullable String since;

	@Option(names = "--until", paramLabel = "TIME", order = 4, description = "Stored before")
	private @Nullable String until;

	@Mixin
	private SelectionOptions selection = new SelectionOptions();

	@Option(names = "--trace", paramLabel = "ID", order = 110, description = "Of a trace; the first digits are enough")
	private @Nullable String trace;

	@Option(names = { "-g", "--grep" }, paramLabel = "REGEX", order = 111, description = "With a text like this")
	private @Nullable String grep;

	@Option(names = { "-v", "--exclude" }, paramLabel = "REGEX", order = 112, description = "Without a text like this")
	private @Nullable String exclude;

	@Option(names = { "-q", "--query" }, paramLabel = "EXPR", order = 113,
			description = "Expression over fields and attributes: 'duration>100ms and status=error'")
	private @Nullable String query;

	@Option(names = "--sort-window", paramLabel = "DURATION", order = 120,
			description = "Merge by time over this; default: 100ms")
	private String sortWindow = "100ms";

	@Option(names = "--by-arrival", order = 121, description = "In the order of the stream, not merged by time")
	private boolean byArrival;

	@Option(names = "--stack", order = 122, description = "All of a stack trace")
	private boolean stack;

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Pattern highlight = pattern("--grep", this.grep);
		Predicate<Entry> filter = filter(highlight);
		long limit = newest();
		if (this.follow && this.common.output().format() == Format.JSON) {
			throw CommandFailure.usage("-o json is one document, which never ends with -f: use -o jsonl");
		}
		if (this.follow && this.until != null) {
			throw CommandFailure.usage("--until and -f exclude each other");
		}
		try (Session session = Session.open(this.common)) {
			if (this.follow) {
				session.terminal().endQuietlyWhenInterrupted();
			}
			long started = System.nanoTime();
			SubjectPlan plan = this.selection.plan(session, this.services);
			TimePoint from = SelectionOptions.place("--since", this.since, session);
			TimePoint to = SelectionOptions.place("--until", this.until, session);
			Request request = new Request(plan, from, to, limit, filter);
			Gaps gaps = (filter == null && isComplete(plan, session)) ? new Gaps(session.terminal()) : null;
			RecordPrinter printer = RecordPrinter.create(session.terminal(), highlight, this.stack);
			Merging merging = new Merging(
					this.byArrival ? 0 : Durations.require("--sort-window", this.sortWindow).toNanos(), printer, gaps);
			printer.begin();
			Reading reading = new Reading(session, request);
			Summary summary = reading.run(merging::accept);
			merging.finish();
			if (this.follow) {
				session.terminal().output().flush();
				follow(session, request, Math.max(reading.end(), summary.lastSequence()), merging);
				return ExitCode.OK;
			}
			printer.end();
			session.terminal().output().flush();
			return conclude(session, request, summary, System.nanoTime() - started);
		}
	}

	private static void follow(Session session, Request request, long after, Merging merging) {
		new Following(session, request).run(after, (entry) -> {
			if (entry != null) {
				merging.accept(entry);
			}
			else {
				merging.releaseDue();
				session.terminal().output().flush();
			}
		});
	}

	private Integer conclude(Session session, Request request, Summary summary, long nanos) {
		if (summary.isInterrupted()) {
			session.terminal().error("-- incomplete: the connection to " + session.link().servers() + " was lost");
			return ExitCode.PARTIAL;
		}
		if (request.newest() == 0) {
			return ExitCode.OK;
		}
		if (summary.matched() == 0) {
			session.terminal().note(new EmptyAnswer(session, request).text(summary));
			return ExitCode.NOTHING;
		}
		session.terminal()
			.note("-- " + (summary.isCut() ? "the newest " : "") + Numbers.grouped(summary.matched())
					+ ((summary.scanned() > summary.matched()) ? " of " + Numbers.grouped(summary.scanned()) + " read"
							: "")
					+ summary.unreadableText() + " in " + Times.duration(nanos) + " (seq "
					+ Numbers.grouped(summary.firstSequence()) + "\u2026" + Numbers.grouped(summary.lastSequence())
					+ ')' + (summary.isCut() ? "; there are more, see -n" : "") + "; follow with -f");
		return ExitCode.OK;
	}

	private long newest() {
		if (this.newest == null) {
			return (this.since != null) ? -1 : DEFAULT_NEWEST;
		}
		if (this.newest.equalsIgnoreCase("all")) {
			return -1;
		}
		try {
			long count = Long.parseLong(this.newest);
			if (count >= 0) {
				return count;
			}
		}
		catch (NumberFormatException ex) {
			// Told below
		}
		throw CommandFailure.usage("-n is '" + this.newest + "', but must be a number from 0 or 'all'");
	}

	private @Nullable Predicate<Entry> filter(@Nullable Pattern highlight) {
		Predicate<Entry> filter = null;
		String id = this.trace;
		if (id != null) {
			filter = and(filter, (entry) -> {
				String traceId = Fields.traceId(entry);
				return traceId != null && TraceIds.begins(traceId, id);
			});
		}
		String run = this.selection.run();
		if (run != null) {
			filter = and(filter, (entry) -> entry.signal() == Signal.SPANS
					|| run.equals(String.valueOf(Fields.value(entry, "@run_id"))));
		}
		if (this.query != null) {
			filter = and(filter, Query.parse(this.query));
		}
		if (highlight != null) {
			filter = and(filter, (entry) -> Fields.any(entry, (text) -> highlight.matcher(text).find()));
		}
		Pattern without = pattern("--exclude", this.exclude);
		if (without != null) {
			filter = and(filter, (entry) -> !Fields.any(entry, (text) -> without.matcher(text).find()));
		}
		return filter;
	}

	private static Predicate<Entry> and(@Nullable Predicate<Entry> one, Predicate<Entry> other) {
		return (one != null) ? one.and(other) : other;
	}

	// A process numbers its logs and metrics together: only who reads both sees what is
	// missing
	private boolean isComplete(SubjectPlan plan, Session session) {
		return plan.wanted().equals(List.of(session.subjects().all()));
	}

	private static @Nullable Pattern pattern(String option, @Nullable String regex) {
		try {
			return (regex != null) ? Pattern.compile(regex) : null;
		}
		catch (PatternSyntaxException ex) {
			throw CommandFailure
				.usage(option + " is '" + regex + "', which is not a regular expression: " + ex.getDescription());
		}
	}

}
