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

package io.github.telemetrynats.bridge.mapping;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.LogRecord;

/**
 * Log records (contract, section 3.3) in OpenTelemetry's terms. The logger is the scope,
 * as OpenTelemetry's own appenders have it.
 */
final class LogMapping {

	private static final String ERROR = "exception.message";

	private static final String THREAD = "thread.name";

	private LogMapping() {
	}

	static OtlpRecord map(LogRecord log, Instant stored) {
		io.opentelemetry.proto.logs.v1.LogRecord.Builder result = io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
			.setTimeUnixNano(OtlpValues.nanos(log.timestamp()))
			.setObservedTimeUnixNano(OtlpValues.nanos(stored))
			.setSeverityNumber(SeverityNumber.forNumber(log.level().severityNumber()))
			.setSeverityText(log.level().token().toUpperCase(Locale.ROOT))
			.setBody(OtlpValues.value(log.message()))
			.addAllAttributes(OtlpValues.attributes(log.fields()));
		attribute(ERROR, log.error(), log, result);
		attribute(THREAD, log.thread(), log, result);
		ByteString traceId = OtlpValues.id(log.traceId(), OtlpValues.TRACE_ID_BYTES);
		ByteString spanId = OtlpValues.id(log.spanId(), OtlpValues.SPAN_ID_BYTES);
		if (traceId != null) {
			result.setTraceId(traceId);
		}
		else {
			attribute("trace_id", log.traceId(), log, result);
		}
		// A span without its trace says nothing, and the protocol forbids it
		if (traceId != null && spanId != null) {
			result.setSpanId(spanId);
		}
		else {
			attribute("span_id", log.spanId(), log, result);
		}
		String logger = log.logger();
		return new OtlpRecord(log.origin(), (logger != null) ? OtlpValues.text(logger) : "", List.of(result.build()));
	}

	private static void attribute(String key, @Nullable String value, LogRecord log,
			io.opentelemetry.proto.logs.v1.LogRecord.Builder result) {
		if (value != null && !value.isEmpty() && !log.fields().containsKey(key)) {
			result.addAttributes(OtlpValues.attribute(key, value));
		}
	}

}
