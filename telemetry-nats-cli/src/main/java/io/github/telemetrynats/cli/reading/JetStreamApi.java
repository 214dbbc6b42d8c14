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
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;

import io.github.telemetrynats.cli.connection.NatsLink;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;

/**
 * Requests to the server's JetStream API, made by hand: what jnats has for it asks for
 * rights that a reader need not have, and loads many classes.
 */
public final class JetStreamApi {

	private static final Duration POLL = Duration.ofMillis(50);

	private static final int STREAM_NOT_FOUND = 10059;

	private static final int NO_JETSTREAM_FOR_ACCOUNT = 10039;

	private final NatsLink link;

	JetStreamApi(NatsLink link) {
		this.link = link;
	}

	/**
	 * Make a request.
	 * @param operation such as {@code STREAM.INFO.TELEMETRY}
	 * @param body an object as JSON, or an empty text
	 * @return the answer
	 * @throws ApiRefusal if the server answers with an error
	 * @throws CommandFailure if there is no answer
	 */
	public JsonValue request(String operation, String body) throws ApiRefusal {
		Message message = ask(this.link.apiPrefix() + '.' + operation, body);
		JsonValue answer;
		try {
			answer = JsonParser.parse(message.getData());
		}
		catch (JsonParseException ex) {
			throw new CommandFailure(ExitCode.CONNECTION, "The server's answer to " + operation + " is not JSON");
		}
		JsonValue error = JsonValueUtils.readValue(answer, "error");
		if (error != null) {
			throw new ApiRefusal(JsonValueUtils.readInteger(error, "err_code", 0),
					JsonValueUtils.readString(error, "description", "no description"));
		}
		return answer;
	}

	/**
	 * Make a request that ends the command if the server refuses it.
	 * @param operation such as {@code STREAM.INFO.TELEMETRY}
	 * @param body an object as JSON, or an empty text
	 * @return the answer
	 * @throws CommandFailure if there is no answer, or not a good one
	 */
	public JsonValue require(String operation, String body) {
		try {
			return request(operation, body);
		}
		catch (ApiRefusal ex) {
			throw failure(operation, ex);
		}
	}

	/**
	 * Say in the command's words what the server refused.
	 * @param operation what was asked for
	 * @param refusal the refusal
	 * @return what ends the command
	 */
	public CommandFailure failure(String operation, ApiRefusal refusal) {
		if (refusal.code() == STREAM_NOT_FOUND) {
			return new CommandFailure(ExitCode.MISSING, "There is no such stream at " + this.link.servers()
					+ ": an application with telemetry-nats creates it, or 'telemetry-nats stream init'; see --stream");
		}
		if (refusal.code() == NO_JETSTREAM_FOR_ACCOUNT) {
			return new CommandFailure(ExitCode.MISSING,
					"JetStream is not enabled for this account at " + this.link.servers());
		}
		return new CommandFailure(ExitCode.CONNECTION,
				"The server refuses " + operation + ": " + refusal.getMessage() + " (" + refusal.code() + ")");
	}

	private Message ask(String subject, String body) {
		String before = this.link.forbidden();
		long reconnects = this.link.reconnects();
		long down = this.link.downSince();
		long deadline = System.nanoTime() + this.link.timeout().toNanos();
		CompletableFuture<Message> answer = this.link.connection()
			.requestWithTimeout(subject, body.getBytes(StandardCharsets.UTF_8), this.link.timeout());
		try {
			while (true) {
				try {
					return answer.get(POLL.toNanos(), TimeUnit.NANOSECONDS);
				}
				catch (TimeoutException ex) {
					String forbidden = this.link.forbidden();
					if (forbidden != null && !forbidden.equals(before) && isAbout(forbidden, subject)) {
						throw new CommandFailure(ExitCode.CONNECTION, "Not permitted: " + forbidden);
					}
					if (System.nanoTime() > deadline || this.link.reconnects() != reconnects
							|| this.link.downSince() != down) {
						// Over another connection no answer can come
						throw noAnswer(subject);
					}
				}
			}
		}
		catch (CancellationException | ExecutionException ex) {
			if (System.nanoTime() > deadline) {
				throw noAnswer(subject);
			}
			// The server says at once that nobody listens there
			throw new CommandFailure(ExitCode.MISSING,
					"JetStream is not enabled at " + this.link.servers() + ": nats-server needs -js");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw noAnswer(subject);
		}
	}

	// What was published before, and not waited for, may be refused only now
	private static boolean isAbout(String refusal, String subject) {
		return !refusal.contains("Publish to \"") || refusal.contains('"' + subject + '"');
	}

	private CommandFailure noAnswer(String subject) {
		return new CommandFailure(ExitCode.CONNECTION,
				"No answer from " + this.link.servers() + " to " + subject + "; see --timeout");
	}

}
