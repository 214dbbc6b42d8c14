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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Takes logs from the moment on at which Spring Boot has set up logging: before that it
 * would throw our appender out. What is taken is held until the publisher is there. If
 * the start fails there will be none, and the logs are delivered without it.
 */
final class EarlyLogCapture implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private @Nullable ConfigurableEnvironment environment;

	/**
	 * Right after logging is set up.
	 */
	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (!LogbackCapture.onClassPath()) {
			return;
		}
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			begin(prepared.getEnvironment());
		}
		else if (event instanceof ApplicationStartedEvent started) {
			started(started.getApplicationContext());
		}
		else if (event instanceof ApplicationFailedEvent failed) {
			failed(failed.getApplicationContext());
		}
	}

	private void begin(ConfigurableEnvironment environment) {
		LogbackCapture logback = LogbackCapture.find();
		if (logback != null && OnEnabledLogExportCondition.enabled(environment)) {
			this.environment = environment;
			logback.attach(LogsProperties.settings(environment));
		}
	}

	/**
	 * Whoever has left out the auto-configuration keeps no appender that holds records
	 * for nobody.
	 * @param context the application context, refreshed
	 */
	private void started(ConfigurableApplicationContext context) {
		LogbackCapture logback = LogbackCapture.find();
		if (logback != null && this.environment != null
				&& context.getBeanProvider(LogDelivery.class).getIfAvailable() == null) {
			logback.release();
		}
	}

	private void failed(@Nullable ConfigurableApplicationContext context) {
		LogbackCapture logback = LogbackCapture.find();
		boolean beansDeliver = context != null && context.isActive();
		if (logback != null && this.environment != null && !beansDeliver) {
			FailedStart.deliver(logback, this.environment);
		}
	}

}
