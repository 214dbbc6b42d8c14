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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telemetrynats.cli.terminal.Styles;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Texts;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Draws a trace: its tree with bars, and what was logged meanwhile between the spans.
 */
final class Waterfall {

	private static final int WIDEST_SERVICE = 20;

	private static final int LEAST_BAR = 10;

	private static final int WIDE = 100;

	private final Terminal terminal;

	private final Styles styles;

	private final TraceTree tree;

	private final int depth;

	private final boolean logs;

	private final int serviceWidth;

	private final int nameWidth;

	private final int barWidth;

	Waterfall(Terminal terminal, TraceTree tree, int depth, boolean logs) {
		this.terminal = terminal;
		this.styles = terminal.styles();
		this.tree = tree;
		this.depth = depth;
		this.logs = logs;
		int service = tree.spans().stream().mapToInt((span) -> span.origin().service().length()).max().orElse(8);
		this.serviceWidth = Math.min(WIDEST_SERVICE, Math.max(8, service));
		int width = terminal.drawingWidth() - this.serviceWidth - 14;
		int longest = tree.roots().stream().mapToInt((root) -> longestName(root, 0)).max().orElse(20);
		this.nameWidth = Math.max(12, Math.min(longest, width / 2));
		// Where it is narrow, what the spans say gets as much room as how long they took
		int percent = (terminal.drawingWidth() < WIDE) ? 50 : 65;
		this.barWidth = Math.max(LEAST_BAR, Math.min(40, (width - this.nameWidth) * percent / 100));
	}

	private int longestName(SpanRecord span, int level) {
		int longest = 3 * level + span.name().length() + (span.failed() ? 6 : 0);
		if (level < 200) {
			for (SpanRecord child : this.tree.children(span)) {
				longest = Math.max(longest, longestName(child, level + 1));
			}
		}
		return longest;
	}

	void print() {
		header();
		for (SpanRecord root : this.tree.roots()) {
			print(root, "", "", 0);
		}
		if (this.logs) {
			this.tree.otherLogs().forEach((log) -> line(log(log, "")));
		}
		List<String> path = new ArrayList<>();
		long total = Math.max(1, this.tree.nanos());
		for (Map.Entry<SpanRecord, Long> part : this.tree.criticalPath().entrySet()) {
			long share = Math.round(100.0 * part.getValue() / total);
			if (path.size() < 4 && share > 0) {
				path.add(Texts.line(part.getKey().name()) + ' ' + share + " %");
			}
		}
		String waited = path.isEmpty() ? "" : "critical path: " + String.join(", ", path);
		String logged = this.logs ? "logs: " + this.tree.logs().size() : "";
		line(waited + ((waited.isEmpty() || logged.isEmpty()) ? "" : "    ") + logged);
	}

	private void header() {
		SpanRecord root = this.tree.roots().get(0);
		long orphans = this.tree.orphans();
		String name = Texts.line(root.name());
		String facts = Times.duration(this.tree.nanos()) + "  " + count(this.tree.spans().size(), "span")
				+ ((orphans > 0) ? " (" + orphans + " without " + ((orphans == 1) ? "its" : "their") + " parent)" : "")
				+ "  " + count(this.tree.services(), "service") + "  ";
		String status = this.tree.failed() ? "ERROR" : "ok";
		String time = "  " + this.terminal.dateTime(this.tree.start()) + ' ' + this.terminal.zone();
		int length = this.tree.traceId().length() + name.length() + facts.length() + status.length() + time.length()
				+ 4;
		String styled = this.tree.failed() ? this.styles.error(status) : status;
		if (length <= this.terminal.width()) {
			line(this.tree.traceId() + "  " + this.styles.bold(name) + "  " + facts + styled + time);
		}
		else {
			line(this.tree.traceId() + "  " + this.styles.bold(name));
			line("  " + facts + styled + time);
		}
	}

	private static String count(long count, String what) {
		return count + " " + what + ((count == 1) ? "" : "s");
	}

	private void print(SpanRecord span, String indent, String below, int level) {
		line(span(span, indent));
		List<SpanRecord> children = this.tree.children(span);
		if (level >= this.depth) {
			if (!children.isEmpty()) {
				line(" ".repeat(this.serviceWidth) + "  " + below + "(" + children.size()
						+ " more below, see --depth)");
			}
			return;
		}
		String bar = children.isEmpty() ? "   " : "\u2502  ";
		span.events().forEach((event) -> line(event(event, below + bar)));
		if (this.logs) {
			this.tree.logs(span).forEach((log) -> line(log(log, below + bar)));
		}
		for (int i = 0; i < children.size(); i++) {
			boolean last = i == children.size() - 1;
			print(children.get(i), below + (last ? "\u2514\u2500 " : "\u251c\u2500 "),
					below + (last ? "   " : "\u2502  "), level + 1);
		}
	}

	private String span(SpanRecord span, String indent) {
		String service = span.origin().service();
		String name = indent + Texts.line(span.name());
		String mark = span.failed() ? " [ERR]" : "";
		String shown = Texts.cut(name, this.nameWidth - mark.length());
		StringBuilder line = new StringBuilder();
		line.append(this.styles.service(service, Texts.fit(Texts.line(service), this.serviceWidth)))
			.append("  ")
			.append(shown)
			.append(this.styles.error(mark))
			.append(" ".repeat(Math.max(0, this.nameWidth - shown.length() - mark.length())));
		String duration = Times.duration(Times.nanos(span.startTime(), span.endTime()));
		line.append(' ').append(" ".repeat(Math.max(0, 7 - duration.length()))).append(duration).append(" |");
		line.append(this.styles.service(service, bar(span))).append("| ");
		if (span.failed() && !span.error().isEmpty()) {
			line.append(this.styles.error(Texts.line(span.error()))).append(' ');
		}
		span.attributes()
			.forEach((key, value) -> line
				.append(this.styles.dim(Texts.line(key) + '=' + Texts.line(String.valueOf(value)) + ' ')));
		if (!span.links().isEmpty()) {
			line.append("links=").append(span.links().size());
		}
		return line.toString().stripTrailing();
	}

	private String bar(SpanRecord span) {
		double total = Math.max(1.0, (double) this.tree.nanos());
		int start = (int) Math.min(this.barWidth - 1.0,
				Math.max(0, Math.floor(Times.nanos(this.tree.start(), span.startTime()) / total * this.barWidth)));
		int end = (int) Math.min(this.barWidth, Math.max(start + 1,
				Math.round(Times.nanos(this.tree.start(), span.endTime()) / total * this.barWidth)));
		return " ".repeat(start) + "#".repeat(end - start) + " ".repeat(this.barWidth - end);
	}

	private String event(SpanRecord.Event event, String indent) {
		return between(indent, event.time(), this.styles.bold(Texts.line(event.name())), event.attributes());
	}

	private String log(LogRecord log, String indent) {
		String level = log.level().token();
		String text = this.styles.level(level, level.toUpperCase(Locale.ROOT)) + ' ' + Texts.line(log.message())
				+ (log.error().isEmpty() ? "" : ": " + this.styles.error(Texts.line(log.error())));
		return between(indent, log.timestamp(), text, log.fields());
	}

	private String between(String indent, Instant time, String text, Map<String, ?> attributes) {
		StringBuilder line = new StringBuilder(" ".repeat(this.serviceWidth)).append("  ")
			.append(indent)
			.append("\u00b7 ")
			.append(this.terminal.time(time))
			.append(' ')
			.append(text);
		attributes.forEach((key, value) -> {
			if (!key.startsWith("exception.")) {
				line.append(' ').append(this.styles.dim(Texts.line(key) + '=' + Texts.line(String.valueOf(value))));
			}
		});
		return line.toString();
	}

	private void line(String line) {
		this.terminal.line(Texts.cutStyled(line, this.terminal.width()));
	}

}
