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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.SpanKind;

/**
 * The peer's name as OpenTelemetry's semantic conventions for services and servers put it
 * on a span.
 */
final class RemoteService {

	private RemoteService() {
	}

	/**
	 * Return the peer's logical name, or else the address that the span called.
	 * @param kind the span's kind
	 * @param attributes the span's attributes
	 * @return the name, or {@code null}
	 */
	static @Nullable String find(SpanKind kind, Map<String, ?> attributes) {
		String name = text(attributes, "service.peer.name");
		if (name == null) {
			name = text(attributes, "peer.service");
		}
		// On a server's span it is the server's own address
		if (name == null && kind != SpanKind.SERVER && kind != SpanKind.INTERNAL) {
			name = text(attributes, "server.address");
		}
		return name;
	}

	private static @Nullable String text(Map<String, ?> attributes, String key) {
		return (attributes.get(key) instanceof String text && !text.isBlank()) ? text : null;
	}

}
