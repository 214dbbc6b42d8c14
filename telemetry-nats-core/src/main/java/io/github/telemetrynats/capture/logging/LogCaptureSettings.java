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

package io.github.telemetrynats.capture.logging;

import java.util.List;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.LogLevel;

/**
 * What is taken of the log, and how much of an event ({@code telemetry.nats.logs.*}).
 * Immutable; made by a {@link Builder}.
 * <p>
 * Patterns for loggers and keys may contain {@code *} for any characters. A logger
 * pattern also stands for all loggers below the one that it names. An empty list of what
 * is included means everything; what is excluded wins.
 */
public final class LogCaptureSettings {

	/**
	 * The keys whose values are masked unless configured otherwise. Upper and lower case,
	 * hyphens, underscores and dots make no difference, and a key that contains one of
	 * them is masked too.
	 */
	public static final List<String> DEFAULT_MASKED_KEYS = List.of("password", "passwd", "passphrase", "secret",
			"token", "authorization", "api-key", "credential", "cookie", "private-key", "access-key");

	private static final LogCaptureSettings DEFAULTS = builder().build();

	private final LogLevel level;

	private final LoggerSelection loggers;

	private final NameVerdicts mdcKeys;

	private final NameVerdicts keyValues;

	private final NameVerdicts masked;

	private final int maxStackTrace;

	private final int maxFields;

	private final int startupBuffer;

	private LogCaptureSettings(Builder builder) {
		this.level = builder.level;
		this.loggers = new LoggerSelection(builder.includedLoggers, builder.excludedLoggers);
		this.mdcKeys = NamePattern.selection(builder.includedMdcKeys, builder.excludedMdcKeys);
		this.keyValues = NamePattern.selection(builder.includedKeyValues, builder.excludedKeyValues);
		this.masked = new NameVerdicts(new KeyMask(builder.maskedKeys));
		this.maxStackTrace = builder.maxStackTrace;
		this.maxFields = builder.maxFields;
		this.startupBuffer = builder.startupBuffer;
	}

	/**
	 * Return the default settings.
	 * @return everything that the logger configuration lets through, with the usual
	 * secrets masked
	 */
	public static LogCaptureSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Begin with the default settings.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	boolean takes(ILoggingEvent event) {
		return takes(levelOf(event), event.getLoggerName()) && !isOwnThread(event.getThreadName());
	}

	boolean takes(LogLevel level, @Nullable String logger) {
		return level.compareTo(this.level) >= 0 && this.loggers.test((logger != null) ? logger : "");
	}

	private static boolean isOwnThread(@Nullable String thread) {
		return thread != null && thread.startsWith(LogCapture.OWN_THREAD_PREFIX);
	}

	/**
	 * Return the level of an event. Logback's levels are integers with gaps.
	 * @param event the event
	 * @return the highest level that is not above it
	 */
	static LogLevel levelOf(ILoggingEvent event) {
		int level = event.getLevel().toInt();
		if (level >= ch.qos.logback.classic.Level.ERROR_INT) {
			return LogLevel.ERROR;
		}
		if (level >= ch.qos.logback.classic.Level.WARN_INT) {
			return LogLevel.WARN;
		}
		if (level >= ch.qos.logback.classic.Level.INFO_INT) {
			return LogLevel.INFO;
		}
		return (level >= ch.qos.logback.classic.Level.DEBUG_INT) ? LogLevel.DEBUG : LogLevel.TRACE;
	}

	boolean takesMdcKey(String key) {
		return this.mdcKeys.test(key);
	}

	boolean takesKeyValue(String key) {
		return this.keyValues.test(key);
	}

	boolean masks(String key) {
		return this.masked.test(key);
	}

	int maxStackTrace() {
		return this.maxStackTrace;
	}

	int maxFields() {
		return this.maxFields;
	}

	int startupBuffer() {
		return this.startupBuffer;
	}

	/**
	 * Makes {@link LogCaptureSettings}. Each method fails at once with an
	 * {@link IllegalArgumentException} that names the property if the value cannot be
	 * right. Not safe for use by several threads.
	 */
	public static final class Builder {

		private static final String PREFIX = "telemetry.nats.logs.";

		private LogLevel level = LogLevel.TRACE;

		private List<String> includedLoggers = List.of();

		private List<String> excludedLoggers = List.of();

		private List<String> includedMdcKeys = List.of();

		private List<String> excludedMdcKeys = List.of();

		private List<String> includedKeyValues = List.of();

		private List<String> excludedKeyValues = List.of();

		private List<String> maskedKeys = DEFAULT_MASKED_KEYS;

		private int maxStackTrace = 16_384;

		private int maxFields = 256;

		private int startupBuffer = 4_096;

		private Builder() {
		}

		/**
		 * Set the lowest level that is taken ({@code telemetry.nats.logs.level}, default
		 * {@code trace}: what the logger configuration lets through).
		 * @param level the level
		 * @return this builder
		 */
		public Builder level(LogLevel level) {
			this.level = level;
			return this;
		}

		/**
		 * Set the loggers that are taken ({@code telemetry.nats.logs.included-loggers},
		 * default all).
		 * @param patterns names or patterns
		 * @return this builder
		 */
		public Builder includedLoggers(List<String> patterns) {
			this.includedLoggers = patterns("included-loggers", patterns);
			return this;
		}

		/**
		 * Set the loggers that are not taken
		 * ({@code telemetry.nats.logs.excluded-loggers}, default none).
		 * @param patterns names or patterns
		 * @return this builder
		 */
		public Builder excludedLoggers(List<String> patterns) {
			this.excludedLoggers = patterns("excluded-loggers", patterns);
			return this;
		}

		/**
		 * Set the MDC keys that become fields
		 * ({@code telemetry.nats.logs.included-mdc-keys}, default all). Trace and span id
		 * are taken in any case.
		 * @param patterns keys or patterns
		 * @return this builder
		 */
		public Builder includedMdcKeys(List<String> patterns) {
			this.includedMdcKeys = patterns("included-mdc-keys", patterns);
			return this;
		}

		/**
		 * Set the MDC keys that do not become fields
		 * ({@code telemetry.nats.logs.excluded-mdc-keys}, default none).
		 * @param patterns keys or patterns
		 * @return this builder
		 */
		public Builder excludedMdcKeys(List<String> patterns) {
			this.excludedMdcKeys = patterns("excluded-mdc-keys", patterns);
			return this;
		}

		/**
		 * Set the keys of key-value pairs, structured arguments and markers that become
		 * fields ({@code telemetry.nats.logs.included-key-values}, default all).
		 * @param patterns keys or patterns
		 * @return this builder
		 */
		public Builder includedKeyValues(List<String> patterns) {
			this.includedKeyValues = patterns("included-key-values", patterns);
			return this;
		}

		/**
		 * Set the keys of key-value pairs, structured arguments and markers that do not
		 * become fields ({@code telemetry.nats.logs.excluded-key-values}, default none).
		 * @param patterns keys or patterns
		 * @return this builder
		 */
		public Builder excludedKeyValues(List<String> patterns) {
			this.excludedKeyValues = patterns("excluded-key-values", patterns);
			return this;
		}

		/**
		 * Set the keys whose values are replaced by {@code ***}
		 * ({@code telemetry.nats.logs.masked-keys}, default
		 * {@link LogCaptureSettings#DEFAULT_MASKED_KEYS}; empty for none), in the MDC,
		 * key-value pairs, structured arguments and markers, and in maps inside of them.
		 * Numbers and booleans stay as they are, such as those of {@code max_tokens}: a
		 * secret is a text. Texts are not searched: what is part of the message is not
		 * masked.
		 * @param keys parts of keys or patterns
		 * @return this builder
		 */
		public Builder maskedKeys(List<String> keys) {
			this.maskedKeys = patterns("masked-keys", keys);
			return this;
		}

		/**
		 * Set how long a stack trace may be, causes and suppressed ones included
		 * ({@code telemetry.nats.logs.max-stack-trace}, default 16,384: about 170 frames,
		 * so that the publisher's default buffer holds 4,000 of them). Frames give way
		 * first, from the outer ends of all throwables alike, so that the root cause
		 * stays.
		 * @param characters from 256 to 1,048,576
		 * @return this builder
		 */
		public Builder maxStackTrace(int characters) {
			this.maxStackTrace = inRange("max-stack-trace", characters, 256, 1_048_576);
			return this;
		}

		/**
		 * Set how many fields a record may have ({@code telemetry.nats.logs.max-fields},
		 * default 256). What is left out is counted in the field
		 * {@code dropped_attributes_count}. Those of the exception come on top.
		 * @param fields from 1 to 10,000
		 * @return this builder
		 */
		public Builder maxFields(int fields) {
			this.maxFields = inRange("max-fields", fields, 1, 10_000);
			return this;
		}

		/**
		 * Set how many events are held until the publisher is there
		 * ({@code telemetry.nats.logs.startup-buffer}, default 4,096: a start with
		 * {@code --debug} fits). The last eighth is for WARN and ERROR.
		 * @param events from 0 to 100,000
		 * @return this builder
		 */
		public Builder startupBuffer(int events) {
			this.startupBuffer = inRange("startup-buffer", events, 0, 100_000);
			return this;
		}

		/**
		 * Make the settings.
		 * @return the settings
		 */
		public LogCaptureSettings build() {
			return new LogCaptureSettings(this);
		}

		private static List<String> patterns(String property, List<String> patterns) {
			for (String pattern : patterns) {
				if (pattern.isBlank()) {
					throw new IllegalArgumentException(PREFIX + property + " is " + patterns
							+ ", but no entry may be blank: remove it, or use * for all");
				}
			}
			return List.copyOf(patterns);
		}

		private static int inRange(String property, int value, int min, int max) {
			if (value < min || value > max) {
				throw new IllegalArgumentException(
						"%s%s is %s, but must be from %s to %s".formatted(PREFIX, property, value, min, max));
			}
			return value;
		}

	}

}
