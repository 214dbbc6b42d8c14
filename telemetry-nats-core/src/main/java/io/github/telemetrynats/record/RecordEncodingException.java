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
 * A record cannot be written as JSON: a metric point's value is not a finite number, or
 * the record broke a promise of its type, for example through a {@code null}.
 */
public class RecordEncodingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message which record cannot be written, and why
	 * @param cause what the record threw, or {@code null}
	 */
	public RecordEncodingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
