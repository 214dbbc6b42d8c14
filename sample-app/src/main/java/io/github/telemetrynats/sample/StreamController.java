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

package io.github.telemetrynats.sample;

import java.util.List;
import java.util.stream.Collectors;

import io.nats.client.Connection;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Shows what has arrived in the stream to those who have no NATS client at hand: the
 * newest messages, read over the connection on which the application sends, with its
 * credentials.
 */
@RestController
class StreamController {

	/** How much of the stream's end is read: some megabytes, however long the stream. */
	private static final int WINDOW = 5_000;

	private final TelemetryConnection connection;

	private final String stream;

	StreamController(TelemetryConnection connection, @Value("${telemetry.nats.stream.name:TELEMETRY}") String stream) {
		this.connection = connection;
		this.stream = stream;
	}

	@GetMapping(path = "/telemetry", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
	String telemetry(@RequestParam(defaultValue = "telemetry.>") String subject,
			@RequestParam(defaultValue = "20") int last) {
		Connection current = this.connection.current();
		if (current == null) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "There is no connection to NATS");
		}
		List<StoredMessage> messages = TelemetryStream.of(current, this.stream).newest(subject, WINDOW);
		return messages.subList(Math.max(0, messages.size() - Math.max(0, last)), messages.size())
			.stream()
			.map((message) -> message.subject() + ' ' + message.text() + '\n')
			.collect(Collectors.joining());
	}

}
