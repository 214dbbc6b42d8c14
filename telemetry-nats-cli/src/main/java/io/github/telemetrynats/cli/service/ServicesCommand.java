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

package io.github.telemetrynats.cli.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.WindowOptions;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * {@code telemetry-nats services}.
 */
@Command(name = "services", sortOptions = false,
		description = "List the services that write to the stream, when they were last seen and how much fails",
		footer = { "", "Example:", "  telemetry-nats services --since 1h" })
public final class ServicesCommand implements Callable<Integer> {

	@Mixin
	private WindowOptions window = new WindowOptions();

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		try (Session session = Session.open(this.common)) {
			SubjectPlan plan = SubjectPlan.of(List.of(session.subjects().all()));
			Map<String, Service> services = new TreeMap<>();
			Instant[] range = new Instant[2];
			Summary summary = new Reading(session, this.window.request(session, plan)).run((entry) -> {
				range[0] = (range[0] == null) ? entry.stored() : range[0];
				range[1] = entry.stored();
				services.computeIfAbsent(entry.service(), (name) -> new Service()).add(entry);
			});
			// Until now, unless the time that was asked for ends before
			Instant end = this.window.open() ? Instant.now() : range[1];
			double seconds = (range[0] != null) ? Math.max(1, Times.nanos(range[0], end) / 1e9) : 1;
			print(session.terminal(), services, seconds);
			return Conclusion.of(session, summary, services.size(), "services " + this.window.text(), services.size());
		}
	}

	private static void print(Terminal terminal, Map<String, Service> services, double seconds) {
		Report report = new Report(terminal, "services", "service", "instances", "last_seen", "logs", "spans",
				"metrics", "unreadable", "logs_per_s", "spans_per_s", "metrics_per_s", "log_errors", "span_errors");
		Table table = new Table(terminal, "SERVICE", ">INSTANCES", ">LAST SEEN", ">LOGS/S", ">ERR%", ">SPANS/S",
				">ERR%", ">METRICS/S");
		Instant now = Instant.now();
		services.forEach((name, service) -> {
			report.row(name, service.instances.size(), service.last, service.logs, service.spans, service.metrics,
					service.unreadable, service.logs / seconds, service.spans / seconds, service.metrics / seconds,
					service.logErrors, service.spanErrors);
			table.row(
					List.of((text) -> terminal.styles().service(name, text), (text) -> text, (text) -> text,
							(text) -> text, (text) -> (service.logErrors > 0) ? terminal.styles().error(text) : text,
							(text) -> text, (text) -> (service.spanErrors > 0) ? terminal.styles().error(text) : text),
					name.isEmpty() ? "(none)" : name, Integer.toString(service.instances.size()),
					Times.age(Duration.between(service.last, now)) + " ago", Numbers.three(service.logs / seconds),
					share(service.logErrors, service.logs), Numbers.three(service.spans / seconds),
					share(service.spanErrors, service.spans), Numbers.three(service.metrics / seconds));
		});
		if (!report.write() && !services.isEmpty()) {
			table.print();
		}
	}

	private static String share(long part, long all) {
		return (all == 0) ? "-" : Numbers.three(Math.round(1_000.0 * part / all) / 10.0);
	}

	/**
	 * What is known of a service.
	 */
	private static final class Service {

		private final Set<String> instances = new HashSet<>();

		private Instant last = Instant.MIN;

		private long logs;

		private long spans;

		private long metrics;

		private long unreadable;

		private long logErrors;

		private long spanErrors;

		private void add(Entry entry) {
			TelemetryRecord record = entry.record();
			this.last = entry.stored().isAfter(this.last) ? entry.stored() : this.last;
			if (record == null) {
				this.unreadable++;
				return;
			}
			if (record.origin().instance() != null) {
				this.instances.add(record.origin().instance());
			}
			if (record instanceof LogRecord log) {
				this.logs++;
				this.logErrors += (log.level() == LogLevel.ERROR) ? 1 : 0;
			}
			else if (record instanceof SpanRecord span) {
				this.spans++;
				this.spanErrors += span.failed() ? 1 : 0;
			}
			else {
				this.metrics++;
			}
		}

	}

}
