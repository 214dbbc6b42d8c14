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

package io.github.telemetrynats.autoconfigure.logging;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.autoconfigure.Configured;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.record.LogLevel;

/**
 * Configuration properties of logs. Patterns may contain * for any characters.
 *
 * @param enabled Whether logs are sent.
 * @param level Lowest level that is sent, of what the logger configuration lets through.
 * @param includedLoggers Loggers that are sent, by name or pattern, with all loggers
 * below them. All if empty.
 * @param excludedLoggers Loggers that are not sent, by name or pattern, with all loggers
 * below them.
 * @param includedMdcKeys MDC keys that become fields, by name or pattern. All if empty.
 * @param excludedMdcKeys MDC keys that do not become fields, by name or pattern.
 * @param includedKeyValues Keys of key-value pairs, structured arguments and markers that
 * become fields, by name or pattern. All if empty.
 * @param excludedKeyValues Keys of key-value pairs, structured arguments and markers that
 * do not become fields, by name or pattern.
 * @param maskedKeys Parts of keys, or patterns, whose values are replaced by ***, but for
 * numbers and booleans.
 * @param maxStackTrace How long a stack trace may be, causes included, in characters.
 * @param maxFields How many fields a record may have.
 * @param startupBuffer How many events are held until the publisher is there.
 */
@Lazy
@ConfigurationProperties(LogsProperties.PREFIX)
record LogsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("trace") LogLevel level,
		@DefaultValue List<String> includedLoggers, @DefaultValue List<String> excludedLoggers,
		@DefaultValue List<String> includedMdcKeys, @DefaultValue List<String> excludedMdcKeys,
		@DefaultValue List<String> includedKeyValues, @DefaultValue List<String> excludedKeyValues,
		@Nullable List<String> maskedKeys, @DefaultValue("16384") int maxStackTrace, @DefaultValue("256") int maxFields,
		@DefaultValue("4096") int startupBuffer) {

	static final String PREFIX = "telemetry.nats.logs";

	static LogCaptureSettings settings(Environment environment) {
		return Configured.below(environment, PREFIX)
				? Binder.get(environment).bindOrCreate(PREFIX, LogsProperties.class).toSettings()
				: LogCaptureSettings.defaults();
	}

	static LogCaptureSettings settings(Environment environment, ObjectProvider<LogsProperties> properties) {
		return Configured.below(environment, PREFIX) ? properties.getObject().toSettings()
				: LogCaptureSettings.defaults();
	}

	LogCaptureSettings toSettings() {
		return LogCaptureSettings.builder()
			.level(this.level)
			.includedLoggers(this.includedLoggers)
			.excludedLoggers(this.excludedLoggers)
			.includedMdcKeys(this.includedMdcKeys)
			.excludedMdcKeys(this.excludedMdcKeys)
			.includedKeyValues(this.includedKeyValues)
			.excludedKeyValues(this.excludedKeyValues)
			.maskedKeys((this.maskedKeys != null) ? this.maskedKeys : LogCaptureSettings.DEFAULT_MASKED_KEYS)
			.maxStackTrace(this.maxStackTrace)
			.maxFields(this.maxFields)
			.startupBuffer(this.startupBuffer)
			.build();
	}

}
