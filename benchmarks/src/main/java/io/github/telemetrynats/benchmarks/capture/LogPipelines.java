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

import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.record.Origin;

/**
 * The ways of log events that need no class of their own.
 */
final class LogPipelines {

	private LogPipelines() {
	}

	static void attach(LoggerContext context, Appender<ILoggingEvent> appender) {
		appender.setContext(context);
		appender.start();
		context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
	}

	static Pipeline nothing(LoggerContext context) {
		Nothing appender = new Nothing();
		attach(context, appender);
		return appender;
	}

	static Pipeline telemetryNats(LoggerContext context) {
		OurPipeline pipeline = new OurPipeline();
		LogCapture.attach(context, LogCaptureSettings.defaults());
		LogCapture.connect(context, pipeline.sink(), Origin.of("orders"), LogCaptureSettings.defaults());
		return pipeline;
	}

	/**
	 * Does nothing with an event, not even read it.
	 */
	private static final class Nothing extends UnsynchronizedAppenderBase<ILoggingEvent> implements Pipeline {

		private final LongAdder received = new LongAdder();

		@Override
		protected void append(ILoggingEvent event) {
			this.received.increment();
		}

		@Override
		public long received() {
			return this.received.sum();
		}

		@Override
		public void close() {
			stop();
		}

	}

}
