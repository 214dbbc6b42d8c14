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

import java.util.Locale;

/**
 * How requests are written.
 */
public enum OtlpProtocol {

	/** As protobuf. */
	HTTP_PROTOBUF("http/protobuf", "application/x-protobuf"),

	/** As JSON. */
	HTTP_JSON("http/json", "application/json");

	private final String text;

	private final String contentType;

	OtlpProtocol(String text, String contentType) {
		this.text = text;
		this.contentType = contentType;
	}

	/**
	 * Return the protocol with a name of OpenTelemetry's specification.
	 * @param source where the name is from, for messages
	 * @param text the name
	 * @return the protocol
	 * @throws IllegalArgumentException if there is none
	 */
	public static OtlpProtocol parse(String source, String text) {
		for (OtlpProtocol protocol : values()) {
			if (protocol.text.equals(text.trim().toLowerCase(Locale.ROOT))) {
				return protocol;
			}
		}
		throw new IllegalArgumentException(source + " is '" + text + "', but must be http/protobuf or http/json"
				+ (text.contains("grpc") ? ": most backends take them on port 4318" : ""));
	}

	String contentType() {
		return this.contentType;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
