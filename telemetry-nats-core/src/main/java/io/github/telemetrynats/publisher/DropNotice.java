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

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that records are dropped: at the first drop, at most once a minute while
 * it goes on, and when it is over. Drops that come and go within a minute are one matter.
 * Used by the worker alone.
 */
final class DropNotice {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

	private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Ledger ledger;

	private final Supplier<String> where;

	private boolean dropping;

	private long seen;

	private long before;

	private long lastDrop;

	private boolean everTold;

	private long lastTold;

	private long quietNanos = QUIET_NANOS;

	DropNotice(Ledger ledger, Supplier<String> where) {
		this.ledger = ledger;
		this.where = where;
	}

	/**
	 * Look at the ledger and say what there is to say.
	 * @param now the time
	 */
	void check(long now) {
		Map<DropReason, Long> dropped = this.ledger.dropped();
		long total = total(dropped);
		boolean more = total > this.seen;
		this.seen = total;
		if (more) {
			this.lastDrop = now;
		}
		if (more && !this.dropping) {
			this.dropping = true;
			boolean again = this.everTold && now - this.lastTold < REPEAT_NANOS;
			this.quietNanos = again ? REPEAT_NANOS : QUIET_NANOS;
			if (again) {
				return;
			}
			told(now);
			logger.warn("Telemetry is being dropped: {} so far, {}", describe(dropped), this.where.get());
		}
		else if (this.dropping && now - this.lastDrop > this.quietNanos) {
			this.dropping = false;
			told(now);
			logger.warn("Telemetry is no longer being dropped: {} records were lost meanwhile, {}", total - this.before,
					this.where.get());
			this.before = total;
		}
		else if (more && now - this.lastTold > REPEAT_NANOS) {
			told(now);
			logger.warn("Telemetry is still being dropped: {} so far, {}", describe(dropped), this.where.get());
		}
	}

	private void told(long now) {
		this.everTold = true;
		this.lastTold = now;
	}

	/**
	 * Return whether a drop, or the end of the dropping, is still to be told.
	 * @return whether to check again soon
	 */
	boolean isActive() {
		return this.dropping || total(this.ledger.dropped()) > this.seen;
	}

	private static long total(Map<DropReason, Long> dropped) {
		return dropped.values().stream().mapToLong(Long::longValue).sum();
	}

	static String describe(Map<DropReason, Long> dropped) {
		StringBuilder text = new StringBuilder();
		dropped.forEach((reason, count) -> text.append((text.length() > 0) ? ", " : "")
			.append(count)
			.append(' ')
			.append(reason.token()));
		return text.toString();
	}

}
