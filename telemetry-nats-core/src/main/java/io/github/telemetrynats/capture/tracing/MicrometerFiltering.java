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

import java.util.List;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.otel.bridge.OtelFinishedSpan;
import io.opentelemetry.sdk.trace.data.SpanData;

import io.github.telemetrynats.record.SpanRecord;

/**
 * Evaluates Micrometer's predicates and filters in the way of its
 * {@code CompositeSpanExporter}: a span is sent if all predicates agree, each of them
 * seeing the span anew and before any filter; then the filters change it one after the
 * other.
 * <p>
 * A predicate that throws keeps nothing out: predicates only thin out, and one that
 * stumbles over a tag that isn't there would make most spans vanish. A filter that throws
 * keeps the span from being sent, since filters are where users remove what must not
 * leave the process; the publisher counts it as not encodable. The first failure of
 * either is logged.
 */
final class MicrometerFiltering implements SpanFiltering {

	private final List<SpanExportingPredicate> predicates;

	private final List<SpanFilter> filters;

	private final FinishedSpanMapping foreignMapping;

	private final FirstFailure predicateFailure = new FirstFailure(
			"A SpanExportingPredicate failed; the spans that predicates fail on are sent");

	private final FirstFailure filterFailure = new FirstFailure(
			"A SpanFilter failed; the spans that filters fail on are not sent, and counted as not encodable");

	MicrometerFiltering(List<SpanExportingPredicate> predicates, List<SpanFilter> filters,
			FinishedSpanMapping foreignMapping) {
		this.predicates = List.copyOf(predicates);
		this.filters = List.copyOf(filters);
		this.foreignMapping = foreignMapping;
	}

	@Override
	public boolean wanted(SpanData span) {
		for (SpanExportingPredicate predicate : this.predicates) {
			try {
				if (!predicate.isExportable(OtelFinishedSpan.fromOtel(span))) {
					return false;
				}
			}
			catch (VirtualMachineError ex) {
				throw ex;
			}
			catch (Throwable ex) {
				this.predicateFailure.log(ex);
			}
		}
		return true;
	}

	@Override
	public SpanRecord filter(SpanData span, SpanDataMapping mapping) {
		if (this.filters.isEmpty()) {
			return mapping.map(span);
		}
		FinishedSpan filtered = OtelFinishedSpan.fromOtel(span);
		try {
			for (SpanFilter filter : this.filters) {
				filtered = filter.map(filtered);
			}
			// A filter may have answered with a span of its own
			return (filtered instanceof OtelFinishedSpan) ? mapping.map(OtelFinishedSpan.toOtel(filtered))
					: this.foreignMapping.map(filtered).toRecord();
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.filterFailure.log(ex);
			throw new IllegalStateException("A SpanFilter failed", ex);
		}
	}

}
