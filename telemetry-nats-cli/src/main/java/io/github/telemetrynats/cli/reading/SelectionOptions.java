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

package io.github.telemetrynats.cli.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

/**
 * The options that say which records, as far as the server can tell.
 */
public final class SelectionOptions {

	@Option(names = "--subject", paramLabel = "PATTERN", order = 100,
			description = "Records of these subjects, such as telemetry.logs.engine.error")
	private List<String> subjects = new ArrayList<>();

	@Option(names = "--signal", paramLabel = "SIGNAL", split = ",", order = 101,
			description = "logs, spans, metrics or all; default: all")
	private List<String> signals = new ArrayList<>();

	@Option(names = "--service", paramLabel = "NAME", split = ",", order = 102,
			description = "Records of these services")
	private List<String> services = new ArrayList<>();

	@Option(names = { "-l", "--level" }, paramLabel = "LEVEL", order = 103,
			description = "Logs of this level and above: trace, debug, info, warn or error")
	private @Nullable String level;

	@Option(names = "--run", paramLabel = "ID", order = 104, description = "Spans and logs of a run")
	private @Nullable String run;

	/**
	 * Return the patterns of subjects that were given.
	 * @return the patterns, often none
	 */
	public List<String> subjects() {
		return this.subjects;
	}

	/**
	 * Return the run that was given.
	 * @return its id, or {@code null}
	 */
	public @Nullable String run() {
		return this.run;
	}

	/**
	 * Return which signals are wanted.
	 * @return at least one
	 */
	public Set<Signal> signals() {
		Set<Signal> wanted = new LinkedHashSet<>();
		for (String name : this.signals) {
			if (name.equalsIgnoreCase("all")) {
				wanted.addAll(List.of(Signal.values()));
				continue;
			}
			wanted.add(signal(name));
		}
		if (wanted.isEmpty()) {
			wanted.addAll((this.level != null) ? List.of(Signal.LOGS)
					: ((this.run != null) ? List.of(Signal.SPANS, Signal.LOGS) : List.of(Signal.values())));
		}
		return wanted;
	}

	private static Signal signal(String name) {
		for (Signal signal : Signal.values()) {
			String token = signal.token();
			if (name.equalsIgnoreCase(token) || name.equalsIgnoreCase(token.substring(0, token.length() - 1))) {
				return signal;
			}
		}
		throw CommandFailure.usage("--signal is '" + name + "', but must be logs, spans, metrics or all");
	}

	/**
	 * Return the lowest level that is wanted.
	 * @return the level, or {@code null} for all
	 */
	public @Nullable LogLevel level() {
		if (this.level == null) {
			return null;
		}
		String wanted = this.level.toLowerCase(Locale.ROOT);
		for (LogLevel candidate : LogLevel.values()) {
			if (candidate.token().equals(wanted) || (wanted.equals("warning") && candidate == LogLevel.WARN)) {
				return candidate;
			}
		}
		throw CommandFailure.usage("--level is '" + this.level + "', but must be trace, debug, info, warn or error");
	}

	/**
	 * Plan what to ask the server for.
	 * @param session where the stream is
	 * @param moreServices services beside those of the option
	 * @return the plan
	 */
	public SubjectPlan plan(Session session, List<String> moreServices) {
		if (!this.subjects.isEmpty()) {
			this.subjects.forEach(SelectionOptions::check);
			return SubjectPlan.of(this.subjects);
		}
		List<@Nullable String> names = new ArrayList<>(this.services);
		names.addAll(moreServices);
		if (names.isEmpty()) {
			names.add(null);
		}
		Set<Signal> wanted = signals();
		if (names.get(0) == null && wanted.size() == Signal.values().length && this.run == null) {
			return SubjectPlan.of(List.of(session.subjects().all()));
		}
		List<String> patterns = new ArrayList<>();
		for (String service : names) {
			for (Signal signal : wanted) {
				add(patterns, session.subjects(), signal, service);
			}
		}
		return SubjectPlan.of(patterns);
	}

	private void add(List<String> patterns, Subjects all, Signal signal, @Nullable String service) {
		LogLevel lowest = level();
		if (signal == Signal.SPANS && this.run != null) {
			patterns.add(all.spans(service, this.run));
		}
		else if (signal == Signal.LOGS && lowest != null && lowest != LogLevel.TRACE) {
			for (LogLevel candidate : LogLevel.values()) {
				if (candidate.compareTo(lowest) >= 0) {
					patterns.add(all.logs(service, candidate));
				}
			}
		}
		else {
			patterns.add((service != null) ? all.all(signal, service) : all.all(signal));
		}
	}

	private static void check(String pattern) {
		String[] tokens = pattern.split("\\.", -1);
		for (int i = 0; i < tokens.length; i++) {
			if (tokens[i].isEmpty() || tokens[i].contains(" ") || (tokens[i].equals(">") && i < tokens.length - 1)
					|| (tokens[i].length() > 1 && (tokens[i].contains("*") || tokens[i].contains(">")))) {
				throw CommandFailure.usage("--subject is '" + pattern
						+ "', but must be a pattern such as telemetry.logs.*.error or telemetry.>");
			}
		}
	}

	/**
	 * Return a place that an option names.
	 * @param option the option's name
	 * @param text what was written, or {@code null}
	 * @param session says where times of day are
	 * @return the place, or {@code null}
	 */
	public static @Nullable TimePoint place(String option, @Nullable String text, Session session) {
		return (text != null) ? TimePoint.parse(option, text, Instant.now(), session.terminal().zone()) : null;
	}

}
