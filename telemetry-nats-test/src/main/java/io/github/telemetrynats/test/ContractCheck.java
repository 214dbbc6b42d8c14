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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Checks messages against the contract of the {@code TELEMETRY} stream, field by field:
 * stream and subjects (section 2), records (section 3), message ids (section 4). Fields
 * that the contract doesn't know are let through, as section 3 asks of every reader.
 * <p>
 * It is written from the contract alone and shares no code with what writes the stream.
 * Immutable and safe for use by several threads.
 */
public final class ContractCheck {

	/** A name of at least so many characters may end before one of its dots. */
	private static final int LONG_NAME = 850;

	private final String prefix;

	private final List<String> runIdKeys;

	/**
	 * Check against the contract's defaults: subjects that begin with {@code telemetry},
	 * the run id in the span attribute {@code run_id}.
	 */
	public ContractCheck() {
		this("telemetry", List.of("run_id"));
	}

	private ContractCheck(String prefix, List<String> runIdKeys) {
		this.prefix = prefix;
		this.runIdKeys = runIdKeys;
	}

	/**
	 * Return a check for other subjects.
	 * @param prefix what the subjects begin with, without the dot
	 * @return the check
	 */
	public ContractCheck withSubjectPrefix(String prefix) {
		return new ContractCheck(prefix, this.runIdKeys);
	}

	/**
	 * Return a check for other run ids.
	 * @param keys the span attributes that can hold the run id, the first one first
	 * @return the check
	 */
	public ContractCheck withRunIdKeys(String... keys) {
		return new ContractCheck(this.prefix, List.of(keys));
	}

	/**
	 * Check one message by itself.
	 * @param message the message
	 * @return what is wrong with it, in words; empty if nothing is
	 */
	public List<String> check(StoredMessage message) {
		List<String> violations = new ArrayList<>();
		ObjectNode json = new RecordSyntax(violations).parse(message.data());
		RecordContract contract = contract(message.subject());
		if (contract == null) {
			violations.add("subject '" + message.subject() + "' begins with none of '" + this.prefix + ".spans.', '"
					+ this.prefix + ".metrics.' and '" + this.prefix + ".logs.'");
		}
		else if (json != null) {
			RecordFields fields = new RecordFields(json, "", violations);
			checkCommon(fields);
			contract.check(fields);
			// Numbers are doubles here: of decimals the sign of zero and the exponent's
			// form are lost
			checkSubject(contract, message.subject(), new RecordFields((ObjectNode) message.json(), "", violations));
			checkMessageId(contract, message, json, violations);
		}
		return violations;
	}

	private @Nullable RecordContract contract(String subject) {
		return Map
			.<String, RecordContract>of(this.prefix + ".spans.", new SpanContract(this.runIdKeys),
					this.prefix + ".metrics.", new MetricContract(), this.prefix + ".logs.", new LogContract())
			.entrySet()
			.stream()
			.filter((entry) -> subject.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static void checkCommon(RecordFields fields) {
		fields.nonEmptyText("service");
		fields.optionalText("instance");
		fields.optionalValues("resource");
		fields.optionalBoolean("truncated");
	}

	private void checkSubject(RecordContract contract, String subject, RecordFields fields) {
		List<String> rest = contract.lastTokens(fields);
		boolean truncated = fields.json().path("truncated").asBoolean();
		String service = fields.json().path("service").asText();
		List<String> expected = new ArrayList<>();
		for (Tokens tokens : Tokens.values()) {
			String beginning = this.prefix + '.' + contract.signal() + '.' + tokens.token(service, "unknown_service")
					+ '.';
			String end = tokens.join(rest, contract.lastDefault());
			expected.add(beginning + end);
			// Of a text that was shortened the token may still have had the whole
			if (subject.equals(beginning + end) || (truncated && subject.startsWith(beginning))) {
				return;
			}
			// A server takes lines of 4,096 bytes: of a longer name the first tokens are
			// there
			if (subject.length() >= beginning.length() + LONG_NAME && (beginning + end).startsWith(subject + '.')) {
				return;
			}
		}
		fields.violation("subject is '" + subject + "', but the record says '" + expected.get(0) + "'");
	}

	private static void checkMessageId(RecordContract contract, StoredMessage message, ObjectNode json,
			List<String> violations) {
		List<String> ids = message.headers().getOrDefault("Nats-Msg-Id", List.of());
		if (ids.size() != 1) {
			violations.add("expected one Nats-Msg-Id header but there are " + ids.size());
		}
		else {
			String problem = contract.messageIdProblem(ids.get(0), json);
			if (problem != null) {
				violations.add("Nats-Msg-Id is '" + ids.get(0) + "', but " + problem);
			}
		}
	}

	/**
	 * Check each of the messages, and what they must be like together: see
	 * {@link #duplicates(List)}, {@link #gaps(List)} and {@link #windows(List)}.
	 * @param messages all messages of a stream
	 * @return what is wrong, in words that name the message; empty if nothing is
	 */
	public List<String> checkAll(List<StoredMessage> messages) {
		List<String> violations = new ArrayList<>();
		for (StoredMessage message : messages) {
			for (String violation : check(message)) {
				violations.add("#" + message.sequence() + ' ' + message.subject() + ": " + violation);
			}
		}
		violations.addAll(duplicates(messages));
		violations.addAll(gaps(messages));
		violations.addAll(windows(messages));
		return violations;
	}

	/**
	 * Check that no message id is there twice (section 4).
	 * @param messages the messages of a stream
	 * @return which ids are there twice and where; empty if none is
	 */
	public List<String> duplicates(List<StoredMessage> messages) {
		return StreamContract.duplicates(messages);
	}

	/**
	 * Check that no metric point or log record is missing: the sequences in their message
	 * ids count up from 1 without a gap (section 4). If the beginning of the stream has
	 * been deleted, the first sequences may be missing.
	 * @param messages all messages of a stream
	 * @return which sequences of which publisher are missing; empty if none is
	 */
	public List<String> gaps(List<StoredMessage> messages) {
		return StreamContract.gaps(messages);
	}

	/**
	 * Check that the windows of every metric series follow on each other without an
	 * overlap, and without a gap that is too short to be a window in which nothing
	 * happened, unless another series has a point at its end (section 3.2). A series is a
	 * meter's name, type and tags in one service, instance and publisher.
	 * @param messages the messages of a stream
	 * @return which windows don't meet; empty if all do
	 */
	public List<String> windows(List<StoredMessage> messages) {
		return new WindowContract(messages).violations(false);
	}

	/**
	 * Check that the windows of every metric series meet exactly, with none left out.
	 * Holds only for meters that were used in every window.
	 * @param messages the messages of a stream
	 * @return which windows don't meet; empty if all do
	 */
	public List<String> uninterruptedWindows(List<StoredMessage> messages) {
		return new WindowContract(messages).violations(true);
	}

}
