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
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.Csv;
import io.github.telemetrynats.cli.terminal.Format;
import io.github.telemetrynats.cli.terminal.Json;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Texts;
import io.github.telemetrynats.record.MetricPoint;

/**
 * Shows what the points of a metric come to, together or step by step.
 */
final class MetricTable {

	private static final int COURSE = 24;

	private final Terminal terminal;

	private final String name;

	private final List<String> by;

	private boolean started;

	MetricTable(Terminal terminal, String name, List<String> by) {
		this.terminal = terminal;
		this.name = name;
		this.by = by;
	}

	void print(Map<List<String>, Series> all, @Nullable String unit, String window, Duration step) {
		Report report = new Report(this.terminal, "series", "name", "type", "unit", "tags", "points", "count", "sum",
				"rate", "mean", "min", "max", "last", "p50", "p95", "p99");
		all.forEach((key, series) -> report.row(this.name, series.type().token(), unit, tags(key), series.points(),
				(series.type() == MetricPoint.Type.HISTOGRAM) ? series.count() : null,
				(series.type() == MetricPoint.Type.GAUGE) ? null : series.total(), finite(series.rate()),
				finite(series.mean()), series.least(), series.most(), series.last(), finite(series.quantile(0.5)),
				finite(series.quantile(0.95)), finite(series.quantile(0.99))));
		if (report.write() || all.isEmpty()) {
			return;
		}
		MetricPoint.Type type = all.values().iterator().next().type();
		this.terminal.line(this.terminal.styles().bold(Texts.line(this.name)) + "  " + type.token()
				+ ((unit != null) ? "  " + Texts.line(unit) : "") + "  " + window + ", step "
				+ io.github.telemetrynats.cli.terminal.Times.duration(step.toNanos()));
		List<String> headers = new ArrayList<>(this.by.stream().map((tag) -> tag.toUpperCase(Locale.ROOT)).toList());
		headers.addAll(switch (type) {
			case COUNTER -> List.of(">RATE/S", ">TOTAL", "TREND");
			case GAUGE -> List.of(">LAST", ">MIN", ">MEAN", ">MAX", "TREND");
			case HISTOGRAM -> List.of(">RATE/S", ">COUNT", ">MEAN", ">P50", ">P95", ">P99", ">MAX", "TREND");
		});
		Table table = new Table(this.terminal, headers.toArray(String[]::new));
		Instant[] range = range(all);
		all.forEach((key, series) -> {
			List<String> cells = new ArrayList<>(key);
			cells.addAll(switch (type) {
				case COUNTER -> List.of(text(series.rate()), Numbers.three(series.total()));
				case GAUGE ->
					List.of(text(series.last()), text(series.least()), text(series.mean()), text(series.most()));
				case HISTOGRAM -> List.of(text(series.rate()), Numbers.three(series.count()), text(series.mean()),
						text(series.quantile(0.5)), text(series.quantile(0.95)), text(series.quantile(0.99)),
						text(series.most()));
			});
			cells.add(Sparkline.of(series.course(range[0], range[1], COURSE), this.terminal.unicode()));
			table.row(cells.toArray(String[]::new));
		});
		table.print();
	}

	private static Instant[] range(Map<List<String>, Series> all) {
		Instant first = Instant.MAX;
		Instant last = Instant.MIN;
		for (Series series : all.values()) {
			for (Instant time : series.steps().keySet()) {
				first = time.isBefore(first) ? time : first;
				last = time.isAfter(last) ? time : last;
			}
		}
		return new Instant[] { first, last };
	}

	/**
	 * Write a row for each step.
	 * @param all the series by their tags
	 */
	void printSteps(Map<List<String>, Series> all) {
		if (!this.started && !all.isEmpty() && this.terminal.format() == Format.CSV) {
			boolean gauge = all.values().iterator().next().type() == MetricPoint.Type.GAUGE;
			this.terminal.output()
				.write(Csv.line(List.of("name", "time", "tags", gauge ? "mean" : "rate", "sum", "count")));
		}
		this.started |= !all.isEmpty();
		all.forEach((key, series) -> series.steps().forEach((time, sums) -> {
			double value = series.perSecond(sums);
			switch (this.terminal.format()) {
				case TEXT -> this.terminal.line(this.terminal.time(time) + "  " + Texts.line(String.join(" ", key))
						+ (key.isEmpty() ? "" : "  ") + Numbers.three(value)
						+ ((series.type() == MetricPoint.Type.GAUGE) ? "" : "/s") + mean(series, sums));
				case CSV -> this.terminal.output()
					.write(Csv.line(List.of(this.name, time, tags(key), value, sums[0], (long) sums[1]),
							this.terminal.interactive()));
				default -> {
					Map<String, Object> line = new java.util.LinkedHashMap<>();
					line.put("schema", Report.SCHEMA);
					line.put("name", this.name);
					line.put("time", time);
					line.put("tags", tags(key));
					line.put((series.type() == MetricPoint.Type.GAUGE) ? "mean" : "rate", value);
					line.put("sum", sums[0]);
					line.put("count", (long) sums[1]);
					this.terminal.output().write(Json.of(line) + '\n');
				}
			}
		}));
	}

	private static String mean(Series series, double[] sums) {
		return (series.type() == MetricPoint.Type.HISTOGRAM) ? "  mean " + text(sums[0] / sums[1]) : "";
	}

	private Map<String, Object> tags(List<String> key) {
		Map<String, Object> tags = new java.util.LinkedHashMap<>();
		for (int i = 0; i < key.size(); i++) {
			tags.put(this.by.get(i), key.get(i));
		}
		return tags;
	}

	private static @Nullable Double finite(double value) {
		return Double.isFinite(value) ? (Double) value : null;
	}

	private static String text(double value) {
		return Double.isFinite(value) ? Numbers.three(value) : "-";
	}

}
