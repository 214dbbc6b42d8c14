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

package io.github.telemetrynats.benchmarks.encoding;

/**
 * How records are written.
 */
public enum Format {

	/** Ours, as the publisher does it: one JSON text for each record. */
	TELEMETRY_NATS,

	/** OTLP as protobuf with reused objects, a batch at a time. */
	OTLP_PROTOBUF,

	/** OTLP as protobuf with reused objects, each record in a request of its own. */
	OTLP_PROTOBUF_SINGLE,

	/** OTLP as JSON with reused objects, a batch at a time. */
	OTLP_JSON;

	/** As many records as OpenTelemetry's processors export at once by default. */
	static final int BATCH = 512;

	Encoding encoding(RecordKind kind) {
		return switch (this) {
			case TELEMETRY_NATS -> new OurEncoding(kind);
			case OTLP_PROTOBUF -> OtlpEncoding.of(kind, BATCH, false);
			case OTLP_PROTOBUF_SINGLE -> OtlpEncoding.of(kind, 1, false);
			case OTLP_JSON -> OtlpEncoding.of(kind, BATCH, true);
		};
	}

}
