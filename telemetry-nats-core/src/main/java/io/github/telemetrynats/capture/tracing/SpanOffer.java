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

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;

/**
 * Hands spans to the publisher on the thread that ends them. Nothing that goes wrong
 * reaches the application, short of the JVM's own errors, and nothing is lost uncounted:
 * the publisher counts a span that cannot be read as not encodable.
 *
 * @param <S> the type of span
 */
final class SpanOffer<S> {

	private final FirstFailure notRead = new FirstFailure(
			"A span could not be read; such spans are counted as not encodable");

	private final FirstFailure notTaken = new FirstFailure("A span could not be handed to the publisher");

	private final SignalSink sink;

	private final Reading<S> reading;

	/**
	 * Create an offer.
	 * @param sink where the spans go
	 * @param reading reads a span, or returns {@code null} if it is not to be sent
	 */
	SpanOffer(SignalSink sink, Reading<S> reading) {
		this.sink = sink;
		this.reading = reading;
	}

	/**
	 * Offer a span.
	 * @param span the span
	 */
	void offer(S span) {
		try {
			CapturedSignal captured = read(span);
			if (captured != null) {
				this.sink.offer(captured);
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.notTaken.log(ex);
		}
	}

	private @Nullable CapturedSignal read(S span) {
		try {
			return this.reading.read(span);
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.notRead.log(ex);
			return new UnreadableSpan(ex);
		}
	}

	/**
	 * Reads a span.
	 *
	 * @param <S> the type of span
	 */
	@FunctionalInterface
	interface Reading<S> {

		@Nullable CapturedSignal read(S span);

	}

}
