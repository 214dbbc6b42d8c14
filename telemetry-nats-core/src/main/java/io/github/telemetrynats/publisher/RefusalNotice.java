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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that the server is there but takes nothing: once when that has gone on
 * for longer than a new leader or a new stream needs, and once when it is over. Used by
 * the worker alone.
 */
final class RefusalNotice {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final Supplier<String> where;

	private boolean refusing;

	private boolean told;

	private long since;

	RefusalNotice(Supplier<String> where) {
		this.where = where;
	}

	/**
	 * The server did not take a record.
	 * @param now the time
	 * @param text the server's words
	 */
	void refused(long now, String text) {
		if (!this.refusing) {
			this.refusing = true;
			this.told = false;
			this.since = now;
		}
		if (!this.told && now - this.since >= PATIENCE_NANOS) {
			this.told = true;
			logger.warn("The server takes no telemetry: {}. It is kept, and sent when the server takes it, {}", text,
					this.where.get());
		}
	}

	/**
	 * The server has taken a record.
	 * @param now the time
	 */
	void taken(long now) {
		if (this.told) {
			logger.info("The server takes telemetry again, after {}", Duration.ofNanos(now - this.since));
		}
		this.refusing = false;
		this.told = false;
	}

}
