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

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * OpenTelemetry's appender, told to capture what ours captures, and a
 * BatchLogRecordProcessor as it is by default, before an exporter that encodes nothing.
 */
final class OpenTelemetryLogPipeline implements Pipeline {

	private final Discarding exporter = new Discarding();

	private final SdkLoggerProvider provider = SdkLoggerProvider.builder()
		.addLogRecordProcessor(BatchLogRecordProcessor.builder(this.exporter).build())
		.build();

	OpenTelemetryLogPipeline(LoggerContext context) {
		OpenTelemetryAppender appender = new OpenTelemetryAppender();
		appender.setCaptureMdcAttributes("*");
		appender.setCaptureKeyValuePairAttributes(true);
		appender.setCaptureExperimentalAttributes(true);
		appender.setOpenTelemetry(OpenTelemetrySdk.builder().setLoggerProvider(this.provider).build());
		LogPipelines.attach(context, appender);
	}

	@Override
	public long received() {
		return this.exporter.received.get();
	}

	@Override
	public void flush() {
		this.provider.forceFlush().join(10, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.provider.close();
	}

	private static final class Discarding implements LogRecordExporter {

		private final AtomicLong received = new AtomicLong();

		@Override
		public CompletableResultCode export(Collection<LogRecordData> logs) {
			this.received.addAndGet(logs.size());
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
