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

package io.github.telemetrynats.benchmarks.load.durable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.nats.client.NUID;

import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.RecordEncoder;

/**
 * Log records of a given size when encoded. The publisher is given the record and encodes
 * it, each time; the others are given the bytes. Immutable.
 */
final class Load {

	static final String SUBJECT = "telemetry.logs.load.info";

	private static final int LARGEST = 8 * 1024 * 1024;

	private final LogRecord log;

	private final byte[] body;

	private Load(LogRecord log) {
		this.log = log;
		this.body = new RecordEncoder().encode(log, LARGEST);
	}

	/**
	 * Create a load.
	 * @param bytes how large each encoded record is, in bytes
	 * @return the load
	 */
	static Load ofBytes(int bytes) {
		int frame = new Load(log("")).body.length - 1;
		return new Load(log("x".repeat(Math.max(1, bytes - frame))));
	}

	private static LogRecord log(String padding) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("order", 4711L);
		return new LogRecord(new Origin("load", "host-1", Map.of()), LogLevel.INFO, padding,
				Instant.parse("2026-01-02T03:04:05.678901234Z"), fields, "", null, null, "shop.OrderService",
				"worker-1");
	}

	LogRecord log() {
		return this.log;
	}

	byte[] body() {
		return this.body;
	}

	/**
	 * Return the beginning of ids that no other arm and no other run uses.
	 * @return what a number is appended to
	 */
	static String newIdPrefix() {
		return NUID.nextGlobal() + '.';
	}

	/**
	 * Write a number of as many digits as there is room for.
	 * @param number the number
	 * @param target where to
	 * @param from the first digit's place
	 * @param to the place after the last digit
	 */
	static void writeDigits(long number, byte[] target, int from, int to) {
		long rest = number;
		for (int i = to - 1; i >= from; i--) {
			target[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
	}

	static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
