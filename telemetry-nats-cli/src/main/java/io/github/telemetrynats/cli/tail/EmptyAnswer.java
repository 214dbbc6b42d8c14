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

package io.github.telemetrynats.cli.tail;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.reading.TimePoint;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Times;

/**
 * Says what was searched in vain, and what to try.
 */
final class EmptyAnswer {

	private final Session session;

	private final Request request;

	EmptyAnswer(Session session, Request request) {
		this.session = session;
		this.request = request;
	}

	String text(Summary summary) {
		StringBuilder text = new StringBuilder("-- nothing for ").append(this.request.plan());
		TimePoint since = this.request.since();
		TimePoint until = this.request.until();
		text.append((since != null) ? " since " + since.text() : "");
		text.append((until != null) ? " until " + until.text() : "");
		if (summary.scanned() > 0) {
			return text.append(": ")
				.append(Numbers.grouped(summary.scanned()))
				.append(" records were read, none matches the filters")
				.toString();
		}
		Instant newest = newest();
		if (newest == null) {
			return text.append(": the stream ")
				.append(this.session.stream())
				.append(" has none; see 'telemetry-nats services' for what there is")
				.toString();
		}
		String age = Times.age(Duration.between(newest, Instant.now()));
		return text.append(": the newest is ").append(age).append(" old; try another --since").toString();
	}

	private @Nullable Instant newest() {
		Instant[] stored = new Instant[1];
		new Reading(this.session, new Request(this.request.plan(), null, null, 1, null))
			.run((entry) -> stored[0] = entry.stored());
		return stored[0];
	}

}
