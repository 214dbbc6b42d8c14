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

package io.github.telemetrynats.cli.reading;

import java.time.Instant;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * What is to be read.
 *
 * @param plan the subjects
 * @param since no record before this, or {@code null}
 * @param until no record stored at or after this, or {@code null}
 * @param newest how many of the newest records that match, or -1 for all
 * @param filter which records match, or {@code null} for all
 */
public record Request(SubjectPlan plan, @Nullable TimePoint since, @Nullable TimePoint until, long newest,
		@Nullable Predicate<Entry> filter) {

	/**
	 * Create a request.
	 * @throws CommandFailure if nothing can be between the places
	 */
	public Request {
		Instant from = (since != null) ? since.time() : null;
		Instant to = (until != null) ? until.time() : null;
		boolean times = from != null && to != null && !from.isBefore(to);
		boolean sequences = since != null && until != null && since.sequence() > 0 && until.sequence() > 0
				&& since.sequence() > until.sequence();
		if (since != null && until != null && (times || sequences)) {
			throw CommandFailure
				.usage("--since is '" + since.text() + "', but must be before --until '" + until.text() + "'");
		}
	}

	boolean selective() {
		return this.filter != null || !this.plan.exact();
	}

	boolean matches(Entry entry) {
		return this.plan.wants(entry.subject()) && (this.filter == null || this.filter.test(entry));
	}

}
