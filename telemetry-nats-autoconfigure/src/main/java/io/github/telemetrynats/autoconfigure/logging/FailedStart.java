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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.autoconfigure.StandaloneDelivery;
import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.capture.logging.LogFeed;
import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;

/**
 * Delivers the logs of a start that failed. Spring Boot reports the failure only after
 * the last event that it sends, on the same thread; so this waits, beside it, for that
 * report, for a moment at most, and then closes within the publisher's close timeout. The
 * JVM is kept from ending for as long.
 */
final class FailedStart implements SignalSink {

	private static final Logger logger = LoggerFactory.getLogger(FailedStart.class);

	private static final long REPORT_TIMEOUT_MILLIS = 2_000;

	/** Reports of several parts, such as a custom reporter's, follow closely. */
	private static final long LAST_WORDS_MILLIS = 100;

	private final LogbackCapture logback;

	private final StandaloneDelivery delivery;

	private final Thread failing = Thread.currentThread();

	private final CountDownLatch reported = new CountDownLatch(1);

	private volatile @Nullable LogFeed feed;

	private Runnable awaitAtShutdown = () -> {
	};

	private FailedStart(LogbackCapture logback, StandaloneDelivery delivery) {
		this.logback = logback;
		this.delivery = delivery;
	}

	/**
	 * Deliver what is held and what is still logged. Called on the thread on which the
	 * start failed; returns at once.
	 * @param logback where the logs come from
	 * @param environment says where to deliver to
	 */
	static void deliver(LogbackCapture logback, Environment environment) {
		try {
			LogCaptureSettings settings = LogsProperties.settings(environment);
			StandaloneDelivery delivery = StandaloneDelivery.open(environment);
			if (delivery != null) {
				FailedStart failedStart = new FailedStart(logback, delivery);
				failedStart.feed = logback.connect(failedStart, delivery.origin(), settings);
				failedStart.finishBesides();
				return;
			}
		}
		catch (RuntimeException ex) {
			// It may be what the start failed with, and is reported then
			logger.debug("The logs of the failed start cannot be sent", ex);
		}
		logback.release();
	}

	private void finishBesides() {
		Thread thread = new Thread(this::finish, LogCapture.OWN_THREAD_PREFIX + "failed-start");
		thread.setDaemon(false);
		this.awaitAtShutdown = () -> join(thread);
		try {
			SpringApplication.getShutdownHandlers().add(this.awaitAtShutdown);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending already
		}
		thread.start();
	}

	@Override
	public boolean offer(CapturedSignal signal) {
		boolean taken = this.delivery.publisher().offer(signal);
		if (this.feed != null && signal.important() && Thread.currentThread() == this.failing) {
			this.reported.countDown();
		}
		return taken;
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.delivery.publisher().lost(about, reason, records);
	}

	private void finish() {
		try {
			if (this.reported.await(REPORT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
				TimeUnit.MILLISECONDS.sleep(LAST_WORDS_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		LogFeed feed = this.feed;
		if (feed != null) {
			feed.close();
		}
		this.delivery.close();
		this.logback.release();
		try {
			SpringApplication.getShutdownHandlers().remove(this.awaitAtShutdown);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending, and its end waits for this thread
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
