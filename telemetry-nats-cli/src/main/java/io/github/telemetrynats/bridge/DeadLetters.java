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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

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
 * something to the server have {@code Original-} in front. What would be larger than the
 * server takes is compressed ({@code Content-Encoding: gzip}).
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

	void store(Signal signal, Delivery delivery, String reason, int status) throws IOException, JetStreamApiException {
		this.connection.jetStream().publish(letter(signal, delivery, reason, status));
	}

	// With its headers a letter can be larger than the record was, and a record as large
	// as
	// the server takes is the one that a backend refuses first
	private NatsMessage letter(Signal signal, Delivery delivery, String reason, int status) {
		byte[] original = delivery.message().getData();
		byte[] body = original;
		Headers headers = headers(delivery, reason, status, true);
		if (isTooLarge(headers, body)) {
			headers.put("Content-Encoding", "gzip");
			body = gzip(body);
		}
		if (isTooLarge(headers, body)) {
			headers = headers(delivery, reason, status, false);
			headers.put("Dead-Letter-Body", "left out: " + original.length + " bytes");
			body = new byte[0];
		}
		return NatsMessage.builder().subject(this.subject + '.' + signal.token()).headers(headers).data(body).build();
	}

	/**
	 * Return the subject of a message.
	 * @param message the message
	 * @return its subject, in which a connection that is not made for other alphabets has
	 * one character for each byte
	 */
	String subject(Message message) {
		String subject = message.getSubject();
		if (this.connection.getOptions().supportUTF8Subjects()) {
			return subject;
		}
		byte[] bytes = new byte[subject.length()];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) subject.charAt(i);
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private boolean isTooLarge(Headers headers, byte[] body) {
		long most = this.connection.getMaxPayload();
		return most > 0 && headers.serializedLength() + body.length > most;
	}

	private Headers headers(Delivery delivery, String reason, int status, boolean withOriginal) {
		Headers headers = new Headers();
		Message message = delivery.message();
		Headers original = message.getHeaders();
		if (original != null && withOriginal) {
			original.forEach((name, values) -> headers
				.put(name.toLowerCase(Locale.ROOT).startsWith("nats-") ? "Original-" + name : name, values));
		}
		String stream = message.metaData().getStream();
		headers.put("Dead-Letter-Reason", line(reason));
		headers.put("Dead-Letter-Status", (status != 0) ? Integer.toString(status) : "none");
		headers.put("Dead-Letter-Stream", stream);
		headers.put("Dead-Letter-Subject", ascii(subject(message)));
		headers.put("Dead-Letter-Sequence", Long.toString(delivery.sequence()));
		headers.put("Dead-Letter-Time", delivery.stored().toString());
		headers.put("Nats-Msg-Id", stream + '.' + delivery.sequence());
		return headers;
	}

	// Subjects may have letters of all alphabets, headers only those of ASCII: the others
	// are
	// percent-encoded
	private static String ascii(String subject) {
		StringBuilder text = new StringBuilder();
		for (byte each : subject.getBytes(StandardCharsets.UTF_8)) {
			if (each > ' ' && each != '%' && each != 0x7f) {
				text.append((char) each);
			}
			else {
				text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
			}
		}
		return text.toString();
	}

	private static byte[] gzip(byte[] body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	// A header is one line of ASCII
	private static String line(String text) {
		String plain = text.replaceAll("[^ -~]+", " ").trim();
		return (plain.length() > MAX_REASON) ? plain.substring(0, MAX_REASON) : plain;
	}

}
