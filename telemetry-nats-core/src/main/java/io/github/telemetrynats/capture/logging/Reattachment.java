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

package io.github.telemetrynats.capture.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;

/**
 * Puts the appender back when a Logback was reset, and takes it away when it stops.
 * Stopping a Logback also ends this listener, and is what Spring Boot does before it
 * configures Logback anew.
 */
final class Reattachment implements LoggerContextListener {

	private final LogRelay relay;

	Reattachment(LogRelay relay) {
		this.relay = relay;
	}

	static void attach(LoggerContext context) {
		context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(NatsLogbackAppender.started(context));
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onStart(LoggerContext context) {
	}

	@Override
	public void onReset(LoggerContext context) {
		// An appender that the configuration declares will replace this one when it
		// starts
		attach(context);
	}

	@Override
	public void onStop(LoggerContext context) {
		Attachments.removeAll(context);
		this.relay.contextStopped();
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
	}

}
