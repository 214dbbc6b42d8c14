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

package io.github.telemetrynats.benchmarks.load.peers;

import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * OpenTelemetry's SDK as Spring Boot configures it, with OpenTelemetry's appender, which
 * is told to take what ours takes. Loaded only where it is there.
 */
final class OtlpDelivery implements Delivery {

	private static final int TIMEOUT_SECONDS = 30;

	private final SdkTracerProvider spans;

	private final SdkLoggerProvider logs;

	OtlpDelivery(ApplicationContext context) {
		this.spans = context.getBean(SdkTracerProvider.class);
		this.logs = context.getBean(SdkLoggerProvider.class);
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		OpenTelemetryAppender appender = new OpenTelemetryAppender();
		appender.setContext(loggers);
		appender.setCaptureMdcAttributes("*");
		appender.setCaptureKeyValuePairAttributes(true);
		appender.setCaptureExperimentalAttributes(true);
		appender.setOpenTelemetry(context.getBean(OpenTelemetry.class));
		appender.start();
		loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
	}

	@Override
	public void flush() {
		this.spans.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		this.logs.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
