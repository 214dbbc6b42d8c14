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

package io.github.telemetrynats.benchmarks.capture;

import ch.qos.logback.classic.LoggerContext;

/**
 * Who takes log events.
 */
public enum LogPeer {

	/** An appender that does nothing: what Logback itself costs. */
	NOTHING,

	/** Ours. */
	TELEMETRY_NATS,

	/** Logback's AsyncAppender in front of a file. */
	ASYNC_FILE,

	/** Loki4j. */
	LOKI4J,

	/** OpenTelemetry's appender with a BatchLogRecordProcessor. */
	OPEN_TELEMETRY;

	Pipeline start(LoggerContext context) {
		return switch (this) {
			case NOTHING -> LogPipelines.nothing(context);
			case TELEMETRY_NATS -> LogPipelines.telemetryNats(context);
			case ASYNC_FILE -> new AsyncFilePipeline(context);
			case LOKI4J -> new Loki4jPipeline(context);
			case OPEN_TELEMETRY -> new OpenTelemetryLogPipeline(context);
		};
	}

}
