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

package io.github.telemetrynats.bridge.export;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.bridge.export.ExportAnswer.Outcome;
import io.github.telemetrynats.record.Signal;

/**
 * Says what an HTTP answer means (OpenTelemetry protocol specification, section OTLP/HTTP
 * Response).
 */
final class AnswerReading {

	private static final int MAX_TEXT = 300;

	private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

	private AnswerReading() {
	}

	static ExportAnswer read(Signal signal, RawAnswer raw, Instant now) {
		int status = raw.status();
		if (status >= 200 && status < 300) {
			return accepted(signal, raw);
		}
		return new ExportAnswer(outcome(status), status, text(raw), 0, retryAfter(raw.retryAfter(), now));
	}

	// The specification lets 429, 502, 503 and 504 be retried. The other 5xx say that the
	// backend
	// fails, not that a record is wrong, and 401, 403, 404 and the like are about the
	// sender: neither
	// is a reason to give a record up
	private static Outcome outcome(int status) {
		if (status == 408 || status == 425 || status == 429 || status >= 500) {
			return Outcome.UNAVAILABLE;
		}
		return switch (status) {
			case 401, 402, 403, 404, 405, 406, 407, 410, 415, 421, 426 -> Outcome.MISCONFIGURED;
			default -> (status >= 400) ? Outcome.REFUSED : Outcome.MISCONFIGURED;
		};
	}

	private static ExportAnswer accepted(Signal signal, RawAnswer raw) {
		try {
			if (raw.contentType().startsWith("application/json")) {
				PartialSuccess partial = PartialSuccess.json(raw.body());
				return new ExportAnswer(Outcome.ACCEPTED, raw.status(), partial.text(), partial.rejected(), null);
			}
			if (!raw.contentType().isEmpty() && !raw.contentType().contains("protobuf")) {
				return accepted(raw, 0, "");
			}
			return switch (signal) {
				case SPANS -> {
					var partial = ExportTraceServiceResponse.parseFrom(raw.body()).getPartialSuccess();
					yield accepted(raw, partial.getRejectedSpans(), partial.getErrorMessage());
				}
				case METRICS -> {
					var partial = ExportMetricsServiceResponse.parseFrom(raw.body()).getPartialSuccess();
					yield accepted(raw, partial.getRejectedDataPoints(), partial.getErrorMessage());
				}
				case LOGS -> {
					var partial = ExportLogsServiceResponse.parseFrom(raw.body()).getPartialSuccess();
					yield accepted(raw, partial.getRejectedLogRecords(), partial.getErrorMessage());
				}
			};
		}
		catch (InvalidProtocolBufferException ex) {
			return accepted(raw, 0, "");
		}
	}

	private static ExportAnswer accepted(RawAnswer raw, long rejected, String text) {
		return new ExportAnswer(Outcome.ACCEPTED, raw.status(), text, Math.max(0, rejected), null);
	}

	// Errors are a protobuf Status, JSON or plain text; what can be read of them is shown
	private static String text(RawAnswer raw) {
		StringBuilder text = new StringBuilder();
		for (char c : new String(raw.body(), StandardCharsets.UTF_8).toCharArray()) {
			if (text.length() < MAX_TEXT && c >= ' ' && c != '\ufffd' && c != '\u007f') {
				text.append(c);
			}
		}
		return text.toString().trim();
	}

	static @Nullable Duration retryAfter(Optional<String> header, Instant now) {
		if (header.isEmpty()) {
			return null;
		}
		String text = header.get().trim();
		Duration wait;
		try {
			wait = Duration.ofSeconds(Long.parseLong(text));
		}
		catch (NumberFormatException ex) {
			try {
				wait = Duration.between(now,
						ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
							.toInstant());
			}
			catch (DateTimeParseException unreadable) {
				return null;
			}
		}
		return wait.isNegative() ? Duration.ZERO : ((wait.compareTo(MAX_RETRY_AFTER) > 0) ? MAX_RETRY_AFTER : wait);
	}

}
