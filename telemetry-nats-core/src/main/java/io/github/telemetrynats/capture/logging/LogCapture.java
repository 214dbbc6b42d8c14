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

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * Brings the log events of a Logback to publishers. One Logback serves all applications
 * of a JVM, and lives longer than any of them, therefore:
 * <ul>
 * <li>{@link #attach} is called when an application begins to start: from here on events
 * are held, up to the {@code telemetry.nats.logs.startup-buffer};</li>
 * <li>{@link #connect} is called when its publisher is there: what was held goes to it
 * first, in order, then everything else;</li>
 * <li>with several publishers the one that was connected last gets the events, and when
 * it is closed, the one before it that is still open: an event is never delivered
 * twice;</li>
 * <li>after the last one was closed, events are held again. They belong to an application
 * that has ended, so the next {@link #attach} discards and counts them; a
 * {@link #connect} without an {@link #attach} still gets them, which is how the last
 * words of a failed start can be sent.</li>
 * </ul>
 * What is held is lost, but counted, if no publisher ever comes. Safe for use by several
 * threads.
 */
public final class LogCapture {

	/** The name of the appender that is attached to the root logger. */
	public static final String APPENDER_NAME = "TELEMETRY_NATS";

	/**
	 * How the names of the threads begin that belong to the pipeline itself: what is
	 * logged on them is never taken.
	 */
	public static final String OWN_THREAD_PREFIX = "telemetry-nats-";

	private LogCapture() {
	}

	/**
	 * Make sure that exactly one appender takes the events of a Logback: the one that its
	 * configuration declares, else one that is attached to the root logger. May be called
	 * as often as wanted; comes back by itself after {@link LoggerContext#reset()}, but
	 * has to be called again after {@link LoggerContext#stop()}.
	 * @param context the Logback
	 * @param settings what to take until a publisher is connected
	 */
	public static void attach(LoggerContext context, LogCaptureSettings settings) {
		LogRelay relay = LogRelay.of(context);
		synchronized (relay) {
			relay.begin(settings);
			if (reattachment(context) == null) {
				context.addListener(new Reattachment(relay));
			}
			if (!Attachments.present(context)) {
				Reattachment.attach(context);
			}
		}
	}

	/**
	 * Lead the events of a Logback to a sink, beginning with those that are held. If some
	 * had to be dropped because too many were held, a WARN record says so.
	 * @param context the Logback
	 * @param sink where captured events go; must be ready to take them
	 * @param origin who writes them
	 * @param settings what to take
	 * @return the way to the sink; close it before the sink
	 */
	public static LogFeed connect(LoggerContext context, SignalSink sink, Origin origin, LogCaptureSettings settings) {
		return LogRelay.of(context).connect(sink, origin, settings);
	}

	/**
	 * Remove every appender of ours from a Logback, declared ones too, and forget what is
	 * held. Does nothing while a {@link LogFeed} is open: another application of this JVM
	 * needs them.
	 * @param context the Logback
	 */
	public static void detach(LoggerContext context) {
		LogRelay relay = LogRelay.of(context);
		synchronized (relay) {
			if (relay.forget()) {
				LoggerContextListener reattachment = reattachment(context);
				if (reattachment != null) {
					context.removeListener(reattachment);
				}
				Attachments.removeAll(context);
				relay.forget();
			}
		}
	}

	/**
	 * Return how many events were held and then discarded because the application that
	 * they belong to had ended and another one began.
	 * @param context the Logback
	 * @return the number of events, since the JVM started
	 */
	public static long discarded(LoggerContext context) {
		return LogRelay.of(context).discarded();
	}

	private static @Nullable LoggerContextListener reattachment(LoggerContext context) {
		for (LoggerContextListener listener : context.getCopyOfListenerList()) {
			if (listener instanceof Reattachment) {
				return listener;
			}
		}
		return null;
	}

}
