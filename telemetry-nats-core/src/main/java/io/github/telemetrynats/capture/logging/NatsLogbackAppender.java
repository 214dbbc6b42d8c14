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
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;

/**
 * Hands log events to the publisher of the application that runs in this JVM. Attached to
 * the root logger by {@link LogCapture}, or declared in {@code logback-spring.xml} or
 * {@code logback.xml}:
 *
 * <pre>
 * &lt;appender name="NATS" class="io.github.telemetrynats.capture.logging.NatsLogbackAppender"/&gt;
 * &lt;root level="INFO"&gt;&lt;appender-ref ref="NATS"/&gt;&lt;/root&gt;
 * </pre>
 *
 * A declared one replaces the one that would be attached. It has no settings of its own
 * except Logback's filters: what it takes is configured under
 * {@code telemetry.nats.logs.*} and comes with the application. An event that reaches
 * several of these appenders on one thread is taken once.
 * <p>
 * Safe for use by several threads, takes no lock and never throws. It speaks to Logback's
 * status manager only, and never with an error: Spring Boot ends an application whose
 * Logback reports one.
 */
public final class NatsLogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

	private final boolean attachedByUs;

	private volatile @Nullable LogRelay relay;

	private volatile boolean failureTold;

	/**
	 * Create an appender that is not yet started, for Logback's configuration.
	 */
	public NatsLogbackAppender() {
		this(false);
	}

	private NatsLogbackAppender(boolean attachedByUs) {
		this.attachedByUs = attachedByUs;
	}

	/**
	 * Create the appender that {@link LogCapture} attaches.
	 * @param context the Logback that it will be attached to
	 * @return the appender, started
	 */
	static NatsLogbackAppender started(LoggerContext context) {
		NatsLogbackAppender appender = new NatsLogbackAppender(true);
		appender.setName(LogCapture.APPENDER_NAME);
		appender.setContext(context);
		appender.start();
		return appender;
	}

	boolean isAttachedByUs() {
		return this.attachedByUs;
	}

	@Override
	public void start() {
		if (!(getContext() instanceof LoggerContext loggerContext)) {
			addWarn("Appender [" + getName() + "] works with Logback's LoggerContext only and takes nothing");
			return;
		}
		this.relay = LogRelay.of(loggerContext);
		if (!this.attachedByUs) {
			Attachments.removeOurs(loggerContext);
		}
		super.start();
	}

	/**
	 * Take an event. Unlike the inherited method this reports a filter that fails as a
	 * warning, and says nothing about events that come after the end.
	 * @param event the event
	 */
	@Override
	public void doAppend(ILoggingEvent event) {
		if (!this.started) {
			return;
		}
		try {
			if (getFilterChainDecision(event) != FilterReply.DENY) {
				append(event);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		LogRelay relay = this.relay;
		if (relay != null) {
			relay.accept(event);
		}
	}

	private void failed(Throwable failure) {
		LogRelay relay = this.relay;
		if (relay != null) {
			relay.captureFailed();
		}
		if (!this.failureTold) {
			this.failureTold = true;
			addWarn("Appender [" + getName() + "] could not take an event; later failures are counted only", failure);
		}
	}

}
