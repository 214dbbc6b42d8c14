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

import java.util.HashSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator how the stream stands: each problem once, and its end once. Not safe
 * for use by several threads.
 */
final class StreamLog {

	/** So many different problems are told until the stream is well. */
	private static final int MAX_PROBLEMS = 10;

	private static final Logger logger = LoggerFactory.getLogger(StreamProvisioner.class);

	private final String stream;

	private final Set<String> told = new HashSet<>();

	StreamLog(String stream) {
		this.stream = stream;
	}

	void tell(Finding finding) {
		if (finding.done() != null) {
			logger.info("Stream {} {}", this.stream, finding.done());
		}
		if (finding.status() == StreamState.Status.READY) {
			if (!this.told.isEmpty()) {
				logger.info("Stream {} is there and as configured now", this.stream);
				this.told.clear();
			}
			return;
		}
		String text = text(finding);
		if (this.told.size() < MAX_PROBLEMS && this.told.add(text)) {
			logger.warn("Stream {} {}", this.stream, text);
		}
		else {
			logger.debug("Stream {} {}", this.stream, text);
		}
	}

	private static String text(Finding finding) {
		StringBuilder text = new StringBuilder(switch (finding.status()) {
			case MISSING -> "is missing; telemetry is kept in memory, within the bounds of telemetry.nats.publisher, "
					+ "until it is there";
			case DIFFERENT -> "differs from what is configured";
			default -> "could not be checked";
		});
		if (finding.problem() != null) {
			text.append(": ").append(finding.problem());
		}
		if (!finding.differences().isEmpty()) {
			text.append(": ").append(String.join("; ", finding.differences()));
		}
		return text.toString();
	}

}
