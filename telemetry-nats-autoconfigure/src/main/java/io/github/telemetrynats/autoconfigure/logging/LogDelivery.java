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

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

import io.github.telemetrynats.capture.logging.LogFeed;

/**
 * The way from Logback to the publisher of one application context.
 */
final class LogDelivery {

	private final LogbackCapture logback;

	private final LogFeed feed;

	private final ConfigurableApplicationContext context;

	LogDelivery(LogbackCapture logback, LogFeed feed, ConfigurableApplicationContext context) {
		this.logback = logback;
		this.feed = feed;
		this.context = context;
	}

	/**
	 * Hand nothing more to the publisher, and leave no appender unless the failure of the
	 * start is still to be told: {@link EarlyLogCapture} delivers that, and then leaves
	 * none.
	 */
	void end() {
		this.feed.close();
		boolean startFailed = !this.context.isClosed();
		if (!startFailed || !failureIsHeardOf()) {
			this.logback.release();
		}
	}

	private boolean failureIsHeardOf() {
		return this.context instanceof AbstractApplicationContext listened
				&& listened.getApplicationListeners().stream().anyMatch(EarlyLogCapture.class::isInstance);
	}

}
