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
import java.util.List;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows about records without reading them.
 */
public final class StreamFacts {

	private final Session session;

	/**
	 * Create the facts.
	 * @param session where the stream is
	 */
	public StreamFacts(Session session) {
		this.session = session;
	}

	/**
	 * Return how many records there are.
	 * @param pattern of subjects
	 * @param since stored since then, or {@code null} for all
	 * @return the number
	 */
	public long count(String pattern, @Nullable Instant since) {
		Probe probe = new Probe(this.session, SubjectPlan.of(List.of(pattern)));
		return probe.look((since != null) ? new Start.Since(since) : new Start.First()).pending();
	}

	/**
	 * Return when the oldest or the newest record was stored.
	 * @param pattern of subjects
	 * @param newest whether it is the newest
	 * @return the time, or {@code null} if there is none or it may not be known
	 */
	public @Nullable Instant stored(String pattern, boolean newest) {
		String body = (newest ? "{\"last_by_subj\":" : "{\"seq\":1,\"next_by_subj\":")
				+ io.github.telemetrynats.cli.terminal.Json.of(pattern) + '}';
		try {
			JsonValue message = JsonValueUtils
				.readValue(this.session.api().request("STREAM.MSG.GET." + this.session.stream(), body), "message");
			String time = (message != null) ? JsonValueUtils.readString(message, "time", null) : null;
			return (time != null) ? Instant.parse(time) : null;
		}
		catch (ApiRefusal | RuntimeException ex) {
			return null;
		}
	}

}
