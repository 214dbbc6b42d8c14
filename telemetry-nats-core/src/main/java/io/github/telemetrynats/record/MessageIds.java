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

/**
 * The ids that tell messages apart (contract, section 4), as they stand in the header
 * {@code Nats-Msg-Id}.
 */
public final class MessageIds {

	private MessageIds() {
	}

	/**
	 * Return the id of a span's message: trace id and span id, padded as in the body.
	 * @param span the span
	 * @return such as {@code a1b2c3d4e5f60718293a4b5c6d7e8f90.f6e5d4c3b2a10987}
	 */
	public static String of(SpanRecord span) {
		return headerSafe(HexIds.trace(span.traceId())) + '.' + headerSafe(HexIds.span(span.spanId()));
	}

	/**
	 * Return the id of a metric point's or log record's message.
	 * @param nuid the publisher's own, see {@link io.nats.client.NUID}
	 * @param sequence which one of the publisher's records it is, from 1
	 * @return such as {@code B8GXl2XgGOAzbZwLVmkPWr.1}
	 */
	public static String of(String nuid, long sequence) {
		return nuid + '.' + sequence;
	}

	/**
	 * Return the id of any record's message.
	 * @param record the record
	 * @param nuid the publisher's own
	 * @param sequence which one of the publisher's records it is; not used for spans
	 * @return the id
	 */
	public static String of(TelemetryRecord record, String nuid, long sequence) {
		return (record instanceof SpanRecord span) ? of(span) : of(nuid, sequence);
	}

	/**
	 * Make sure that an id which is none, from a tracer of its own kind, stays within its
	 * header: printable ASCII alone.
	 * @param id the id
	 * @return the id, or one with every other character replaced
	 */
	private static String headerSafe(String id) {
		for (int i = 0; i < id.length(); i++) {
			if (isUnsafe(id.charAt(i))) {
				StringBuilder safe = new StringBuilder(id);
				for (int j = i; j < safe.length(); j++) {
					if (isUnsafe(safe.charAt(j))) {
						safe.setCharAt(j, '_');
					}
				}
				return safe.toString();
			}
		}
		return id;
	}

	private static boolean isUnsafe(char c) {
		return c <= ' ' || c > '~';
	}

}
