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

package io.github.telemetrynats.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.MDCAdapter;

import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.capture.logging.LogFeed;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * An application that logs the ugliest things, through a Logback of its own.
 */
final class LogLoad implements AutoCloseable {

	static final int HUGE = 2_000_000;

	private static final List<Level> LEVELS = List.of(Level.values());

	private final LoggerContext context = new LoggerContext();

	private final BasicMarkerFactory markers = new BasicMarkerFactory();

	private final AtomicLong logged = new AtomicLong();

	private final LogFeed feed;

	LogLoad(SignalSink sink, Origin origin) {
		LogCaptureSettings settings = LogCaptureSettings.builder().maxFields(10_000).maxStackTrace(1_048_576).build();
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(ch.qos.logback.classic.Level.TRACE);
		LogCapture.attach(this.context, settings);
		at(logger("com.acme.Start"), Level.INFO).log("held until the publisher is there");
		this.feed = LogCapture.connect(this.context, sink, origin, settings);
	}

	/**
	 * Return how many events the captures must have taken.
	 * @return events
	 */
	long logged() {
		return this.logged.get();
	}

	Logger logger(String name) {
		return this.context.getLogger(name);
	}

	MDCAdapter mdc() {
		return this.context.getMDCAdapter();
	}

	Marker marker(String name) {
		return this.markers.getDetachedMarker(name);
	}

	LoggingEventBuilder at(Logger logger, Level level) {
		this.logged.incrementAndGet();
		return logger.atLevel(level);
	}

	/**
	 * Log an event of an exact time.
	 * @param message the message
	 * @param time when it is said to have happened
	 */
	void logAt(String message, Instant time) {
		this.logged.incrementAndGet();
		Logger logger = logger("com.acme.Known");
		LoggingEvent event = new LoggingEvent(LogLoad.class.getName(), logger, ch.qos.logback.classic.Level.INFO,
				message, null, null);
		event.setInstant(time);
		logger.callAppenders(event);
	}

	void logSomething(UglyTexts texts) {
		this.mdc().clear();
		for (int entries = texts.below(4); entries > 0; entries--) {
			this.mdc().put(texts.text(), texts.oneIn(10) ? null : texts.text());
		}
		LoggingEventBuilder event = at(logger("com.acme." + texts.text()), texts.oneOf(LEVELS));
		for (int pairs = texts.below(4); pairs > 0; pairs--) {
			event = event.addKeyValue(texts.oneIn(20) ? null : texts.text(), texts.value());
		}
		for (int count = texts.below(3); count > 0; count--) {
			event = event.addMarker(marker(texts.text()));
		}
		if (texts.oneIn(8)) {
			event = event.setCause(texts.throwable());
		}
		if (texts.oneIn(30)) {
			event.log((String) null);
		}
		else {
			event.log(texts.text() + (texts.oneIn(2) ? "{} {}" : ""), texts.text(), texts.number());
		}
		this.mdc().clear();
	}

	void logHugeThings(UglyTexts texts) {
		Logger logger = logger("com.acme.Huge");
		at(logger, Level.INFO).log("m".repeat(HUGE));
		at(logger, Level.WARN).setCause(new IllegalStateException("e".repeat(HUGE))).log("\u0001".repeat(HUGE));
		at(logger, Level.ERROR).setCause(longStackTrace()).log("long stack trace");
		at(logger, Level.ERROR).setCause(manyCauses()).log("many causes");
		at(logger, Level.INFO).addKeyValue("k".repeat(HUGE), "v".repeat(HUGE)).log("huge key and value");
		at(logger("l".repeat(HUGE / 10)), Level.INFO).log("huge logger name");
		for (int i = 0; i < 10_000; i++) {
			this.mdc().put("key" + i, texts.text());
		}
		at(logger, Level.INFO).log("many MDC keys");
		for (int i = 0; i < 500; i++) {
			this.mdc().put(i + "k".repeat(10_000), "\uD83D\uDE80".repeat(10_000));
		}
		at(logger, Level.ERROR).setCause(texts.throwable()).log("many MDC keys, many of them huge");
		this.mdc().clear();
	}

	static Throwable longStackTrace() {
		StackTraceElement[] frames = new StackTraceElement[30_000];
		Arrays.setAll(frames,
				(line) -> new StackTraceElement("com.acme.orders.internal.Recursion$$Lambda", "again", "R.java", line));
		IllegalStateException throwable = new IllegalStateException("deep");
		throwable.setStackTrace(frames);
		return throwable;
	}

	private static Throwable manyCauses() {
		Throwable throwable = new IllegalStateException("root");
		for (int i = 0; i < 500; i++) {
			throwable = new IllegalStateException("cause " + i, throwable);
		}
		return throwable;
	}

	@Override
	public void close() {
		this.feed.close();
		LogCapture.detach(this.context);
		this.context.stop();
	}

}
