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

package io.github.telemetrynats.bridge.export;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param outcome what follows from it
 * @param status the HTTP status, or 0 if there was no answer
 * @param text what the backend said, or what is wrong with the connection
 * @param rejected how many records or data points a backend that accepted the request did
 * not take
 * @param retryAfter how long the backend wants to be left alone, or {@code null}
 */
public record ExportAnswer(Outcome outcome, int status, String text, long rejected, @Nullable Duration retryAfter) {

	/**
	 * What follows from an answer.
	 */
	public enum Outcome {

		/** The backend has the records. */
		ACCEPTED,

		/** The backend is away or busy: the same again, later. */
		UNAVAILABLE,

		/**
		 * The backend would not take any request from here: wrong key, wrong path. Later
		 * again, too, as no record is to blame.
		 */
		MISCONFIGURED,

		/** The request is larger than the backend takes, or there is something in it. */
		REFUSED

	}

	/**
	 * Describe the answer in a few words.
	 * @return such as {@code 503: overloaded}
	 */
	public String shown() {
		return ((this.status != 0) ? "HTTP " + this.status + (this.text.isEmpty() ? "" : ": ") : "") + this.text;
	}

}
