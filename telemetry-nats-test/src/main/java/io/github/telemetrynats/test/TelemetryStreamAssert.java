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
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a stream. Telemetry arrives after the fact: what should be there is
 * waited for, {@value #DEFAULT_SECONDS} seconds unless {@link #within(Duration)} says
 * otherwise.
 */
public final class TelemetryStreamAssert extends AbstractAssert<TelemetryStreamAssert, TelemetryStream> {

	private static final int DEFAULT_SECONDS = 5;

	private static final int MOST_VIOLATIONS = 30;

	private Duration timeout = Duration.ofSeconds(DEFAULT_SECONDS);

	TelemetryStreamAssert(TelemetryStream actual) {
		super(actual, TelemetryStreamAssert.class);
	}

	/**
	 * Set how long the following assertions wait for what should be there.
	 * @param timeout zero for what is there already
	 * @return these assertions
	 */
	public TelemetryStreamAssert within(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Verify that there is a span.
	 * @param name the span's name
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasSpan(String name) {
		return has("spans", "a span '" + name + "'", (span) -> span.path("name").asText().equals(name));
	}

	/**
	 * Verify that there is a metric point.
	 * @param name the meter's name
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasMetric(String name) {
		return has("metrics", "a metric point of '" + name + "'", (point) -> point.path("name").asText().equals(name));
	}

	/**
	 * Verify that there is a metric point with some tags.
	 * @param name the meter's name
	 * @param tags tags that it has, maybe among others
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasMetric(String name, Map<String, String> tags) {
		return has("metrics", "a metric point of '" + name + "' with the tags " + tags,
				(point) -> point.path("name").asText().equals(name) && tags.entrySet()
					.stream()
					.allMatch((tag) -> tag.getValue().equals(point.path("tags").path(tag.getKey()).textValue())));
	}

	/**
	 * Verify that there is a log record.
	 * @param text a part of its message
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasLog(String text) {
		return has("logs", "a log record that says '" + text + "'",
				(log) -> log.path("message").asText().contains(text));
	}

	/**
	 * Verify that there is a log record of a level.
	 * @param level the level, for example {@code error}
	 * @param text a part of its message
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasLog(String level, String text) {
		return has("logs", "a log record of level " + level + " that says '" + text + "'",
				(log) -> log.path("level").asText().equalsIgnoreCase(level)
						&& log.path("message").asText().contains(text));
	}

	/**
	 * Verify that there are messages.
	 * @param count how many at least
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasMessages(int count) {
		isNotNull();
		List<StoredMessage> messages = this.actual.await(">", (read) -> read.size() >= count, this.timeout);
		if (messages.size() < count) {
			throw expectation("at least " + count + " messages", messages);
		}
		return this;
	}

	/**
	 * Verify that there is no message by now.
	 * @return these assertions
	 */
	public TelemetryStreamAssert isEmpty() {
		isNotNull();
		List<StoredMessage> messages = this.actual.messages();
		if (!messages.isEmpty()) {
			throw failure("Expecting %s to be empty but there are %s", this.actual, Excerpt.of(messages));
		}
		return this;
	}

	/**
	 * Verify that no message id is there twice by now.
	 * @return these assertions
	 */
	public TelemetryStreamAssert hasNoDuplicates() {
		isNotNull();
		return hasNone("have no duplicates", new ContractCheck().duplicates(this.actual.messages()));
	}

	/**
	 * Verify that all messages by now are as the contract says, by themselves and
	 * together.
	 * @return these assertions
	 * @see ContractCheck#checkAll(List)
	 */
	public TelemetryStreamAssert meetsContract() {
		isNotNull();
		return meetsContract(new ContractCheck().withSubjectPrefix(this.actual.subjectPrefix()));
	}

	/**
	 * Verify that all messages by now are as the contract says, by themselves and
	 * together.
	 * @param check knows what is configured differently
	 * @return these assertions
	 * @see ContractCheck#checkAll(List)
	 */
	public TelemetryStreamAssert meetsContract(ContractCheck check) {
		isNotNull();
		return hasNone("meet the contract", check.checkAll(this.actual.messages()));
	}

	private TelemetryStreamAssert has(String signal, String description, Predicate<JsonNode> condition) {
		isNotNull();
		Predicate<StoredMessage> isIt = (message) -> condition.test(message.json());
		List<StoredMessage> messages = this.actual.await(this.actual.subjectPrefix() + '.' + signal + ".>",
				(read) -> read.stream().anyMatch(isIt), this.timeout);
		if (messages.stream().noneMatch(isIt)) {
			throw expectation(description, messages);
		}
		return this;
	}

	private AssertionError expectation(String description, List<StoredMessage> messages) {
		return failure("Expecting %s to have %s within %s but there are %s", this.actual, description, this.timeout,
				Excerpt.of(messages));
	}

	private TelemetryStreamAssert hasNone(String description, List<String> violations) {
		if (!violations.isEmpty()) {
			String shown = String.join("\n  ", violations.subList(0, Math.min(MOST_VIOLATIONS, violations.size())));
			throw failure("Expecting %s to %s but %s things are wrong, first of all:%n  %s", this.actual, description,
					violations.size(), shown);
		}
		return this;
	}

}
