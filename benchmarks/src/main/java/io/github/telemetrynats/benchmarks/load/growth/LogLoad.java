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

package io.github.telemetrynats.benchmarks.load.growth;

import java.time.Instant;
import java.util.Map;

import io.github.telemetrynats.benchmarks.load.RunningPublisher;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;

/**
 * Log records of a size.
 */
final class LogLoad {

	private static final int LARGEST = 8 * 1024 * 1024;

	private LogLoad() {
	}

	/**
	 * Make a record.
	 * @param bytes how large it is when encoded
	 * @return the record
	 */
	static LogRecord log(int bytes) {
		int frame = new RecordEncoder().encode(withMessage("-"), LARGEST).length - 1;
		return withMessage("x".repeat(Math.max(1, bytes - frame)));
	}

	private static LogRecord withMessage(String message) {
		return new LogRecord(Origin.of("load"), LogLevel.INFO, message, Instant.parse("2026-01-02T03:04:05.678Z"),
				Map.of(), "", null, null, "shop.OrderService", "worker-1");
	}

	/**
	 * Send records, so that the code is compiled that is about to be measured.
	 * @param records how many
	 * @param publisher where to
	 */
	static void send(int records, RunningPublisher publisher) {
		LogRecord log = log(300);
		for (int i = 0; i < records; i++) {
			publisher.offer(log, 8_192);
		}
		publisher.awaitSettled();
	}

}
