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

package io.github.telemetrynats.stream;

/**
 * Why the server did not do what it was asked to.
 */
final class StreamApiException extends Exception {

	private final Kind kind;

	private final int errorCode;

	private final String detail;

	StreamApiException(Kind kind, String message) {
		this(kind, 0, message);
	}

	StreamApiException(Kind kind, int errorCode, String message) {
		super(message);
		this.kind = kind;
		this.errorCode = errorCode;
		this.detail = message;
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * Return what the server said, or what was not possible.
	 * @return the detail
	 */
	String detail() {
		return this.detail;
	}

	/**
	 * Return the code of JetStream's error ({@code err_code}).
	 * @return the code or 0
	 */
	int errorCode() {
		return this.errorCode;
	}

	boolean isStreamNotFound() {
		return this.errorCode == 10059;
	}

	boolean isNameInUse() {
		return this.errorCode == 10058;
	}

	/**
	 * What happened to the request.
	 */
	enum Kind {

		/** The server answered with an error. */
		REFUSED,

		/** Nobody listens to requests to JetStream. */
		NO_JETSTREAM,

		/** The user may not send the request or receive the answer. */
		NOT_PERMITTED,

		/** No answer in time. */
		NO_ANSWER,

		/** The connection was lost meanwhile, or is being closed. */
		DISCONNECTED

	}

}
