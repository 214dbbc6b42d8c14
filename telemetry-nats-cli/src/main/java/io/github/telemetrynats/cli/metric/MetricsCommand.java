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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.WindowOptions;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Signal;

/**
 * {@code telemetry-nats metrics}.
 */
@Command(name = "metrics", sortOptions = false, description = "List what is measured",
		footer = { "", "Example:", "  telemetry-nats metrics orders --since 1h" })
public final class MetricsCommand implements Callable<Integer> {

	private static final int COURSE = 12;

	@Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Metrics of these services")
	private List<String> services = new ArrayList<>();

	@Mixin
	private WindowOptions window = new WindowOptions();

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		try (Session session = Session.open(this.common)) {
			SubjectPlan plan = SubjectPlan.of(this.services.isEmpty() ? List.of(session.subjects().all(Signal.METRICS))
					: this.services.stream().map((name) -> session.subjects().all(Signal.METRICS, name)).toList());
			Map<String, Metric> metrics = new TreeMap<>();
			Summary summary = new Reading(session, this.window.request(session, plan)).run((entry) -> {
				if (entry.record() instanceof MetricPoint point) {
					metrics.computeIfAbsent(point.name(), (name) -> new Metric(point)).add(point);
				}
			});
			print(session.terminal(), metrics);
			return Conclusion.of(session, summary, metrics.size(), "metrics " + this.window.text(), metrics.size());
		}
	}

	private static void print(Terminal terminal, Map<String, Metric> metrics) {
		Report report = new Report(terminal, "metrics", "name", "type", "unit", "description", "services", "series",
				"points", "last", "last_time");
		Table table = new Table(terminal, "NAME", "TYPE", "UNIT", "SERVICES", ">SERIES", ">POINTS", ">LAST", "TREND");
		metrics.forEach((name, metric) -> {
			report.row(name, metric.series.type().token(), metric.unit, metric.description, metric.services,
					metric.keys.size(), metric.series.points(), metric.series.last(), metric.series.lastTime());
			Instant to = metric.series.lastTime();
			table.row(
					List.of(terminal.styles()::bold, (text) -> text, (text) -> text, (text) -> text, (text) -> text,
							(text) -> text, (text) -> text, terminal.styles()::dim),
					name, metric.series.type().token(), (metric.unit != null) ? metric.unit : "",
					String.join(",", metric.services), Integer.toString(metric.keys.size()),
					Long.toString(metric.series.points()), Numbers.three(metric.series.last()), (to != null)
							? Sparkline.of(metric.series.course(metric.first, to, COURSE), terminal.unicode()) : "");
		});
		if (!report.write() && !metrics.isEmpty()) {
			table.print();
		}
	}

	/**
	 * All points of a name.
	 */
	private static final class Metric {

		private final Series series;

		private final Set<String> services = new TreeSet<>();

		private final Set<Integer> keys = new HashSet<>();

		private @Nullable String unit;

		private @Nullable String description;

		private Instant first;

		private Metric(MetricPoint point) {
			this.series = new Series(point.type(), Duration.ofMinutes(1));
			this.first = point.timestamp();
		}

		private void add(MetricPoint point) {
			this.series.add(point);
			this.services.add(point.origin().service());
			this.keys.add(java.util.Objects.hash(point.origin().service(), point.origin().instance(), point.tags()));
			this.unit = (point.unit() != null) ? point.unit() : this.unit;
			this.description = (point.description() != null) ? point.description() : this.description;
			this.first = point.timestamp().isBefore(this.first) ? point.timestamp() : this.first;
		}

	}

}
