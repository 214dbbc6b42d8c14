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
import io.micrometer.tracing.exporter.SpanReporter;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * Hands the finished spans of Brave, or of any other tracer behind Micrometer's tracing
 * facade, to the publisher (contract, section 3.1). With the OpenTelemetry SDK use
 * {@link NatsSpanProcessor} instead: the facade knows neither a span's status nor the
 * attributes of its events.
 * <p>
 * Predicates and filters have been applied by the bridge when a span gets here.
 * Everything but a throwable's stack trace, which does not change, is copied out of the
 * span before {@link #report(FinishedSpan)} returns, because Brave hands over a view of a
 * span that it goes on using. What of the facade's span differs between tracers is evened
 * out:
 * <ul>
 * <li>times of events in milli-, micro- or nanoseconds: whichever lies nearest to the
 * span</li>
 * <li>a root span's parent id of {@code null} or zeros is empty</li>
 * <li>tags that only repeat the error or the links are left out</li>
 * <li>a recorded error that is not among the events is added to them, under
 * OpenTelemetry's names</li>
 * </ul>
 * <p>
 * Immutable and safe for use by several threads. Never blocks and never throws: a span
 * that cannot be read is counted by the publisher as not encodable.
 */
public final class NatsSpanReporter implements SpanReporter {

	private final SpanOffer<FinishedSpan> offer;

	/**
	 * Create a reporter.
	 * @param sink where the spans go
	 * @param origin who writes them
	 * @param runIdKeys the attributes that may name a span's run; the first that is there
	 * and not blank counts
	 */
	public NatsSpanReporter(SignalSink sink, Origin origin, List<String> runIdKeys) {
		FinishedSpanMapping mapping = new FinishedSpanMapping(origin, new RunIdKeys(runIdKeys));
		this.offer = new SpanOffer<>(sink, mapping::map);
	}

	@Override
	public void report(FinishedSpan span) {
		this.offer.offer(span);
	}

	/**
	 * Do nothing: there is no buffer in here, and the publisher is closed by its owner.
	 */
	@Override
	public void close() {
	}

	@Override
	public String toString() {
		return "NatsSpanReporter";
	}

}
