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

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.SpanRecord;

/**
 * Traces as one page without anything from elsewhere: no script, no font, no image.
 */
final class HtmlPage {

	private static final String HEAD = """
			<!DOCTYPE html>
			<html lang="en"><head><meta charset="utf-8"><title>%s</title>
			<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
			<style>
			body{font:14px/1.4 system-ui,sans-serif;margin:1.5em;color:#222;background:#fff}
			summary{display:grid;grid-template-columns:9em 24em 6em 1fr;gap:.5em;cursor:pointer;padding:1px 0}
			summary:hover{background:#eef}.n{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
			.d{text-align:right;font-variant-numeric:tabular-nums}.b{position:relative;background:#f4f4f4}
			.b i{position:absolute;top:2px;bottom:2px;min-width:2px;border-radius:2px}
			.e{color:#b00020}.l{margin-left:9.5em;color:#555;white-space:pre-wrap}
			dl{display:grid;grid-template-columns:auto 1fr;gap:0 1em;margin:.2em 0 .6em 9.5em;color:#444}
			dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
			@media (prefers-color-scheme:dark){body{color:#ddd;background:#181a1f}.b{background:#24272e}
			summary:hover{background:#2a2f3a}.l,dl{color:#aaa}.e{color:#ff6b81}}
			</style></head><body>
			""";

	private final StringBuilder page = new StringBuilder();

	private HtmlPage() {
	}

	static String of(List<TraceTree> trees) {
		HtmlPage html = new HtmlPage();
		html.page.append(HEAD.replace("%s", escaped("Trace " + trees.get(0).traceId())));
		trees.forEach(html::trace);
		return html.page.append("</body></html>\n").toString();
	}

	private void trace(TraceTree tree) {
		this.page.append("<h1>")
			.append(escaped(tree.roots().get(0).name()))
			.append("</h1><p>")
			.append(escaped(
					tree.traceId() + ", " + Times.duration(tree.nanos()) + ", " + tree.spans().size() + " spans, "
							+ tree.services() + " services, " + (tree.failed() ? "error" : "ok") + ", " + tree.start()))
			.append("</p>\n");
		tree.roots().forEach((root) -> span(tree, root, 0));
		tree.otherLogs().forEach(this::log);
	}

	private void span(TraceTree tree, SpanRecord span, int level) {
		double total = Math.max(1, tree.nanos());
		double left = Math.min(99.9, Math.max(0, 100 * Times.nanos(tree.start(), span.startTime()) / total));
		double width = Math.min(100 - left, Math.max(0, 100 * Times.nanos(span.startTime(), span.endTime()) / total));
		int hue = Math.floorMod(span.origin().service().hashCode() * 47, 360);
		this.page.append("<details><summary><span class=n>")
			.append(escaped(span.origin().service()))
			.append("</span><span class=\"n")
			.append(span.failed() ? " e" : "")
			.append("\" style=\"padding-left:")
			.append(Math.min(level, 16))
			.append("em\">")
			.append(escaped(span.name()))
			.append("</span><span class=d>")
			.append(Times.duration(Times.nanos(span.startTime(), span.endTime())))
			.append("</span><span class=b><i style=\"left:")
			.append(Math.round(left * 1_000) / 1_000.0)
			.append("%;width:")
			.append(Math.round(width * 1_000) / 1_000.0)
			.append("%;background:hsl(")
			.append(hue)
			.append(" 55% 55%)\"></i></span></summary><dl>");
		pair("span_id", span.spanId());
		pair("kind", span.kind().token());
		pair("start", span.startTime().toString());
		if (!span.error().isEmpty()) {
			pair("error", span.error());
		}
		span.attributes().forEach((key, value) -> pair(key, String.valueOf(value)));
		this.page.append("</dl></details>\n");
		span.events().forEach((event) -> line(event.time() + " " + event.name() + text(event.attributes()), false));
		tree.logs(span).forEach(this::log);
		tree.children(span).forEach((child) -> span(tree, child, level + 1));
	}

	private void log(LogRecord log) {
		line(log.timestamp() + " " + log.level().token().toUpperCase(Locale.ROOT) + ' ' + log.message()
				+ (log.error().isEmpty() ? "" : ": " + log.error()) + text(log.fields()), !log.error().isEmpty());
	}

	private static String text(Map<String, ?> attributes) {
		StringBuilder text = new StringBuilder();
		attributes.forEach((key, value) -> text.append("  ").append(key).append('=').append(value));
		return text.toString();
	}

	private void line(String text, boolean error) {
		this.page.append("<div class=\"l")
			.append(error ? " e" : "")
			.append("\">")
			.append(escaped(text))
			.append("</div>\n");
	}

	private void pair(String key, String value) {
		this.page.append("<dt>").append(escaped(key)).append("</dt><dd>").append(escaped(value)).append("</dd>");
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
