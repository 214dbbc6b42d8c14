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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.nats.client.Connection;

/**
 * What is in the {@code TELEMETRY} stream, read with a plain NATS client. <pre>{@code
 * StoredMessage span = TelemetryStream.of(server)
 *     .awaitMessages("telemetry.spans.>", 1, Duration.ofSeconds(5)).get(0);
 * assertThat(span.json().path("name").asText()).isEqualTo("http get /orders");
 * }</pre>
 * <p>
 * Every reading goes to the end of the stream as of the call. A stream that does not
 * exist (yet) is empty. Immutable and safe for use by several threads.
 */
public final class TelemetryStream {

	private static final String DEFAULT_NAME = "TELEMETRY";

	private static final String DEFAULT_PREFIX = "telemetry";

	private final Supplier<Connection> connection;

	private final Consumer<Connection> release;

	private final String name;

	private final String prefix;

	private TelemetryStream(Supplier<Connection> connection, Consumer<Connection> release, String name, String prefix) {
		this.connection = connection;
		this.release = release;
		this.name = name;
		this.prefix = prefix;
	}

	/**
	 * Read the stream {@code TELEMETRY} of a server that lets in clients without
	 * credentials. Every reading makes a connection of its own.
	 * @param server the server
	 * @return the stream
	 */
	public static TelemetryStream of(NatsServer server) {
		return new TelemetryStream(server::connect, TelemetryStream::close, DEFAULT_NAME, DEFAULT_PREFIX);
	}

	/**
	 * Read the stream {@code TELEMETRY} over a connection, which stays open.
	 * @param connection the connection
	 * @return the stream
	 */
	public static TelemetryStream of(Connection connection) {
		return of(connection, DEFAULT_NAME);
	}

	/**
	 * Read a stream of another name over a connection, which stays open.
	 * @param connection the connection
	 * @param name the stream's name
	 * @return the stream
	 */
	public static TelemetryStream of(Connection connection, String name) {
		return new TelemetryStream(() -> connection, (used) -> {
		}, name, DEFAULT_PREFIX);
	}

	/**
	 * Return the same stream with other subjects.
	 * @param prefix what the subjects begin with, without the dot
	 * @return the stream
	 */
	public TelemetryStream withSubjectPrefix(String prefix) {
		return new TelemetryStream(this.connection, this.release, this.name, prefix);
	}

	/**
	 * Return what the subjects begin with.
	 * @return {@code telemetry} unless told otherwise
	 */
	public String subjectPrefix() {
		return this.prefix;
	}

	/**
	 * Read all messages.
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> messages() {
		return messages(">");
	}

	/**
	 * Read the messages of some subjects.
	 * @param filterSubject a subject, possibly with wildcards
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> messages(String filterSubject) {
		Predicate<StoredMessage> filter = new SubjectFilter(filterSubject);
		return reading((reader) -> reader.read(1)).stream().filter(filter).toList();
	}

	/**
	 * Read the messages of some subjects at the end of the stream, which takes no longer
	 * in a stream of millions than in a short one.
	 * @param filterSubject a subject, possibly with wildcards
	 * @param window how many sequences, counted from the end, are looked at
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> newest(String filterSubject, int window) {
		Predicate<StoredMessage> filter = new SubjectFilter(filterSubject);
		return reading((reader) -> reader.readNewest(window)).stream().filter(filter).toList();
	}

	/**
	 * Read the spans.
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> spans() {
		return messages(this.prefix + ".spans.>");
	}

	/**
	 * Read the metric points.
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> metrics() {
		return messages(this.prefix + ".metrics.>");
	}

	/**
	 * Read the log records.
	 * @return the messages in the stream's order
	 */
	public List<StoredMessage> logs() {
		return messages(this.prefix + ".logs.>");
	}

	/**
	 * Wait until a number of messages is there.
	 * @param count how many at least
	 * @param timeout how long to wait
	 * @return all messages, in the stream's order
	 * @throws AssertionError if there are fewer when the time is over, showing them
	 */
	public List<StoredMessage> awaitMessages(int count, Duration timeout) {
		return awaitMessages(">", count, timeout);
	}

	/**
	 * Wait until a number of messages of some subjects is there.
	 * @param filterSubject a subject, possibly with wildcards
	 * @param count how many at least
	 * @param timeout how long to wait
	 * @return all messages of these subjects, in the stream's order
	 * @throws AssertionError if there are fewer when the time is over, showing them
	 */
	public List<StoredMessage> awaitMessages(String filterSubject, int count, Duration timeout) {
		List<StoredMessage> messages = await(filterSubject, (read) -> read.size() >= count, timeout);
		if (messages.size() < count) {
			throw new AssertionError("Expected at least " + count + " messages of '" + filterSubject + "' within "
					+ timeout + ", but there are " + Excerpt.of(messages));
		}
		return messages;
	}

	/**
	 * Wait until a message is there.
	 * @param filterSubject a subject, possibly with wildcards
	 * @param condition what the message must be like
	 * @param timeout how long to wait
	 * @return the first such message
	 * @throws AssertionError if there is none when the time is over, showing those that
	 * are
	 */
	public StoredMessage awaitMessage(String filterSubject, Predicate<StoredMessage> condition, Duration timeout) {
		List<StoredMessage> messages = await(filterSubject, (read) -> read.stream().anyMatch(condition), timeout);
		return messages.stream()
			.filter(condition)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Expected a certain message of '" + filterSubject + "' within "
					+ timeout + ", but there are " + Excerpt.of(messages)));
	}

	List<StoredMessage> await(String filterSubject, Predicate<List<StoredMessage>> condition, Duration timeout) {
		Predicate<StoredMessage> filter = new SubjectFilter(filterSubject);
		return reading((reader) -> {
			List<StoredMessage> messages = new ArrayList<>();
			AtomicLong next = new AtomicLong(1);
			Waiting.until(() -> {
				for (StoredMessage message : reader.read(next.get())) {
					next.set(message.sequence() + 1);
					if (filter.test(message)) {
						messages.add(message);
					}
				}
				return condition.test(messages);
			}, timeout);
			return messages;
		});
	}

	private List<StoredMessage> reading(Function<StreamReader, List<StoredMessage>> work) {
		Connection used = this.connection.get();
		try {
			return work.apply(new StreamReader(used, this.name));
		}
		finally {
			this.release.accept(used);
		}
	}

	private static void close(Connection connection) {
		try {
			connection.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "stream " + this.name;
	}

}
