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

package io.github.telemetrynats.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

/**
 * The requests about streams that the server's JetStream API has. They are made by hand
 * because jnats' own management tells a missing JetStream, a missing permission and a
 * slow server as one and the same, and forgets the fields of a configuration that it does
 * not know.
 */
final class StreamApi {

	private static final Duration POLL = Duration.ofMillis(50);

	private final Connection connection;

	private final Duration timeout;

	private final BooleanSupplier usable;

	/**
	 * Create an API.
	 * @param connection where the server is
	 * @param timeout how long to wait for an answer
	 * @param usable whether it makes sense to wait on
	 */
	StreamApi(Connection connection, Duration timeout, BooleanSupplier usable) {
		this.connection = connection;
		this.timeout = timeout;
		this.usable = usable;
	}

	StreamInfoAnswer info(String stream) throws StreamApiException {
		return new StreamInfoAnswer(request("STREAM.INFO." + stream, ""));
	}

	StreamInfoAnswer create(String stream, JsonValue configuration) throws StreamApiException {
		return new StreamInfoAnswer(request("STREAM.CREATE." + stream, configuration.toJson()));
	}

	StreamInfoAnswer update(String stream, JsonValue configuration) throws StreamApiException {
		return new StreamInfoAnswer(request("STREAM.UPDATE." + stream, configuration.toJson()));
	}

	List<String> namesBySubject(String subject) throws StreamApiException {
		JsonValue body = new JsonValue(Map.of("subject", new JsonValue(subject)));
		return JsonValueUtils.readStringList(request("STREAM.NAMES", body.toJson()), "streams");
	}

	boolean isClustered() {
		return this.connection.getServerInfo().getCluster() != null;
	}

	private JsonValue request(String operation, String body) throws StreamApiException {
		String subject = "$JS.API." + operation;
		JsonValue answer = parse(subject, send(subject, body));
		JsonValue error = JsonValueUtils.readValue(answer, "error");
		if (error != null) {
			throw new StreamApiException(StreamApiException.Kind.REFUSED,
					JsonValueUtils.readInteger(error, "err_code", 0),
					JsonValueUtils.readString(error, "description", "no description"));
		}
		return answer;
	}

	private static JsonValue parse(String subject, Message message) throws StreamApiException {
		try {
			return JsonParser.parse(message.getData());
		}
		catch (JsonParseException ex) {
			throw new StreamApiException(StreamApiException.Kind.REFUSED, "the answer to " + subject + " is not JSON");
		}
	}

	private Message send(String subject, String body) throws StreamApiException {
		String lastError = this.connection.getLastError();
		long deadline = System.nanoTime() + this.timeout.toNanos();
		try {
			CompletableFuture<Message> answer = this.connection.requestWithTimeout(subject,
					body.getBytes(StandardCharsets.UTF_8), this.timeout);
			while (true) {
				try {
					return answer.get(POLL.toNanos(), TimeUnit.NANOSECONDS);
				}
				catch (TimeoutException ex) {
					checkWhetherToWait(subject, lastError, deadline);
				}
			}
		}
		catch (CancellationException ex) {
			throw this.usable.getAsBoolean() ? noJetStream() : disconnected();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof JetStreamStatusException) {
				throw noJetStream();
			}
			throw noAnswer(subject);
		}
		catch (IllegalStateException ex) {
			throw disconnected();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw disconnected();
		}
	}

	private void checkWhetherToWait(String subject, @Nullable String errorBefore, long deadline)
			throws StreamApiException {
		if (!this.usable.getAsBoolean()) {
			throw disconnected();
		}
		String error = this.connection.getLastError();
		boolean late = System.nanoTime() > deadline;
		// The server tells a missing permission on the side, and answers nothing
		if (error != null && error.contains("Permissions Violation") && (late || !error.equals(errorBefore))) {
			if (error.contains(subject)) {
				throw new StreamApiException(StreamApiException.Kind.NOT_PERMITTED, "publish to " + subject);
			}
			if (error.contains("Subscription") && error.contains(inboxPrefix())) {
				throw new StreamApiException(StreamApiException.Kind.NOT_PERMITTED,
						"subscribe to " + inboxPrefix() + ">");
			}
		}
		if (late) {
			throw noAnswer(subject);
		}
	}

	private String inboxPrefix() {
		return this.connection.getOptions().getInboxPrefix();
	}

	private static StreamApiException noJetStream() {
		return new StreamApiException(StreamApiException.Kind.NO_JETSTREAM, "no responders");
	}

	private static StreamApiException disconnected() {
		return new StreamApiException(StreamApiException.Kind.DISCONNECTED, "the connection was lost");
	}

	private static StreamApiException noAnswer(String subject) {
		return new StreamApiException(StreamApiException.Kind.NO_ANSWER, subject);
	}

}
