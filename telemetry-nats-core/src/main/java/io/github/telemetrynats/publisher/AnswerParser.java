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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.Answer.Verdict;

/**
 * Reads JetStream's answers to a publish: {@code {"stream":…,"seq":…,"duplicate":true}}
 * or {@code {"error":{"code":…,"err_code":…,"description":…}}} or, if no stream takes the
 * subject, a status 503 without a body (NATS ADR-1, ADR-7). The verdict of an error
 * follows the server's error codes. Used by one thread at a time.
 */
final class AnswerParser {

	private static final int NO_RESPONDERS = 503;

	private static final int BAD_REQUEST = 400;

	private static final int NOT_FOUND = 404;

	private static final int ERR_ACCOUNT_RESOURCES_EXCEEDED = 10002;

	private static final int ERR_MESSAGE_TOO_LARGE = 10054;

	private static final byte[] STREAM = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SEQUENCE = "\"seq\":".getBytes(StandardCharsets.US_ASCII);

	/** No overflow is possible with so many. */
	private static final int MAX_DIGITS = 18;

	/** Made for the first answer that is not like nearly all. */
	private @Nullable JsonFactory json;

	/**
	 * Read an answer.
	 * @param slot the slot that it was sent to
	 * @param generation the slot's generation that it was sent to
	 * @param attempt the attempt that it is about
	 * @param message the answer
	 * @return what it says; what can't be understood is {@link Verdict#NOT_NOW}
	 */
	Answer parse(int slot, int generation, int attempt, Message message) {
		if (message.isStatusMessage()) {
			boolean noStream = message.getStatus() != null && message.getStatus().getCode() == NO_RESPONDERS;
			return new Answer(slot, generation, attempt, noStream ? Verdict.NO_STREAM : Verdict.NOT_NOW, 0,
					String.valueOf(message.getStatus()));
		}
		byte[] body = message.getData();
		long stored = storedSequence(body);
		if (stored > 0) {
			return new Answer(slot, generation, attempt, Verdict.STORED, stored, "");
		}
		try (JsonParser parser = json().createParser(body)) {
			return parse(slot, generation, attempt, parser);
		}
		catch (IOException ex) {
			return new Answer(slot, generation, attempt, Verdict.NOT_NOW, 0, "not a JetStream answer");
		}
	}

	private JsonFactory json() {
		JsonFactory factory = this.json;
		if (factory == null) {
			factory = new JsonFactory();
			this.json = factory;
		}
		return factory;
	}

	/**
	 * Read the answer that nearly all are, {@code {"stream":"TELEMETRY","seq":4711}} with
	 * or without spaces, without a parser: that takes a tenth of the time.
	 * @param body the answer
	 * @return the sequence, or 0 if the answer is any other, which is for the parser
	 */
	private static long storedSequence(byte[] body) {
		if (!startsWith(body, 0, STREAM)) {
			return 0;
		}
		int index = STREAM.length;
		while (index < body.length && body[index] != '"' && body[index] != '\\') {
			index++;
		}
		index += 1;
		if (index >= body.length || body[index - 1] != '"' || body[index] != ',') {
			return 0;
		}
		index = afterSpaces(body, index + 1);
		if (!startsWith(body, index, SEQUENCE)) {
			return 0;
		}
		index = afterSpaces(body, index + SEQUENCE.length);
		int first = index;
		long sequence = 0;
		while (index < body.length && body[index] >= '0' && body[index] <= '9') {
			sequence = sequence * 10 + (body[index++] - '0');
		}
		boolean whole = index == body.length - 1 && body[index] == '}' && index - first <= MAX_DIGITS;
		return whole ? sequence : 0;
	}

	private static int afterSpaces(byte[] body, int from) {
		int index = from;
		while (index < body.length && body[index] == ' ') {
			index++;
		}
		return index;
	}

	private static boolean startsWith(byte[] body, int from, byte[] prefix) {
		return body.length - from >= prefix.length
				&& Arrays.equals(body, from, from + prefix.length, prefix, 0, prefix.length);
	}

	private static Answer parse(int slot, int generation, int attempt, JsonParser parser) throws IOException {
		long sequence = 0;
		boolean duplicate = false;
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			return new Answer(slot, generation, attempt, Verdict.NOT_NOW, 0, "not a JetStream answer");
		}
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			if (name.equals("error") && value == JsonToken.START_OBJECT) {
				return parseError(slot, generation, attempt, parser);
			}
			if (name.equals("seq") && value == JsonToken.VALUE_NUMBER_INT) {
				sequence = parser.getLongValue();
			}
			else if (name.equals("duplicate")) {
				duplicate = (value == JsonToken.VALUE_TRUE);
			}
			else {
				parser.skipChildren();
			}
		}
		if (sequence == 0) {
			return new Answer(slot, generation, attempt, Verdict.NOT_NOW, 0, "an answer without a sequence");
		}
		return new Answer(slot, generation, attempt, duplicate ? Verdict.STORED_BEFORE : Verdict.STORED, sequence, "");
	}

	private static Answer parseError(int slot, int generation, int attempt, JsonParser parser) throws IOException {
		int code = 0;
		int errCode = 0;
		String description = "";
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			switch (name) {
				case "code" -> code = parser.getValueAsInt();
				case "err_code" -> errCode = parser.getValueAsInt();
				case "description" -> description = (value == JsonToken.VALUE_STRING) ? parser.getText() : "";
				default -> parser.skipChildren();
			}
		}
		return new Answer(slot, generation, attempt, verdict(code, errCode), 0,
				description + " (" + code + ", " + errCode + ")");
	}

	private static Verdict verdict(int code, int errCode) {
		if (errCode == ERR_MESSAGE_TOO_LARGE) {
			return Verdict.TOO_LARGE;
		}
		if (errCode == ERR_ACCOUNT_RESOURCES_EXCEEDED) {
			// A bad request by its code, but records expire and limits are raised
			return Verdict.NOT_NOW;
		}
		return switch (code) {
			case BAD_REQUEST -> Verdict.NEVER;
			case NOT_FOUND -> Verdict.NO_STREAM;
			default -> Verdict.NOT_NOW;
		};
	}

}
