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

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One log record (contract, section 3.3).
 *
 * @param origin who wrote it
 * @param level the level
 * @param message the formatted message; empty becomes the throwable's class name or
 * {@code -}
 * @param timestamp when the event was logged
 * @param fields MDC entries, key-value pairs, structured arguments and markers, and with
 * a throwable {@code exception.type} and {@code exception.stacktrace}; values are
 * strings, booleans, numbers, or lists and maps of them
 * @param error the throwable's message, or an empty string
 * @param traceId of the span that was current, 32 hex digits, or {@code null}
 * @param spanId of the span that was current, 16 hex digits, or {@code null}
 * @param logger the logger's name, or {@code null}
 * @param thread the thread's name, or {@code null}
 */
public record LogRecord(Origin origin, LogLevel level, String message, Instant timestamp, Map<String, ?> fields,
		String error, @Nullable String traceId, @Nullable String spanId, @Nullable String logger,
		@Nullable String thread) implements TelemetryRecord {

	@Override
	public Signal signal() {
		return Signal.LOGS;
	}

	@Override
	public boolean important() {
		return this.level.compareTo(LogLevel.WARN) >= 0;
	}

	@Override
	public long approximateBytes() {
		return this.message.length() + this.error.length() + TextLengths.of(this.fields);
	}

	@Override
	public Map<String, ?> attributes() {
		return this.fields;
	}

}
