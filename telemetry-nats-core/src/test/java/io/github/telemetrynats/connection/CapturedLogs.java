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

package io.github.telemetrynats.connection;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * All that is logged while it is open, at every level, by Logback and by
 * java.util.logging, which jnats uses.
 */
final class CapturedLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final List<String> julLines = new CopyOnWriteArrayList<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level before = this.root.getLevel();

	private final Handler julHandler = new Handler() {

		@Override
		public void publish(LogRecord record) {
			StringWriter text = new StringWriter();
			text.append(record.getLoggerName() + ": " + record.getMessage());
			if (record.getThrown() != null) {
				record.getThrown().printStackTrace(new PrintWriter(text));
			}
			CapturedLogs.this.julLines.add(text.toString());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	CapturedLogs() {
		this.root.setLevel(Level.TRACE);
		setContext(this.root.getLoggerContext());
		start();
		this.root.addAppender(this);
		this.julHandler.setLevel(java.util.logging.Level.ALL);
		java.util.logging.Logger.getLogger("").addHandler(this.julHandler);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	List<String> at(Level level) {
		List<String> lines = new ArrayList<>();
		for (ILoggingEvent event : this.events) {
			if (event.getLevel() == level && event.getLoggerName().startsWith("io.github.telemetrynats")) {
				lines.add(event.getFormattedMessage());
			}
		}
		return lines;
	}

	List<String> julLines() {
		return this.julLines;
	}

	String text() {
		StringBuilder text = new StringBuilder();
		for (ILoggingEvent event : this.events) {
			text.append(event.getFormattedMessage()).append('\n');
			if (event.getThrowableProxy() != null) {
				text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
			}
		}
		this.julLines.forEach((line) -> text.append(line).append('\n'));
		return text.toString();
	}

	@Override
	public void close() {
		java.util.logging.Logger.getLogger("").removeHandler(this.julHandler);
		this.root.detachAppender(this);
		this.root.setLevel(this.before);
		stop();
	}

}
