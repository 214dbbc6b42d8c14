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

import io.opentelemetry.sdk.trace.data.SpanData;

import io.github.telemetrynats.record.SpanRecord;

/**
 * What users let happen to a span before it is sent.
 */
interface SpanFiltering {

	/** Every span as it is. */
	SpanFiltering NONE = new SpanFiltering() {

		@Override
		public boolean wanted(SpanData span) {
			return true;
		}

		@Override
		public SpanRecord filter(SpanData span, SpanDataMapping mapping) {
			return mapping.map(span);
		}

	};

	/**
	 * Return whether the span is to be sent. Called on the application's thread; never
	 * throws.
	 * @param span an ended span
	 * @return whether to send it
	 */
	boolean wanted(SpanData span);

	/**
	 * Change the span and make the record. Called on the publisher's thread; throws what
	 * the user's code throws.
	 * @param span an ended span
	 * @param mapping makes the record
	 * @return the record
	 */
	SpanRecord filter(SpanData span, SpanDataMapping mapping);

}
