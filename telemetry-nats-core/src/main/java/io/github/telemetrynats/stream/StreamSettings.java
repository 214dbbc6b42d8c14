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
import java.util.Objects;
import java.util.regex.Pattern;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;

/**
 * What the stream should be like (contract, section 1). Immutable.
 *
 * @param name the stream's name
 * @param subjectPrefix the first tokens of its subjects
 * @param storage where it is kept
 * @param maxAge after how long records expire; zero for never
 * @param maxBytes how large it may become, in bytes; -1 for no limit
 * @param duplicateWindow for how long the server knows message ids
 * @param discard what gives way when it is full
 * @param replicas on how many servers it is kept
 * @param provisioning what to do about it
 */
public record StreamSettings(String name, String subjectPrefix, StorageType storage, Duration maxAge, long maxBytes,
		Duration duplicateWindow, DiscardPolicy discard, int replicas, Provisioning provisioning) {

	/** The shortest duration that a server takes for a stream. */
	private static final Duration MINIMUM = Duration.ofMillis(100);

	private static final Pattern NAME = Pattern.compile("[^\\s.*>/\\\\\\p{Cntrl}]{1,255}");

	private static final Pattern PREFIX = Pattern
		.compile("(?!\\$|_INBOX)[^\\s.*>\\p{Cntrl}]+(\\.[^\\s.*>\\p{Cntrl}]+)*");

	/**
	 * Check the settings.
	 * @throws IllegalArgumentException if something is wrong; the message names the
	 * property, the value and what would be right
	 */
	public StreamSettings {
		Objects.requireNonNull(storage, "'storage' must not be null");
		Objects.requireNonNull(discard, "'discard' must not be null");
		Objects.requireNonNull(provisioning, "'provisioning' must not be null");
		check(NAME.matcher(name).matches(), "name", name,
				"must be a name of 1 to 255 characters without white space, '.', '*', '>', '/' and '\\'");
		check(PREFIX.matcher(subjectPrefix).matches(), "subject-prefix", subjectPrefix,
				"must be one or more tokens, separated by dots, without white space, '*' and '>', and must not start "
						+ "with '$' or '_INBOX'");
		check(maxAge.isZero() || maxAge.compareTo(MINIMUM) >= 0, "max-age", maxAge,
				"must be 100ms or more, or 0 for records that never expire");
		check(maxBytes == -1 || maxBytes > 0, "max-bytes", maxBytes, "must be positive, or -1 for no limit");
		check(duplicateWindow.compareTo(MINIMUM) >= 0, "duplicate-window", duplicateWindow,
				"must be 100ms or more, for example 5s");
		check(maxAge.isZero() || duplicateWindow.compareTo(maxAge) <= 0, "duplicate-window", duplicateWindow,
				"must not be longer than telemetry.nats.stream.max-age, which is '" + maxAge + "'");
		check(replicas >= 1 && replicas <= 5, "replicas", replicas, "must be 1 to 5");
	}

	private static void check(boolean right, String property, Object value, String what) {
		if (!right) {
			throw new IllegalArgumentException("telemetry.nats.stream." + property + " is '" + value + "' but " + what);
		}
	}

	/**
	 * Return the settings of the contract.
	 * @return {@code TELEMETRY} on {@code telemetry.>}, 7 days, 1 GiB, file, 5 s, discard
	 * old, one replica, create or update
	 */
	public static StreamSettings defaults() {
		return new StreamSettings("TELEMETRY", "telemetry", StorageType.File, Duration.ofDays(7), 1L << 30,
				Duration.ofSeconds(5), DiscardPolicy.Old, 1, Provisioning.CREATE_OR_UPDATE);
	}

}
