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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import org.slf4j.spi.MDCAdapter;

import io.github.telemetrynats.record.Origin;

/**
 * A Logback of its own, with all levels on.
 */
final class TestLogback {

	static final Origin ORIGIN = Origin.of("orders");

	final LoggerContext context = new LoggerContext();

	TestLogback() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		root().setLevel(Level.TRACE);
	}

	static TestLogback attached() {
		TestLogback logback = new TestLogback();
		logback.attach();
		return logback;
	}

	void attach() {
		LogCapture.attach(this.context, LogCaptureSettings.defaults());
	}

	LogFeed connect(RecordingSink sink) {
		return connect(sink, LogCaptureSettings.defaults());
	}

	LogFeed connect(RecordingSink sink, LogCaptureSettings settings) {
		return LogCapture.connect(this.context, sink, ORIGIN, settings);
	}

	void configure(String xml) throws JoranException {
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(this.context);
		configurator.doConfigure(new ByteArrayInputStream(
				("<configuration>" + xml + "</configuration>").getBytes(StandardCharsets.UTF_8)));
	}

	Logger root() {
		return this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	Logger logger() {
		return logger("com.acme.Orders");
	}

	Logger logger(String name) {
		return this.context.getLogger(name);
	}

	MDCAdapter mdc() {
		return this.context.getMDCAdapter();
	}

	List<Appender<ILoggingEvent>> rootAppenders() {
		List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
		Iterator<Appender<ILoggingEvent>> iterator = root().iteratorForAppenders();
		iterator.forEachRemaining(appenders::add);
		return appenders;
	}

	List<Status> statusesFrom(int level) {
		return this.context.getStatusManager()
			.getCopyOfStatusList()
			.stream()
			.filter((status) -> status.getEffectiveLevel() >= level)
			.toList();
	}

}
