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

import ch.qos.logback.classic.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.capture.logging.LogFeed;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * The Logback that the whole JVM logs with. To be touched only where Logback is known to
 * be on the class path.
 */
final class LogbackCapture {

	private final LoggerContext context;

	private LogbackCapture(LoggerContext context) {
		this.context = context;
	}

	/**
	 * Find the Logback that SLF4J logs with.
	 * @return the Logback, or {@code null} if SLF4J logs with something else
	 */
	static @Nullable LogbackCapture find() {
		return (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) ? new LogbackCapture(context)
				: null;
	}

	static boolean onClassPath() {
		return ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", LogbackCapture.class.getClassLoader());
	}

	void attach(LogCaptureSettings settings) {
		LogCapture.attach(this.context, settings);
	}

	LogFeed connect(SignalSink sink, Origin origin, LogCaptureSettings settings) {
		return LogCapture.connect(this.context, sink, origin, settings);
	}

	/**
	 * Leave no appender, unless another application of this JVM still uses it.
	 */
	void release() {
		LogCapture.detach(this.context);
	}

}
