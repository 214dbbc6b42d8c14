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

package io.github.telemetrynats.stream;

import java.time.Duration;
import java.time.Instant;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;

/**
 * What the server says about a stream.
 */
final class StreamInfoAnswer {

	private final JsonValue answer;

	StreamInfoAnswer(JsonValue answer) {
		this.answer = answer;
	}

	/**
	 * Return the whole configuration, with all fields that the server knows.
	 * @return the configuration
	 */
	JsonValue configuration() {
		JsonValue configuration = JsonValueUtils.readValue(this.answer, "config");
		return (configuration != null) ? configuration : JsonValue.EMPTY_MAP;
	}

	long bytes() {
		return JsonValueUtils.readLong(state(), "bytes", 0);
	}

	long messages() {
		return JsonValueUtils.readLong(state(), "messages", 0);
	}

	long maxBytes() {
		return StreamField.MAX_BYTES.number(configuration());
	}

	Duration duplicateWindow() {
		return Duration.ofNanos(StreamField.DUPLICATE_WINDOW.number(configuration()));
	}

	/**
	 * Return whether the oldest record is older than that.
	 * @param age an age
	 * @return whether there is such a record
	 */
	boolean hasOlderThan(Duration age) {
		var first = JsonValueUtils.readDate(state(), "first_ts");
		return messages() > 0 && first != null && first.toInstant().isBefore(Instant.now().minus(age));
	}

	private JsonValue state() {
		JsonValue state = JsonValueUtils.readValue(this.answer, "state");
		return (state != null) ? state : JsonValue.EMPTY_MAP;
	}

}
