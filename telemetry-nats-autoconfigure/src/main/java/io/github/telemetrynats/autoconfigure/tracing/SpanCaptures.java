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

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.capture.tracing.NatsSpanProcessor;
import io.github.telemetrynats.capture.tracing.NatsSpanReporter;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;

/**
 * The two ways in which spans are taken. Imported in this order.
 */
final class SpanCaptures {

	private SpanCaptures() {
	}

	/**
	 * OpenTelemetry's SDK, with everything that it knows of a span, at the moment the
	 * span ends.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
	@ConditionalOnBean(OtelTracer.class)
	static class OpenTelemetry {

		@Bean
		static IdleBatchSpanProcessor telemetryNatsIdleBatchSpanProcessor() {
			return new IdleBatchSpanProcessor();
		}

		@Bean
		@ConditionalOnMissingBean
		NatsSpanProcessor natsSpanProcessor(TelemetryPublisher publisher, Origin origin, Environment environment,
				ObjectProvider<SpansProperties> properties, ObjectProvider<SpanExportingPredicate> predicates,
				ObjectProvider<SpanFilter> filters) {
			return NatsSpanProcessor.builder(publisher, origin)
				.runIdKeys(SpansProperties.of(environment, properties).runIdKeys())
				.predicates(predicates.orderedStream().toList())
				.filters(filters.orderedStream().toList())
				.build();
		}

	}

	/**
	 * Brave, or any other tracer that hands its spans to reporters.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnMissingBean(type = "io.github.telemetrynats.capture.tracing.NatsSpanProcessor")
	static class AnyTracer {

		@Bean
		@ConditionalOnMissingBean
		NatsSpanReporter natsSpanReporter(TelemetryPublisher publisher, Origin origin, Environment environment,
				ObjectProvider<SpansProperties> properties) {
			return new NatsSpanReporter(publisher, origin, SpansProperties.of(environment, properties).runIdKeys());
		}

	}

}
