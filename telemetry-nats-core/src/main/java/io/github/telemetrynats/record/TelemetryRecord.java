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

package io.github.telemetrynats.record;

import java.util.Map;

/**
 * One record of the TELEMETRY stream: one message, one JSON object (contract, section 3).
 * Immutable and safe for use by several threads, provided that the maps and lists given
 * to it are not changed afterwards: they are not copied.
 */
public sealed interface TelemetryRecord extends CapturedSignal permits SpanRecord, MetricPoint, LogRecord {

	/**
	 * Return which service, instance and process wrote the record.
	 * @return the origin
	 */
	Origin origin();

	/**
	 * Return the free-form part of the record: a span's attributes, a metric's tags, a
	 * log's fields.
	 * @return names and values, never {@code null}
	 */
	Map<String, ?> attributes();

	@Override
	default TelemetryRecord toRecord() {
		return this;
	}

}
