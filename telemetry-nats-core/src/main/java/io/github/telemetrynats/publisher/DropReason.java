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

package io.github.telemetrynats.publisher;

/**
 * Why a record that was offered is not in the stream and never will be.
 */
public enum DropReason {

	/** The lane of captured signals was full. */
	QUEUE_FULL("queue-full"),

	/**
	 * The oldest records made room for newer ones (overflow policy {@code drop-oldest}).
	 */
	EVICTED("evicted"),

	/**
	 * The log came before there was a publisher, and the start-up buffer was full
	 * ({@code telemetry.nats.logs.startup-buffer}).
	 */
	STARTUP_BUFFER_FULL("startup-buffer-full"),

	/** The record could not be captured, made or written as JSON. */
	NOT_ENCODABLE("not-encodable"),

	/** The record is larger than the server takes, even when it is cut. */
	TOO_LARGE("too-large"),

	/** The server said that it will never take this record. */
	REJECTED("rejected"),

	/** The record was offered after the publisher was closed. */
	CLOSED("closed"),

	/** The close timeout was over before the server had confirmed the record. */
	CLOSE_TIMEOUT("close-timeout");

	private final String token;

	DropReason(String token) {
		this.token = token;
	}

	/**
	 * Return the reason as it stands in meters, health and endpoint.
	 * @return the lower-case name with hyphens
	 */
	public String token() {
		return this.token;
	}

}
