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

package io.github.telemetrynats.capture.tracing;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a failure once, loudly, and keeps quiet about its repeats: what is lost is
 * counted by the publisher.
 */
final class FirstFailure {

	private static final Logger logger = LoggerFactory.getLogger(FirstFailure.class);

	private final AtomicBoolean told = new AtomicBoolean();

	private final String message;

	FirstFailure(String message) {
		this.message = message;
	}

	void log(Throwable failure) {
		if (this.told.compareAndSet(false, true)) {
			logger.warn("{}. Further failures are not logged", this.message, failure);
		}
	}

}
