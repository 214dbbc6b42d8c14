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

package io.github.telemetrynats.record;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The subjects of the stream (contract, section 2): those of records, and the wildcards
 * that readers filter by. Subjects that were made lately are remembered, up to
 * {@value SubjectCache#SIZE} of them. Safe for use by several threads.
 */
public final class Subjects {

	/** The subject prefix unless configured otherwise. */
	public static final String DEFAULT_PREFIX = "telemetry";

	/** Stands for a service without a name. */
	public static final String DEFAULT_SERVICE = "unknown_service";

	/** Stands for a span that belongs to no run. */
	public static final String DEFAULT_RUN_ID = "no-run";

	/** Stands for a metric, a span or an event without a name. */
	public static final String DEFAULT_NAME = "unnamed";

	private final String prefix;

	private final SubjectCache cache = new SubjectCache();

	/**
	 * Create the subjects below a prefix.
	 * @param prefix one or more tokens without wildcards, at most
	 * {@value SubjectTokens#MAX_LENGTH} characters in all
	 * @throws IllegalArgumentException if the prefix is none
	 */
	public Subjects(String prefix) {
		String fault = SubjectTokens.faultOfPrefix(prefix);
		if (fault != null) {
			throw new IllegalArgumentException("telemetry.nats.stream.subject-prefix is '%s', but %s: use one or more "
				.formatted(prefix, fault)
					+ "tokens joined by dots, of letters, digits, '-' and '_', such as 'telemetry' or 'acme.telemetry'");
		}
		this.prefix = prefix;
	}

	/**
	 * Return the prefix of all subjects.
	 * @return one or more tokens
	 */
	public String prefix() {
		return this.prefix;
	}

	/**
	 * Return the subject of a record. Allocates nothing if a record with the same subject
	 * was asked for lately.
	 * @param record the record
	 * @return a valid subject without wildcards
	 */
	public String of(TelemetryRecord record) {
		String name = lastPart(record);
		String service = record.origin().service();
		String known = this.cache.get(record.signal(), service, name);
		if (known != null) {
			return known;
		}
		String subject = subject(record.signal(), service)
				+ ((record instanceof MetricPoint) ? SubjectTokens.name(name) : token(name, DEFAULT_RUN_ID));
		this.cache.put(record.signal(), service, name, subject);
		return subject;
	}

	private static String lastPart(TelemetryRecord record) {
		if (record instanceof SpanRecord span) {
			String runId = span.runId();
			return (runId == null || runId.isBlank()) ? DEFAULT_RUN_ID : runId;
		}
		if (record instanceof MetricPoint metric) {
			return metric.name();
		}
		return ((LogRecord) record).level().token();
	}

	/**
	 * Return the wildcard that takes all subjects of the stream.
	 * @return the prefix and {@code .>}
	 */
	public String all() {
		return this.prefix + ".>";
	}

	/**
	 * Return the wildcard that takes all records of a signal.
	 * @param signal the signal
	 * @return such as {@code telemetry.spans.>}
	 */
	public String all(Signal signal) {
		return this.prefix + '.' + signal.token() + ".>";
	}

	/**
	 * Return the wildcard that takes all records of a signal that a service wrote.
	 * @param signal the signal
	 * @param service the service's name as configured
	 * @return such as {@code telemetry.spans.worker.>}
	 */
	public String all(Signal signal, String service) {
		return subject(signal, service) + '>';
	}

	/**
	 * Return the subject of the spans of a run.
	 * @param service the service's name as configured, or {@code null} for all services
	 * @param runId the run id as captured
	 * @return such as {@code telemetry.spans.*.abc123}
	 */
	public String spans(@Nullable String service, String runId) {
		return subject(Signal.SPANS, service) + token(runId, DEFAULT_RUN_ID);
	}

	/**
	 * Return the subject of the points of a metric.
	 * @param service the service's name as configured, or {@code null} for all services
	 * @param name the meter's name
	 * @return such as {@code telemetry.metrics.*.step.duration_ms}
	 */
	public String metrics(@Nullable String service, String name) {
		return subject(Signal.METRICS, service) + SubjectTokens.name(name);
	}

	/**
	 * Return the subject of the log records of a level.
	 * @param service the service's name as configured, or {@code null} for all services
	 * @param level the level
	 * @return such as {@code telemetry.logs.engine.error}
	 */
	public String logs(@Nullable String service, LogLevel level) {
		return subject(Signal.LOGS, service) + level.token();
	}

	private String subject(Signal signal, @Nullable String service) {
		return this.prefix + '.' + signal.token() + '.' + ((service != null) ? token(service, DEFAULT_SERVICE) : "*")
				+ '.';
	}

	/**
	 * Return what a subject says its records are about.
	 * @param subject the subject of a message
	 * @return the signal, or {@code null} if the subject is none of these
	 */
	public @Nullable Signal signal(String subject) {
		for (Signal signal : Signal.values()) {
			int end = this.prefix.length() + 1 + signal.token().length();
			if (subject.length() > end && subject.charAt(end) == '.' && subject.startsWith(this.prefix)
					&& subject.startsWith('.' + signal.token(), this.prefix.length())) {
				return signal;
			}
		}
		return null;
	}

	/**
	 * Return the run id that the subject of a span ends with.
	 * @param subject the subject of a message
	 * @return the run id as it stands in the subject, or {@code null} if there is none
	 */
	public @Nullable String runId(String subject) {
		if (signal(subject) != Signal.SPANS) {
			return null;
		}
		String runId = subject.substring(subject.lastIndexOf('.') + 1);
		return DEFAULT_RUN_ID.equals(runId) ? null : runId;
	}

	/**
	 * Make one token of a text: white space, control characters, {@code .}, {@code *} and
	 * {@code >} become {@code _}, an unpaired surrogate becomes U+FFFD, and what is
	 * longer than {@value SubjectTokens#MAX_LENGTH} characters (UTF-16 code units, a
	 * surrogate pair is never split) is cut.
	 * @param value the text
	 * @param defaultValue the token for a text that is empty or {@code null}
	 * @return the token
	 */
	public static String token(@Nullable String value, String defaultValue) {
		return SubjectTokens.token((value == null || value.isEmpty()) ? defaultValue : value);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Subjects subjects && this.prefix.equals(subjects.prefix);
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(this.prefix);
	}

	@Override
	public String toString() {
		return all();
	}

}
