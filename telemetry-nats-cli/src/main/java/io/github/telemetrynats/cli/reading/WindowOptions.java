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

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of commands that look at a stretch of time.
 */
public final class WindowOptions {

	@Option(names = "--since", paramLabel = "TIME", order = 3,
			description = "Stored since: 15m, 3h, 14:30, today, 2026-11-22T09:14:02Z, seq:4711 or all; default: 15m")
	private String since = "15m";

	@Option(names = "--until", paramLabel = "TIME", order = 4, description = "Stored before")
	private @Nullable String until;

	/**
	 * Make a request of all records of that time.
	 * @param session says where times of day are
	 * @param plan the subjects
	 * @return the request
	 */
	public Request request(Session session, SubjectPlan plan) {
		TimePoint from = this.since.equalsIgnoreCase("all") ? null
				: SelectionOptions.place("--since", this.since, session);
		return new Request(plan, from, SelectionOptions.place("--until", this.until, session), -1, null);
	}

	/**
	 * Return whether it is a time that goes on until now.
	 * @return whether it is, and not all of the stream
	 */
	public boolean open() {
		return this.until == null && !this.since.equalsIgnoreCase("all");
	}

	/**
	 * Say which time that is.
	 * @return such as {@code since 15m}
	 */
	public String text() {
		return (this.since.equalsIgnoreCase("all") ? "in all of the stream" : "since " + this.since)
				+ ((this.until != null) ? " until " + this.until : "");
	}

}
