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

import java.util.Iterator;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;

/**
 * Where {@link NatsLogbackAppender}s hang in a Logback: on loggers, or inside of other
 * appenders such as {@code AsyncAppender}.
 */
final class Attachments {

	// Appenders can be nested in a circle, which Logback itself would not survive
	private static final int MAX_DEPTH = 8;

	private Attachments() {
	}

	/**
	 * Return whether there is one that works, and wake the ones that were stopped.
	 * @param context the Logback to look at
	 * @return whether there is one
	 */
	static boolean present(LoggerContext context) {
		boolean[] found = new boolean[1];
		visit(context, (where, appender) -> {
			found[0] = true;
			if (!appender.isStarted()) {
				appender.start();
			}
		});
		return found[0];
	}

	static void removeAll(LoggerContext context) {
		visit(context, Attachments::remove);
	}

	static void removeOurs(LoggerContext context) {
		visit(context, (where, appender) -> {
			if (appender.isAttachedByUs()) {
				remove(where, appender);
			}
		});
	}

	private static void remove(AppenderAttachable<ILoggingEvent> where, NatsLogbackAppender appender) {
		where.detachAppender(appender);
		appender.stop();
	}

	private static void visit(LoggerContext context,
			BiConsumer<AppenderAttachable<ILoggingEvent>, NatsLogbackAppender> visitor) {
		for (Logger logger : context.getLoggerList()) {
			visit(logger, visitor, 0);
		}
	}

	private static void visit(AppenderAttachable<ILoggingEvent> where,
			BiConsumer<AppenderAttachable<ILoggingEvent>, NatsLogbackAppender> visitor, int depth) {
		Iterator<Appender<ILoggingEvent>> appenders = where.iteratorForAppenders();
		while (appenders.hasNext()) {
			Appender<ILoggingEvent> appender = appenders.next();
			if (appender instanceof NatsLogbackAppender ours) {
				visitor.accept(where, ours);
			}
			else if (appender instanceof AppenderAttachable<?> && depth < MAX_DEPTH) {
				@SuppressWarnings("unchecked")
				AppenderAttachable<ILoggingEvent> nested = (AppenderAttachable<ILoggingEvent>) appender;
				visit(nested, visitor, depth + 1);
			}
		}
	}

}
