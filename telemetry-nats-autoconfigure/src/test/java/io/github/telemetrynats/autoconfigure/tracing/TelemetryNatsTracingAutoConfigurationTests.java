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

package io.github.telemetrynats.autoconfigure.tracing;

import java.util.Collection;
import java.util.List;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.BaggageTaggingSpanProcessor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.telemetrynats.autoconfigure.AllAutoConfigurations;
import io.github.telemetrynats.capture.tracing.NatsSpanProcessor;
import io.github.telemetrynats.capture.tracing.NatsSpanReporter;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsTracingAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
				"telemetry.nats.publisher.close-timeout=50ms")
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, NoopTracerAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class))
		.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()));

	private final ApplicationContextRunner openTelemetry = this.runner.withConfiguration(AutoConfigurations
		.of(OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class));

	private final ApplicationContextRunner brave = this.runner
		.withConfiguration(AutoConfigurations.of(BraveAutoConfiguration.class));

	@Test
	void openTelemetryHasAProcessorAndNoReporter() {
		this.openTelemetry.run((context) -> {
			assertThat(context).hasSingleBean(NatsSpanProcessor.class).doesNotHaveBean(NatsSpanReporter.class);
			assertThat(context.getBean(OpenTelemetry.class)).isInstanceOf(OpenTelemetrySdk.class)
				.asString()
				.contains("NatsSpanProcessor");
		});
	}

	@Test
	void braveHasAReporterAndNoProcessor() {
		this.brave.run((context) -> assertThat(context).hasSingleBean(NatsSpanReporter.class)
			.doesNotHaveBean(NatsSpanProcessor.class));
	}

	@Test
	void thereIsNeitherWithoutATracer() {
		new ApplicationContextRunner()
			.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
					"telemetry.nats.publisher.close-timeout=50ms")
			.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(NatsSpanProcessor.class)
				.doesNotHaveBean(NatsSpanReporter.class));
	}

	@Test
	void withBothTheTracerThatSpringBootChoosesDecides() {
		this.openTelemetry.withConfiguration(AutoConfigurations.of(BraveAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(NatsSpanReporter.class)
				.doesNotHaveBean(NatsSpanProcessor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "telemetry.nats.spans.enabled", "management.tracing.export.nats.enabled",
			"management.tracing.export.enabled", "telemetry.nats.enabled" })
	void thereIsNeitherWhereSwitchedOff(String key) {
		List.of(this.openTelemetry, this.brave)
			.forEach((tracer) -> tracer.withPropertyValues(key + "=false")
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(NatsSpanProcessor.class)
					.doesNotHaveBean(NatsSpanReporter.class)));
	}

	@Test
	void ownSwitchWinsOverTheGeneralOne() {
		this.openTelemetry
			.withPropertyValues("management.tracing.export.enabled=false",
					"management.tracing.export.nats.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(NatsSpanProcessor.class));
	}

	@Test
	void batchProcessorIsLeftOutWhereItWouldBatchForNobody() {
		this.openTelemetry.run((context) -> {
			assertThat(context).doesNotHaveBean(BatchSpanProcessor.class);
			assertThat(context.getBeansOfType(SpanProcessor.class).values())
				.hasExactlyElementsOfTypes(NatsSpanProcessor.class, BaggageTaggingSpanProcessor.class);
		});
	}

	@Test
	void batchProcessorStaysForAnotherExporter() {
		this.openTelemetry.withBean(SpanExporter.class, NoExport::new)
			.run((context) -> assertThat(context).hasSingleBean(BatchSpanProcessor.class)
				.hasSingleBean(NatsSpanProcessor.class));
	}

	@Test
	void batchProcessorStaysForAReporter() {
		this.openTelemetry.withBean(SpanReporter.class, NoReport::new)
			.run((context) -> assertThat(context).hasSingleBean(BatchSpanProcessor.class)
				.hasSingleBean(NatsSpanProcessor.class));
	}

	@Test
	void batchProcessorOfTheApplicationStays() {
		this.openTelemetry
			.withBean("otelSpanProcessor", BatchSpanProcessor.class,
					() -> BatchSpanProcessor.builder(new NoExport()).build())
			.run((context) -> assertThat(context).hasSingleBean(BatchSpanProcessor.class));
	}

	@Test
	void batchProcessorStaysWhereSpansAreNotOurs() {
		this.openTelemetry.withPropertyValues("telemetry.nats.spans.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(BatchSpanProcessor.class));
	}

	private static final class NoReport implements SpanReporter {

		@Override
		public void report(FinishedSpan span) {
		}

		@Override
		public void close() {
		}

	}

	private static final class NoExport implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
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
