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

import java.util.List;

import brave.Tracing;
import brave.baggage.BaggageField;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.tracing.otel.bridge.BaggageTaggingSpanProcessor;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Puts the run id onto every span that starts while it is in the baggage. Spring Boot's
 * {@code management.tracing.baggage.tag-fields} tags only the span that is current when
 * the baggage is set, and none of those that start below it.
 */
final class RunIdTagging {

	private RunIdTagging() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ BaggageTaggingSpanProcessor.class, OtelTracer.class, SdkTracerProvider.class })
	@ConditionalOnBean(OtelTracer.class)
	static class OpenTelemetry {

		@Bean
		@ConditionalOnMissingBean
		BaggageTaggingSpanProcessor telemetryNatsRunIdSpanProcessor(Environment environment,
				ObjectProvider<SpansProperties> properties) {
			return new BaggageTaggingSpanProcessor(SpansProperties.of(environment, properties).runIdKeys());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Tracing.class, SpanHandler.class })
	@ConditionalOnBean(Tracing.class)
	static class Brave {

		@Bean
		@ConditionalOnMissingBean
		RunIdSpanHandler telemetryNatsRunIdSpanHandler(Environment environment,
				ObjectProvider<SpansProperties> properties) {
			return new RunIdSpanHandler(SpansProperties.of(environment, properties).runIdKeys());
		}

	}

	/**
	 * What {@link BaggageTaggingSpanProcessor} does, for Brave.
	 */
	static final class RunIdSpanHandler extends SpanHandler {

		private final List<String> keys;

		RunIdSpanHandler(List<String> keys) {
			this.keys = List.copyOf(keys);
		}

		@Override
		public boolean begin(TraceContext context, MutableSpan span, @Nullable TraceContext parent) {
			for (String key : this.keys) {
				BaggageField field = BaggageField.getByName(context, key);
				String value = (field != null) ? field.getValue(context) : null;
				if (value != null) {
					span.tag(key, value);
				}
			}
			return true;
		}

	}

}
