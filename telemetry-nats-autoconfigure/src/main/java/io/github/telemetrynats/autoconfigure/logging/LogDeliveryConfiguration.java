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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.telemetrynats.autoconfigure.ClosingLast;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;

/**
 * Connects the appender and the publisher where SLF4J logs with Logback.
 */
@Configuration(proxyBeanMethods = false)
class LogDeliveryConfiguration {

	@Bean
	@Lazy(false)
	@Conditional(OnLogbackCondition.class)
	LogDelivery telemetryNatsLogDelivery(TelemetryPublisher publisher, Origin origin,
			ObjectProvider<LogsProperties> properties, ConfigurableApplicationContext context, ClosingLast closing) {
		LogbackCapture logback = LogbackCapture.find();
		if (logback == null) {
			throw new IllegalStateException("SLF4J does not log with Logback any more");
		}
		LogCaptureSettings settings = LogsProperties.settings(context.getEnvironment(), properties);
		logback.attach(settings);
		LogDelivery delivery = new LogDelivery(logback, logback.connect(publisher, origin, settings), context);
		closing.add(delivery::end);
		return delivery;
	}

}
