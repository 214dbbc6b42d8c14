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
