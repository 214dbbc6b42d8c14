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

import org.jspecify.annotations.Nullable;

/**
 * A message's body is not the record that it should be (contract, section 3).
 */
public final class RecordDecodingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String field;

	/**
	 * Create the exception.
	 * @param message what was expected, and what is there
	 * @param field the path of the field that does not fit, such as
	 * {@code events[0].time}, or {@code null} if it is the body as a whole
	 * @param cause why, or {@code null}
	 */
	public RecordDecodingException(String message, @Nullable String field, @Nullable Throwable cause) {
		super(message, cause);
		this.field = field;
	}

	/**
	 * Return which field does not fit.
	 * @return its path, such as {@code events[0].time}, or {@code null} if it is the body
	 * as a whole
	 */
	public @Nullable String field() {
		return this.field;
	}

}
