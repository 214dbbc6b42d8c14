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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * What of a log event may change later or is only known on its thread. Everything else is
 * left to {@link #toRecord()}. The event itself is not kept: its arguments may be large.
 */
final class CapturedLog implements CapturedSignal {

	private static final String EXCEPTION_TYPE = "exception.type";

	private static final String EXCEPTION_STACKTRACE = "exception.stacktrace";

	private static final String DROPPED = "dropped_attributes_count";

	private static final int THROWABLE_CHARACTERS = 4_096;

	private final LogLevel level;

	private final String message;

	private final Instant timestamp;

	private final @Nullable String logger;

	private final @Nullable String thread;

	private final Map<String, String> mdc;

	private final @Nullable CapturedFields fields;

	private final @Nullable IThrowableProxy throwable;

	// Known when the way to the sink is: written before the log is handed over
	private @Nullable Origin origin;

	private LogCaptureSettings settings;

	private CapturedLog(ILoggingEvent event, LogCaptureSettings settings, Map<String, String> mdc,
			@Nullable CapturedFields fields) {
		Instant instant = event.getInstant();
		this.level = LogCaptureSettings.levelOf(event);
		this.message = message(event);
		this.timestamp = (instant != null) ? instant : Instant.ofEpochMilli(event.getTimeStamp());
		this.logger = event.getLoggerName();
		this.thread = event.getThreadName();
		this.mdc = mdc;
		this.fields = fields;
		this.throwable = event.getThrowableProxy();
		this.settings = settings;
	}

	static CapturedLog of(ILoggingEvent event, LogCaptureSettings settings) {
		Map<String, String> mdc = EventFields.mdc(event);
		CapturedFields fields = EventFields.of(event, settings);
		if (mdc.size() > settings.maxFields()) {
			fields = (fields != null) ? fields : new CapturedFields(settings);
			mdc = EventFields.beginning(mdc, settings, fields);
		}
		return new CapturedLog(event, settings, mdc, fields);
	}

	private static String message(ILoggingEvent event) {
		String message;
		try {
			message = event.getFormattedMessage();
		}
		catch (Throwable ex) {
			message = event.getMessage();
		}
		return (message != null) ? message : "";
	}

	/**
	 * Fix who writes the record and how it is made.
	 * @param origin who writes it
	 * @param settings what to take
	 */
	void settle(Origin origin, LogCaptureSettings settings) {
		this.origin = origin;
		this.settings = settings;
	}

	LogLevel level() {
		return this.level;
	}

	@Nullable String logger() {
		return this.logger;
	}

	/**
	 * Return roughly how much text this keeps alive.
	 * @return the number of characters
	 */
	long characters() {
		return this.message.length() + ((this.fields != null) ? this.fields.characters() : 0)
				+ ((this.throwable != null) ? THROWABLE_CHARACTERS : 0);
	}

	@Override
	public long approximateBytes() {
		return characters();
	}

	@Override
	public Signal signal() {
		return Signal.LOGS;
	}

	@Override
	public boolean important() {
		return this.level.compareTo(LogLevel.WARN) >= 0;
	}

	@Override
	public TelemetryRecord toRecord() {
		Origin origin = this.origin;
		if (origin == null) {
			throw new IllegalStateException("Captured log was not settled");
		}
		TraceIds ids = TraceIds.of(this.mdc);
		return new LogRecord(origin, this.level, messageOrStandIn(), this.timestamp, fields(ids), error(),
				ids.traceId(), ids.spanId(), this.logger, this.thread);
	}

	private String messageOrStandIn() {
		if (!this.message.isEmpty()) {
			return this.message;
		}
		return (this.throwable != null) ? this.throwable.getClassName() : "-";
	}

	private String error() {
		if (this.throwable == null) {
			return "";
		}
		String message = this.throwable.getMessage();
		return (message != null && !message.isEmpty()) ? message : this.throwable.getClassName();
	}

	private Map<String, Object> fields(TraceIds ids) {
		Map<String, Object> record = new LinkedHashMap<>();
		int dropped = 0;
		// What was said for this event alone comes first, and wins over the MDC
		if (this.fields != null) {
			dropped = this.fields.dropped();
			this.fields.forEach((key, value) -> {
				if (this.settings.takesKeyValue(key)) {
					record.put(key, masked(key, value));
				}
			});
		}
		for (Map.Entry<String, String> entry : this.mdc.entrySet()) {
			String key = entry.getKey();
			String value = entry.getValue();
			if (key == null || key.isEmpty() || value == null || ids.has(key, value)
					|| !this.settings.takesMdcKey(key)) {
				continue;
			}
			if (record.size() >= this.settings.maxFields()) {
				dropped++;
				continue;
			}
			record.putIfAbsent(CapturedFields.key(key), masked(key, value));
		}
		if (dropped > 0) {
			record.put(DROPPED, dropped);
		}
		if (this.throwable != null) {
			record.put(EXCEPTION_TYPE, this.throwable.getClassName());
			record.put(EXCEPTION_STACKTRACE, StackTraceText.of(this.throwable, this.settings.maxStackTrace()));
		}
		return record;
	}

	private Object masked(String key, Object value) {
		// A secret is a text; max_tokens and token_count are none
		boolean text = !(value instanceof Number || value instanceof Boolean);
		return (text && this.settings.masks(key)) ? KeyMask.MASK : maskedInside(value);
	}

	private Object maskedInside(Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<String, Object> result = new LinkedHashMap<>();
			map.forEach((key, nested) -> result.put((String) key, masked((String) key, nested)));
			return result;
		}
		return (value instanceof List<?> list) ? list.stream().<Object>map(this::maskedInside).toList() : value;
	}

}
