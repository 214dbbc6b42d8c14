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

package io.github.telemetrynats.publisher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;

import io.github.telemetrynats.capture.logging.LogCapture;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;

/**
 * Logs and offers from many virtual threads while the server is away, and prints how many
 * of them were pinned to their carriers meanwhile. Runs on a JDK of 21 or later, which
 * the tests are not compiled for.
 */
public final class VirtualThreadsProgram {

	static final int THREADS = 10_000;

	static final int EACH = 20;

	/** Until classes are loaded, which pins who waits for it, and the lanes are full. */
	static final int WARM_UP = 10_000;

	private static final String CONTROL = "control";

	private VirtualThreadsProgram() {
	}

	public static void main(String[] args) throws Exception {
		AtomicInteger pinned = new AtomicInteger();
		AtomicInteger control = new AtomicInteger();
		AtomicInteger loading = new AtomicInteger();
		try (RecordingStream events = new RecordingStream()) {
			events.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
			events.onEvent("jdk.VirtualThreadPinned", (event) -> {
				if (event.getThread() != null && CONTROL.equals(event.getThread().getJavaName())) {
					control.incrementAndGet();
				}
				else if (isLoadingClass(event)) {
					loading.incrementAndGet();
				}
				else {
					pinned.incrementAndGet();
					System.out.println(event);
				}
			});
			events.startAsync();
			Thread pinning = virtualThreads().newThread(Pinning::new);
			pinning.setName(CONTROL);
			pinning.start();
			pinning.join();
			long offered = load(args[0]);
			// Java 17 does not have this: returns when all that was recorded is heard
			RecordingStream.class.getMethod("stop").invoke(events);
			System.out.printf("virtual=%s offered=%d pinned=%d control=%d loading=%d%n", isVirtual(pinning), offered,
					pinned.get(), control.get(), loading.get());
		}
	}

	/**
	 * Return whether a thread was pinned because it waited for a class to be loaded,
	 * which happens to any code, and at any time: the JVM may look for a class again.
	 * @param event the event
	 * @return whether nobody could have done better
	 */
	private static boolean isLoadingClass(RecordedEvent event) {
		RecordedStackTrace trace = event.getStackTrace();
		return trace != null && trace.getFrames()
			.stream()
			.anyMatch((frame) -> frame.getMethod().getType().getName().startsWith("jdk.internal.loader."));
	}

	private static long load(String url) throws Exception {
		LoggerContext logback = new LoggerContext();
		logback.setMDCAdapter(new LogbackMDCAdapter());
		Logger logger = logback.getLogger("com.acme.Orders");
		logger.setLevel(Level.INFO);
		try (RunningPublisher running = RunningPublisher.start(url, RunningPublisher.settings(1_024, 1024 * 1024))) {
			LogCapture.attach(logback, LogCaptureSettings.defaults());
			LogCapture.connect(logback, running.publisher(), Origin.of("orders"), LogCaptureSettings.defaults());
			EqualSpans spans = new EqualSpans();
			for (int i = 0; i < WARM_UP; i++) {
				offerAndLog(running, spans, logger, i);
			}
			CountDownLatch done = new CountDownLatch(THREADS);
			ThreadFactory virtual = virtualThreads();
			for (int t = 0; t < THREADS; t++) {
				virtual.newThread(() -> {
					for (int i = 0; i < EACH; i++) {
						offerAndLog(running, spans, logger, i);
						LockSupport.parkNanos(1);
					}
					done.countDown();
				}).start();
			}
			done.await();
			return running.stats(Signal.SPANS).offered() + running.stats(Signal.LOGS).offered();
		}
	}

	private static void offerAndLog(RunningPublisher running, EqualSpans spans, Logger logger, int number) {
		running.publisher().offer(spans.next(number % 2 == 0));
		logger.info("record {}", number);
	}

	private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
		Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
		return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
	}

	private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
		return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
	}

	/**
	 * Waits in its static initializer, which a virtual thread cannot do without its
	 * carrier: shows that being pinned is seen.
	 */
	private static final class Pinning {

		static {
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}

	}

}
