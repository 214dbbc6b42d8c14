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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is stored in the stream. Safe for use by several threads.
 */
public final class StoredMessage {

	private static final String MESSAGE_ID = "Nats-Msg-Id";

	private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private final long sequence;

	private final String subject;

	private final Map<String, List<String>> headers;

	private final byte[] data;

	private final Instant storedAt;

	private volatile @Nullable JsonNode json;

	private StoredMessage(long sequence, String subject, Map<String, List<String>> headers, byte[] data,
			Instant storedAt) {
		this.sequence = sequence;
		this.subject = subject;
		this.headers = headers;
		this.data = data;
		this.storedAt = storedAt;
	}

	static StoredMessage of(Message message) {
		var metaData = message.metaData();
		return of(metaData.streamSequence(), subject(message), headers(message.getHeaders()), message.getData(),
				metaData.timestamp().toInstant());
	}

	/**
	 * Return the subject as it was sent: unless told that there may be other than ASCII
	 * characters in subjects, jnats makes a character of every byte.
	 * @param message a message as jnats received it
	 * @return its subject
	 */
	private static String subject(Message message) {
		String subject = message.getSubject();
		if (message.getConnection().getOptions().supportUTF8Subjects()) {
			return subject;
		}
		byte[] bytes = new byte[subject.length()];
		for (int index = 0; index < bytes.length; index++) {
			bytes[index] = (byte) subject.charAt(index);
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * Create a message by hand, for example to try what a check says of it.
	 * @param sequence its place in the stream, from 1
	 * @param subject its subject
	 * @param headers its headers
	 * @param data its payload
	 * @param storedAt when the server stored it
	 * @return the message
	 */
	public static StoredMessage of(long sequence, String subject, Map<String, List<String>> headers, byte[] data,
			Instant storedAt) {
		return new StoredMessage(sequence, subject, headers, data, storedAt);
	}

	private static Map<String, List<String>> headers(@Nullable Headers headers) {
		Map<String, List<String>> copy = new LinkedHashMap<>();
		if (headers != null) {
			headers.forEach((key, values) -> copy.put(key, List.copyOf(values)));
		}
		return copy;
	}

	/**
	 * Return the message's place in the stream.
	 * @return the stream sequence, from 1
	 */
	public long sequence() {
		return this.sequence;
	}

	/**
	 * Return the message's subject.
	 * @return for example {@code telemetry.logs.engine.info}
	 */
	public String subject() {
		return this.subject;
	}

	/**
	 * Return the message's id.
	 * @return the first {@code Nats-Msg-Id} header, or {@code null} if there is none
	 */
	public @Nullable String messageId() {
		List<String> ids = this.headers.get(MESSAGE_ID);
		return (ids == null || ids.isEmpty()) ? null : ids.get(0);
	}

	/**
	 * Return the message's headers.
	 * @return all values by name
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * Return the payload as it was sent.
	 * @return a copy of the bytes
	 */
	public byte[] data() {
		return this.data.clone();
	}

	/**
	 * Return the payload as text.
	 * @return the bytes read as UTF-8
	 */
	public String text() {
		return new String(this.data, StandardCharsets.UTF_8);
	}

	/**
	 * Return the record.
	 * @return the payload as JSON
	 * @throws IllegalStateException if it is no JSON
	 */
	public JsonNode json() {
		JsonNode parsed = this.json;
		if (parsed == null) {
			try {
				parsed = JSON.readTree(this.data);
				this.json = parsed;
			}
			catch (IOException ex) {
				throw new IllegalStateException("Message " + this + " is no JSON", ex);
			}
		}
		return parsed;
	}

	/**
	 * Return when the server stored the message.
	 * @return the time by the server's clock
	 */
	public Instant storedAt() {
		return this.storedAt;
	}

	@Override
	public String toString() {
		return "#" + this.sequence + ' ' + this.subject + ' ' + text();
	}

}
