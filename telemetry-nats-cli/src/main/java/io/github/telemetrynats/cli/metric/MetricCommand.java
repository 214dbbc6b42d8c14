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

package io.github.telemetrynats.cli.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.Following;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.WindowOptions;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Format;
import io.github.telemetrynats.record.MetricPoint;

/**
 * {@code telemetry-nats metric}.
 */
@Command(name = "metric", sortOptions = false, description = "Show a metric: rates, mean, largest, quantiles",
		footer = { "", "Examples:", "  telemetry-nats metric http.server.requests --by uri --since 1h",
				"  telemetry-nats metric jvm.memory.used --by service,area -f --step 10s" })
public final class MetricCommand implements Callable<Integer> {

	/** What a step holds may still be on its way when it has passed. */
	private static final Duration LATE = Duration.ofSeconds(1);

	@Parameters(paramLabel = "NAME", description = "The meter's name")
	private String name = "";

	@Option(names = "--by", paramLabel = "TAG", split = ",", order = 2,
			description = "Apart by these tags, or by service or instance")
	private List<String> by = new ArrayList<>();

	@Option(names = "--service", paramLabel = "NAME", order = 10, description = "Of this service")
	private @Nullable String service;

	@Option(names = "--step", paramLabel = "DURATION", order = 11,
			description = "The time that a value of the trend stands for; default: 1m, with -f 10s")
	private @Nullable String step;

	@Option(names = "--steps", order = 12, description = "A row for each step")
	private boolean steps;

	@Option(names = { "-f", "--follow" }, order = 13, description = "Go on with a row for each step that passes")
	private boolean follow;

	@Mixin
	private WindowOptions window = new WindowOptions();

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Duration length = (this.step != null) ? Durations.require("--step", this.step)
				: Duration.ofSeconds(this.follow ? 10 : 60);
		if (length.isZero()) {
			throw CommandFailure.usage("--step must be longer than 0");
		}
		if (this.follow && this.common.output().format() == Format.JSON) {
			throw CommandFailure.usage("-o json is one document, which never ends with -f: use -o jsonl");
		}
		try (Session session = Session.open(this.common)) {
			if (this.follow) {
				session.terminal().endQuietlyWhenInterrupted();
			}
			SubjectPlan plan = SubjectPlan.of(List.of(session.subjects().metrics(this.service, this.name)));
			Request request = this.window.request(session, plan);
			Groups groups = new Groups(length);
			Reading reading = new Reading(session, request);
			Summary summary = reading.run(groups::add);
			MetricTable table = new MetricTable(session.terminal(), this.name, this.by);
			if (this.follow) {
				follow(session, request, Math.max(reading.end(), summary.lastSequence()), groups, table);
				return ExitCode.OK;
			}
			if (this.steps) {
				table.printSteps(groups.series);
			}
			else {
				table.print(groups.series, groups.unit, this.window.text(), length);
			}
			session.terminal().output().flush();
			return Conclusion.of(session, summary, groups.series.size(),
					((groups.series.size() == 1) ? "row" : "rows") + " of " + this.name + ' ' + this.window.text(),
					groups.series.size());
		}
	}

	private void follow(Session session, Request request, long after, Groups groups, MetricTable table) {
		Instant[] shown = { Instant.MIN };
		new Following(session, request).run(after, (entry) -> {
			if (entry != null) {
				groups.add(entry);
			}
			Instant passed = Series.lastEnd(Instant.now().minus(LATE), groups.step);
			if (passed.isAfter(shown[0])) {
				shown[0] = passed;
				table.printSteps(groups.takeUntil(passed));
				session.terminal().output().flush();
			}
		});
	}

	/**
	 * Points by the tags that were asked for.
	 */
	private final class Groups {

		private final TreeMap<List<String>, Series> series = new TreeMap<>(
				java.util.Comparator.comparing((List<String> key) -> String.join("\u0000", key)));

		private final Duration step;

		private @Nullable String unit;

		private Groups(Duration step) {
			this.step = step;
		}

		private void add(Entry entry) {
			if (!(entry.record() instanceof MetricPoint point) || !point.name().equals(MetricCommand.this.name)) {
				return;
			}
			List<String> key = new ArrayList<>();
			for (String tag : MetricCommand.this.by) {
				key.add(value(point, tag));
			}
			this.unit = (point.unit() != null) ? point.unit() : this.unit;
			this.series.computeIfAbsent(key, (tags) -> new Series(point.type(), this.step)).add(point);
		}

		private Map<List<String>, Series> takeUntil(Instant end) {
			Map<List<String>, Series> taken = new TreeMap<>(this.series.comparator());
			this.series.forEach((key, each) -> taken.put(key, each.takeUntil(end)));
			return taken;
		}

		private static String value(MetricPoint point, String tag) {
			String value = point.tags().get(tag);
			if (value == null && tag.equals("service")) {
				return point.origin().service();
			}
			if (value == null && tag.equals("instance")) {
				value = point.origin().instance();
			}
			return (value != null) ? value : "";
		}

	}

}
