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

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Styles;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Texts;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.cli.terminal.TraceIds;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Shows records for people: a line each, and what is left of a stack trace below it.
 */
final class RecordText implements RecordPrinter {

	private static final int LONGEST_RAW = 2_000;

	private static final int WIDEST_SERVICE = 24;

	private final Terminal terminal;

	private final Styles styles;

	private final @Nullable Pattern highlight;

	private final boolean stack;

	private int serviceWidth = 8;

	RecordText(Terminal terminal, @Nullable Pattern highlight, boolean stack) {
		this.terminal = terminal;
		this.styles = terminal.styles();
		this.highlight = (highlight != null && this.styles.on()) ? highlight : null;
		this.stack = stack;
	}

	@Override
	public void print(Entry entry) {
		TelemetryRecord record = entry.record();
		if (record == null) {
			printRaw(entry);
		}
		else if (record instanceof LogRecord log) {
			printLog(log);
		}
		else if (record instanceof SpanRecord span) {
			printSpan(span);
		}
		else {
			printMetric((MetricPoint) record);
		}
	}

	private void printLog(LogRecord log) {
		String level = log.level().token();
		StringBuilder line = head(log.timestamp(), level, level.toUpperCase(Locale.ROOT), log.origin().service());
		String logger = log.logger();
		if (logger != null) {
			line.append(this.styles.dim(Texts.line(Loggers.shortened(logger)))).append("  ");
		}
		line.append(hits(Texts.line(log.message())));
		attributes(line, log.fields());
		trace(line, log.traceId());
		line(line);
		Object trace = log.fields().get("exception.stacktrace");
		if (trace != null) {
			StackLines.print(trace.toString(), this.stack, (text) -> line(new StringBuilder(text)));
		}
		else if (!log.error().isEmpty()) {
			line(new StringBuilder("             ").append(this.styles.error(Texts.line(log.error()))));
		}
	}

	private void printSpan(SpanRecord span) {
		StringBuilder line = head(span.endTime(), span.failed() ? "error" : "", "SPAN", span.origin().service());
		line.append(hits(Texts.line(span.name())))
			.append("  ")
			.append(this.styles.bold(Times.duration(Times.nanos(span.startTime(), span.endTime()))));
		if (span.failed()) {
			line.append("  ").append(this.styles.error("ERROR"));
			line.append(span.error().isEmpty() ? "" : ' ' + hits(Texts.line(span.error())));
		}
		attributes(line, span.attributes());
		trace(line, span.traceId());
		line(line);
	}

	private void printMetric(MetricPoint metric) {
		StringBuilder line = head(metric.timestamp(), "", "METR", metric.origin().service());
		line.append(hits(Texts.line(metric.name()))).append("  ");
		line.append(this.styles
			.bold(((metric.type() == MetricPoint.Type.COUNTER) ? "+" : "") + Numbers.three(metric.value())));
		line.append((metric.unit() != null) ? ' ' + Texts.line(metric.unit()) : "");
		MetricPoint.Distribution distribution = metric.distribution();
		if (distribution != null) {
			line.append("  count=").append(distribution.count());
			Double max = distribution.max();
			line.append((max != null) ? " max=" + Numbers.three(max) : "");
		}
		attributes(line, metric.tags());
		line(line);
	}

	private void printRaw(Entry entry) {
		StringBuilder line = head(entry.stored(), "warn", "?", entry.service());
		String text = entry.text();
		boolean cut = text.length() > LONGEST_RAW;
		line.append(hits(Texts.line(cut ? Texts.cut(text, LONGEST_RAW) : text)));
		if (cut) {
			line.append(" (").append(Numbers.size(entry.body().length)).append(", all of it with -o jsonl)");
		}
		line(line);
		line(new StringBuilder("             ")
			.append(this.styles.dim(Texts.line(entry.subject() + ": " + entry.problem()))));
	}

	private StringBuilder head(Instant time, String level, String label, String service) {
		String name = Texts.line(service);
		this.serviceWidth = Math.max(this.serviceWidth, Math.min(WIDEST_SERVICE, name.length()));
		return new StringBuilder(160).append(this.terminal.moment(time))
			.append(' ')
			.append(this.styles.level(level, Texts.fit(label, 5)))
			.append(' ')
			.append(this.styles.service(service, Texts.fit(name, this.serviceWidth)))
			.append("  ");
	}

	private void attributes(StringBuilder line, Map<String, ?> attributes) {
		for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
			if (!attribute.getKey().startsWith("exception.")) {
				line.append("  ")
					.append(this.styles.dim(Texts.line(attribute.getKey()) + '='))
					.append(hits(Texts.line(String.valueOf(attribute.getValue()))));
			}
		}
	}

	private void trace(StringBuilder line, @Nullable String traceId) {
		if (traceId != null && !traceId.isEmpty()) {
			line.append("  ").append(this.styles.dim(Texts.line(TraceIds.shortened(traceId))));
		}
	}

	private String hits(String text) {
		if (this.highlight == null) {
			return text;
		}
		Matcher matcher = this.highlight.matcher(text);
		StringBuilder result = new StringBuilder();
		int done = 0;
		while (matcher.find()) {
			result.append(text, done, matcher.start()).append(this.styles.hit(matcher.group()));
			done = matcher.end();
		}
		return result.append(text, done, text.length()).toString();
	}

	private void line(StringBuilder line) {
		int width = this.terminal.width();
		this.terminal.line((width < Integer.MAX_VALUE) ? Texts.cutStyled(line.toString(), width) : line.toString());
	}

}
