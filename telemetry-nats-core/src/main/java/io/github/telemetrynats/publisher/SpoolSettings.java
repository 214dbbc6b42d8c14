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

import java.nio.file.Path;

/**
 * Where a {@link TelemetryPublisher} keeps what the server has not confirmed, so that it
 * outlives the process. Immutable.
 *
 * @param directory the directory, made if it is not there. Publishers of one stream may
 * share it; those of several streams must not
 * @param maxBytes how large the files of one publisher may become, in bytes; at least 8
 * MiB
 */
public record SpoolSettings(Path directory, long maxBytes) {

	/** Two segments: one that is written to, one whose records are being settled. */
	private static final long LEAST_BYTES = 2L * FileSpool.SEGMENT_BYTES;

	public SpoolSettings {
		if (maxBytes < LEAST_BYTES) {
			throw new IllegalArgumentException("telemetry.nats.publisher.spool.max-bytes is " + maxBytes
					+ ": must be at least " + LEAST_BYTES + " bytes");
		}
	}

}
