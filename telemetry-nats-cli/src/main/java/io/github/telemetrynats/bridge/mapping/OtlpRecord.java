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

import java.util.List;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;

import io.github.telemetrynats.record.Origin;

/**
 * A record in OpenTelemetry's terms. Immutable.
 *
 * @param origin what its resource is made of
 * @param scope the name of its instrumentation scope: a log's logger, otherwise empty
 * @param elements one {@code Span} or {@code LogRecord}, or one or more {@code Metric}
 * with one data point each
 */
public record OtlpRecord(Origin origin, String scope, List<? extends Message> elements) {

	static final String TRUNCATED = "telemetry.truncated";

	public OtlpRecord {
		elements = List.copyOf(elements);
	}

	/**
	 * Say that the record was cut because it was too large for the server: with the
	 * attribute {@value #TRUNCATED}, for metrics in their metadata. With another
	 * attribute a point would be of another series.
	 * @return the record
	 */
	public OtlpRecord truncated() {
		KeyValue mark = OtlpValues.attribute(TRUNCATED, true);
		return new OtlpRecord(this.origin, this.scope, this.elements.stream().map((element) -> {
			if (element instanceof Span span) {
				return span.toBuilder().addAttributes(mark).build();
			}
			if (element instanceof LogRecord log) {
				return log.toBuilder().addAttributes(mark).build();
			}
			return (element instanceof Metric metric) ? metric.toBuilder().addMetadata(mark).build() : element;
		}).toList());
	}

}
