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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telemetrynats.cli.terminal.Json;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Writes traces in the shape that was asked for.
 */
final class TraceFormats {

	private TraceFormats() {
	}

	static void write(Terminal terminal, List<TraceTree> trees, int depth, boolean logs) {
		switch (terminal.format()) {
			case OTLP -> terminal.output().write(Json.of(OtlpJson.of(trees)) + '\n');
			case CHROME -> terminal.output().write(Json.of(ChromeTrace.of(trees)) + '\n');
			case HTML -> terminal.output().write(HtmlPage.of(trees));
			case TEXT -> {
				for (int i = 0; i < trees.size(); i++) {
					if (i > 0) {
						terminal.line("");
					}
					new Waterfall(terminal, trees.get(i), depth, logs).print();
				}
			}
			default -> rows(terminal, trees).write();
		}
	}

	private static Report rows(Terminal terminal, List<TraceTree> trees) {
		Report report = new Report(terminal, "items", "item", "trace_id", "span_id", "parent_id", "service", "instance",
				"name", "kind", "start", "end", "duration_ns", "status", "error", "attributes", "events", "links",
				"level", "message", "logger");
		for (TraceTree tree : trees) {
			for (SpanRecord span : tree.spans()) {
				report.row("span", span.traceId(), span.spanId(), span.parentId(), span.origin().service(),
						span.origin().instance(), span.name(), span.kind().token(), span.startTime(), span.endTime(),
						Times.nanos(span.startTime(), span.endTime()), span.failed() ? "error" : "ok", span.error(),
						span.attributes(), events(span), span.links().stream().map(TraceFormats::link).toList(), null,
						null, null);
			}
			for (LogRecord log : tree.logs()) {
				report.row("log", log.traceId(), log.spanId(), null, log.origin().service(), log.origin().instance(),
						null, null, log.timestamp(), null, null, null, log.error(), log.fields(), null, null,
						log.level().token(), log.message(), log.logger());
			}
		}
		return report;
	}

	private static List<Map<String, Object>> events(SpanRecord span) {
		return span.events().stream().map((event) -> {
			Map<String, Object> json = new LinkedHashMap<>();
			json.put("name", event.name());
			json.put("time", event.time());
			json.put("attributes", event.attributes());
			return json;
		}).toList();
	}

	private static Map<String, Object> link(SpanRecord.Link link) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("trace_id", link.traceId());
		json.put("span_id", link.spanId());
		json.put("attributes", link.attributes());
		return json;
	}

}
