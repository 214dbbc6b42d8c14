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

import ch.qos.logback.classic.LoggerContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

import io.github.telemetrynats.autoconfigure.TelemetryNatsAutoConfiguration;
import io.github.telemetrynats.publisher.TelemetryPublisher;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for logs: leads what the appender
 * takes to the publisher, beginning with what was held since {@link EarlyLogCapture}
 * attached it, and attaches it where no {@code SpringApplication} did.
 */
@AutoConfiguration(after = TelemetryNatsAutoConfiguration.class)
@ConditionalOnClass(LoggerContext.class)
@ConditionalOnBean(TelemetryPublisher.class)
@Conditional(OnEnabledLogExportCondition.class)
@EnableConfigurationProperties(LogsProperties.class)
@Import(LogDeliveryConfiguration.class)
public final class TelemetryNatsLoggingAutoConfiguration {

	TelemetryNatsLoggingAutoConfiguration() {
	}

}
