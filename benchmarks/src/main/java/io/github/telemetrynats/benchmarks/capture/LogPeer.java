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

import java.util.function.Function;

import ch.qos.logback.classic.LoggerContext;

/**
 * Who takes log events.
 */
public enum LogPeer {

	/** An appender that does nothing: what Logback itself costs. */
	NOTHING(LogPipelines::nothing),

	/** Ours. */
	TELEMETRY_NATS(LogPipelines::telemetryNats),

	/** Logback's AsyncAppender in front of a file. */
	ASYNC_FILE(AsyncFilePipeline::new),

	/** Loki4j. */
	LOKI4J(Loki4jPipeline::new),

	/** OpenTelemetry's appender with a BatchLogRecordProcessor. */
	OPEN_TELEMETRY(OpenTelemetryLogPipeline::new);

	private final Function<LoggerContext, Pipeline> start;

	LogPeer(Function<LoggerContext, Pipeline> start) {
		this.start = start;
	}

	Pipeline start(LoggerContext context) {
		return this.start.apply(context);
	}

}
