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

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.telemetrynats.autoconfigure.AllAutoConfigurations;
import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.capture.logging.NatsLogbackAppender;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsLoggingAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
				"telemetry.nats.publisher.close-timeout=50ms")
		.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()));

	@AfterEach
	void detach() {
		LogCapture.detach((LoggerContext) LoggerFactory.getILoggerFactory());
	}

	@Test
	void attachesOneAppenderWhereNoApplicationDid() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(LogDelivery.class);
			assertThat(appenders()).hasSize(1);
			long before = logsOf(context.getBean(TelemetryPublisher.class));
			Logger logger = LoggerFactory.getLogger("shop");
			((ch.qos.logback.classic.Logger) logger).setLevel(Level.INFO);
			logger.info("Sold");
			assertThat(logsOf(context.getBean(TelemetryPublisher.class))).isGreaterThan(before);
		});
		assertThat(appenders()).isEmpty();
	}

	@Test
	void attachesNoSecondAppender() {
		LogCapture.attach((LoggerContext) LoggerFactory.getILoggerFactory(), LogCaptureSettings.defaults());
		this.runner.run((context) -> assertThat(appenders()).hasSize(1));
	}

	@Test
	void appenderStaysWhileAnotherContextNeedsIt() {
		this.runner.run((outer) -> {
			this.runner.run((inner) -> assertThat(appenders()).hasSize(1));
			assertThat(appenders()).hasSize(1);
		});
		assertThat(appenders()).isEmpty();
	}

	@Test
	void appenderGoesWhenAContextFailsThatNoApplicationStarted() {
		this.runner.withBean("failing", Object.class, () -> {
			throw new IllegalStateException("As expected");
		}).run((context) -> assertThat(context).hasFailed());
		assertThat(appenders()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "telemetry.nats.enabled", "telemetry.nats.logs.enabled",
			"management.logging.export.nats.enabled", "management.logging.export.enabled" })
	void attachesNothingWhereSwitchedOff(String key) {
		this.runner.withPropertyValues(key + "=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LogDelivery.class);
			assertThat(appenders()).isEmpty();
		});
	}

	@Test
	void ownSwitchWinsOverTheGeneralOne() {
		this.runner
			.withPropertyValues("management.logging.export.enabled=false",
					"management.logging.export.nats.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(LogDelivery.class));
	}

	@Test
	void attachesNothingWithoutLogback() {
		this.runner.withClassLoader(new FilteredClassLoader(LoggerContext.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LogDelivery.class);
			assertThat(appenders()).isEmpty();
		});
	}

	private static long logsOf(TelemetryPublisher publisher) {
		return publisher.stats().signals().get(Signal.LOGS).offered();
	}

	private static List<Appender<ILoggingEvent>> appenders() {
		List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
		((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).iteratorForAppenders()
			.forEachRemaining(appenders::add);
		return appenders.stream().filter(NatsLogbackAppender.class::isInstance).toList();
	}

}
