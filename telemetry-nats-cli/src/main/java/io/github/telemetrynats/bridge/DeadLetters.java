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

package io.github.telemetrynats.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;

import io.github.telemetrynats.record.Signal;

/**
 * Keeps records that no backend takes, as they were, and why: in the headers
 * {@code Dead-Letter-Reason}, {@code -Status}, {@code -Stream}, {@code -Subject},
 * {@code -Sequence} and {@code -Time}. The original headers stay; those that mean
 * something to the server have {@code Original-} in front.
 */
final class DeadLetters {

	private static final Duration MAX_AGE = Duration.ofDays(30);

	private static final int NAME_IN_USE = 10058;

	private static final int MAX_REASON = 500;

	private final Connection connection;

	private final String subject;

	DeadLetters(Connection connection, String subject) {
		this.connection = connection;
		this.subject = subject;
	}

	/**
	 * Make sure that there is a stream for the subject.
	 * @param stream the name of the stream that is created if there is none
	 */
	void provision(String stream) throws IOException, JetStreamApiException {
		JetStreamManagement management = this.connection.jetStreamManagement();
		String subjects = this.subject + ".>";
		List<String> names = management.getStreamNames(subjects);
		if (names.isEmpty()) {
			try {
				management.addStream(StreamConfiguration.builder()
					.name(stream)
					.description("Records that an OTLP bridge could not deliver")
					.subjects(subjects)
					.maxAge(MAX_AGE)
					.build());
			}
			catch (JetStreamApiException ex) {
				// Another bridge was faster, or is older and has it in another way
				if (ex.getApiErrorCode() != NAME_IN_USE || management.getStreamNames(subjects).isEmpty()) {
					throw ex;
				}
			}
		}
	}

	void store(Signal signal, Message message, String reason, int status) throws IOException, JetStreamApiException {
		Headers headers = new Headers();
		Headers original = message.getHeaders();
		if (original != null) {
			original.forEach((name, values) -> headers
				.put(name.toLowerCase(Locale.ROOT).startsWith("nats-") ? "Original-" + name : name, values));
		}
		String stream = message.metaData().getStream();
		long sequence = message.metaData().streamSequence();
		headers.put("Dead-Letter-Reason", line(reason));
		headers.put("Dead-Letter-Status", (status != 0) ? Integer.toString(status) : "none");
		headers.put("Dead-Letter-Stream", stream);
		headers.put("Dead-Letter-Subject", message.getSubject());
		headers.put("Dead-Letter-Sequence", Long.toString(sequence));
		headers.put("Dead-Letter-Time", message.metaData().timestamp().toInstant().toString());
		headers.put("Nats-Msg-Id", stream + '.' + sequence);
		this.connection.jetStream()
			.publish(NatsMessage.builder()
				.subject(this.subject + '.' + signal.token())
				.headers(headers)
				.data(message.getData())
				.build());
	}

	// A header is one line of ASCII
	private static String line(String text) {
		String plain = text.replaceAll("[^ -~]+", " ").trim();
		return (plain.length() > MAX_REASON) ? plain.substring(0, MAX_REASON) : plain;
	}

}
