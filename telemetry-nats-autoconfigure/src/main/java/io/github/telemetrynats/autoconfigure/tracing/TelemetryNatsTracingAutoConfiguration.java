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

import io.micrometer.tracing.exporter.SpanReporter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.context.annotation.Import;

import io.github.telemetrynats.autoconfigure.TelemetryNatsAutoConfiguration;
import io.github.telemetrynats.publisher.TelemetryPublisher;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for spans: a span processor where
 * OpenTelemetry is the tracer, a span reporter with Brave or any other; never both.
 */
@AutoConfiguration(after = TelemetryNatsAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnClass({ SpanReporter.class, ConditionalOnEnabledTracingExport.class })
@ConditionalOnBean(TelemetryPublisher.class)
@ConditionalOnEnabledTracingExport("nats")
@ConditionalOnBooleanProperty(name = "telemetry.nats.spans.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SpansProperties.class)
@Import({ SpanCaptures.OpenTelemetry.class, SpanCaptures.AnyTracer.class, RunIdTagging.OpenTelemetry.class,
		RunIdTagging.Brave.class })
public final class TelemetryNatsTracingAutoConfiguration {

	TelemetryNatsTracingAutoConfiguration() {
	}

}
