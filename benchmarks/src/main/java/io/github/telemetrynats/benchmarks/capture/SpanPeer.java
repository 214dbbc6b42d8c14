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

package io.github.telemetrynats.benchmarks.capture;

/**
 * Who takes finished spans.
 */
public enum SpanPeer {

	/** OpenTelemetry's tracer and a processor that does nothing. */
	OPEN_TELEMETRY_NOTHING,

	/** OpenTelemetry's tracer and our processor. */
	OPEN_TELEMETRY_TELEMETRY_NATS,

	/** OpenTelemetry's tracer and its own BatchSpanProcessor. */
	OPEN_TELEMETRY_BATCH,

	/** Brave's tracer and a handler that does nothing. */
	BRAVE_NOTHING,

	/** Brave's tracer, Micrometer's bridge and our reporter. */
	BRAVE_TELEMETRY_NATS,

	/** Brave's tracer and Zipkin's asynchronous reporter. */
	BRAVE_ZIPKIN;

	SpanPipeline start() {
		return switch (this) {
			case OPEN_TELEMETRY_NOTHING -> OpenTelemetrySpanPipeline.nothing();
			case OPEN_TELEMETRY_TELEMETRY_NATS -> OpenTelemetrySpanPipeline.telemetryNats();
			case OPEN_TELEMETRY_BATCH -> OpenTelemetrySpanPipeline.batch();
			case BRAVE_NOTHING -> BraveSpanPipeline.nothing();
			case BRAVE_TELEMETRY_NATS -> BraveSpanPipeline.telemetryNats();
			case BRAVE_ZIPKIN -> BraveSpanPipeline.zipkin();
		};
	}

}
