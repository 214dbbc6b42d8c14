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

import java.time.Instant;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;

/**
 * Events that were not made by a logger.
 */
final class Events {

	private Events() {
	}

	static LoggingEvent event(String message) {
		LoggingEvent event = new LoggingEvent();
		event.setLevel(Level.INFO);
		event.setLoggerName("com.acme.Orders");
		event.setMessage(message);
		event.setThreadName("main");
		event.setInstant(Instant.ofEpochSecond(1_700_000_000L, 123_456_789L));
		event.setMDCPropertyMap(Map.of());
		return event;
	}

}
