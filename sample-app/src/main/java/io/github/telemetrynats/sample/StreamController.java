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
import io.nats.client.Nats;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * Shows what has arrived in the stream to those who have no NATS client at hand: reads it
 * with a connection and a consumer of its own, like any other program could.
 */
@RestController
class StreamController {

	private final String servers;

	StreamController(@Value("${" + OwnNatsServer.SERVERS + "}") String servers) {
		this.servers = servers;
	}

	@GetMapping(path = "/telemetry", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
	String telemetry(@RequestParam(defaultValue = "telemetry.>") String subject,
			@RequestParam(defaultValue = "20") int last) throws Exception {
		try (Connection connection = Nats.connect(this.servers)) {
			List<StoredMessage> messages = TelemetryStream.of(connection).messages(subject);
			return messages.subList(Math.max(0, messages.size() - last), messages.size())
				.stream()
				.map((message) -> message.subject() + ' ' + message.text() + '\n')
				.collect(Collectors.joining());
		}
	}

}
