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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a span behind Micrometer's tracing facade: a recorded throwable, or
 * else, after Zipkin's convention, a tag {@code error}.
 *
 * @param failed whether anything did
 * @param text the error's message, or an empty string
 * @param throwable what was recorded, or {@code null}
 */
record SpanError(boolean failed, String text, @Nullable Throwable throwable) {

	/** OpenTelemetry's name for the event of a recorded exception. */
	static final String EVENT_NAME = "exception";

	private static final String TAG = "error";

	// What Micrometer's and OpenTracing's conventions write when nothing went wrong
	private static final Set<String> NO_ERROR = Set.of("", "none", "false");

	/**
	 * Find the error. A tag that does nothing but repeat it is taken away.
	 * @param throwable what was recorded, or {@code null}
	 * @param attributes the span's tags, which may be changed
	 * @return the error
	 */
	static SpanError takeFrom(@Nullable Throwable throwable, Map<String, Object> attributes) {
		Object tag = attributes.get(TAG);
		String tagText = (tag != null) ? tag.toString() : "";
		if (throwable != null) {
			String message = message(throwable);
			// Micrometer's Brave bridge tags the simple name if there is no message
			if (tagText.equals(message) || tagText.equals(throwable.getClass().getSimpleName())) {
				attributes.remove(TAG);
			}
			return new SpanError(true, message.isBlank() ? throwable.getClass().getName() : message, throwable);
		}
		boolean failed = !NO_ERROR.contains(tagText.strip().toLowerCase(Locale.ROOT));
		return new SpanError(failed, (failed && !tagText.equalsIgnoreCase("true")) ? tagText : "", null);
	}

	/**
	 * Return the attributes of the event of a recorded exception, under OpenTelemetry's
	 * names, but for the stack trace, which takes long to write.
	 * @return type and message
	 */
	Map<String, Object> attributes() {
		Map<String, Object> attributes = new LinkedHashMap<>();
		if (this.throwable != null) {
			attributes.put("exception.type", this.throwable.getClass().getName());
			attributes.put("exception.message", this.text);
		}
		return attributes;
	}

	private static String message(Throwable throwable) {
		try {
			String message = throwable.getMessage();
			return (message != null) ? message : "";
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

}
