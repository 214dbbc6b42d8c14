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

package io.github.telemetrynats.cli.reading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.RecordDecoder;
import io.github.telemetrynats.record.RecordDecodingException;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.SpanRecord;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * One message of the stream, and what could be made of it. Not safe for use by several
 * threads.
 */
public final class Entry {

	private static final Signal[] SIGNALS = Signal.values();

	private final Message message;

	private final Position position;

	private final RecordDecoder decoder;

	private @Nullable TelemetryRecord record;

	private @Nullable String problem;

	private boolean decoded;

	private @Nullable String messageId;

	Entry(Message message, Position position, RecordDecoder decoder) {
		this.message = message;
		this.position = position;
		this.decoder = decoder;
	}

	/**
	 * Return the sequence in the stream.
	 * @return the sequence, from 1
	 */
	public long sequence() {
		return this.position.sequence();
	}

	/**
	 * Return when the server stored it.
	 * @return the time
	 */
	public Instant stored() {
		long nanos = this.position.storedNanos();
		return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
	}

	long storedNanos() {
		return this.position.storedNanos();
	}

	/**
	 * Return the subject.
	 * @return the subject
	 */
	public String subject() {
		return this.message.getSubject();
	}

	/**
	 * Return the message's id.
	 * @return the id, or {@code null} if it has none
	 */
	public @Nullable String messageId() {
		Headers headers = this.message.getHeaders();
		if (this.messageId == null && headers != null) {
			this.messageId = headers.getLast("Nats-Msg-Id");
		}
		return this.messageId;
	}

	/**
	 * Return the message's body.
	 * @return the body, not a copy
	 */
	public byte[] body() {
		return this.message.getData();
	}

	/**
	 * Return the body as a text.
	 * @return the text, with replacements for what is not UTF-8
	 */
	public String text() {
		return new String(body(), StandardCharsets.UTF_8);
	}

	/**
	 * Return the record.
	 * @return the record, or {@code null} if the body is none
	 */
	public @Nullable TelemetryRecord record() {
		decode();
		return this.record;
	}

	/**
	 * Return why there is no record.
	 * @return the reason, or {@code null} if there is one
	 */
	public @Nullable String problem() {
		decode();
		return this.problem;
	}

	private void decode() {
		if (this.decoded) {
			return;
		}
		this.decoded = true;
		try {
			this.record = this.decoder.decode(subject(), body());
		}
		catch (RecordDecodingException ex) {
			this.problem = ex.getMessage();
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.problem = "The body cannot be read: " + ex;
		}
	}

	/**
	 * Return what it is about.
	 * @return the signal, or {@code null} if the subject is of none
	 */
	public @Nullable Signal signal() {
		String subject = subject();
		int start = this.position.prefixLength() + 1;
		for (Signal signal : SIGNALS) {
			int end = start + signal.token().length();
			if (subject.startsWith(signal.token(), start) && end < subject.length() && subject.charAt(end) == '.') {
				return signal;
			}
		}
		return null;
	}

	// What follows the prefix, which may be several tokens
	private String[] tokens() {
		String subject = subject();
		return subject.substring(Math.min(subject.length(), this.position.prefixLength() + 1)).split("\\.", 3);
	}

	/**
	 * Return who wrote it.
	 * @return the service's name, as the body or else the subject has it
	 */
	public String service() {
		TelemetryRecord known = record();
		if (known != null) {
			return known.origin().service();
		}
		String[] tokens = tokens();
		return (tokens.length > 1) ? tokens[1] : "";
	}

	/**
	 * Return when it happened.
	 * @return the record's own time, or else when it was stored
	 */
	public Instant time() {
		TelemetryRecord known = record();
		if (known instanceof LogRecord log) {
			return log.timestamp();
		}
		if (known instanceof MetricPoint metric) {
			return metric.timestamp();
		}
		return (known instanceof SpanRecord span) ? span.endTime() : stored();
	}

	/**
	 * Return the level of a log record.
	 * @return the level, of any other record an empty text
	 */
	public String level() {
		TelemetryRecord known = record();
		if (known instanceof LogRecord log) {
			return log.level().token();
		}
		String[] tokens = tokens();
		return (known == null && signal() == Signal.LOGS && tokens.length > 2) ? tokens[2].toLowerCase(Locale.ROOT)
				: "";
	}

	/**
	 * Where a message stands in the stream.
	 *
	 * @param sequence its sequence
	 * @param storedNanos when it was stored, in nanoseconds since 1970
	 * @param delivered how many the consumer has delivered with it
	 * @param pending how many more there are
	 * @param prefixLength how long the prefix of the stream's subjects is
	 */
	record Position(long sequence, long storedNanos, long delivered, long pending, int prefixLength) {

		/**
		 * Read what the server says in the subject for acknowledgements (ADR-15).
		 * @param reply the subject
		 * @param prefixLength how long the prefix of the stream's subjects is
		 * @return the position, or {@code null} if it is not from JetStream
		 */
		static @Nullable Position parse(@Nullable String reply, int prefixLength) {
			if (reply == null || !reply.startsWith("$JS.ACK.")) {
				return null;
			}
			long[] numbers = new long[5];
			int tokens = 1;
			for (int i = 0; i < reply.length(); i++) {
				tokens += (reply.charAt(i) == '.') ? 1 : 0;
			}
			// 9 tokens, or since 2.8 with domain and account 11, and one that is random
			int first = (tokens >= 11) ? 6 : 4;
			int token = 0;
			for (int i = 0; i < reply.length(); i++) {
				char c = reply.charAt(i);
				if (c == '.') {
					token++;
				}
				else if (token >= first && token < first + 5) {
					numbers[token - first] = numbers[token - first] * 10 + (c - '0');
				}
			}
			return new Position(numbers[1], numbers[3], numbers[2], numbers[4], prefixLength);
		}

	}

}
