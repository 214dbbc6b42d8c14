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

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on one message of the stream.
 */
public final class StoredMessageAssert extends AbstractAssert<StoredMessageAssert, StoredMessage> {

	StoredMessageAssert(StoredMessage actual) {
		super(actual, StoredMessageAssert.class);
	}

	/**
	 * Verify the subject.
	 * @param filterSubject a subject, possibly with wildcards
	 * @return these assertions
	 */
	public StoredMessageAssert hasSubject(String filterSubject) {
		isNotNull();
		if (!new SubjectFilter(filterSubject).test(this.actual)) {
			throw failure("Expecting the subject to match '%s' but it is of %s", filterSubject, this.actual);
		}
		return this;
	}

	/**
	 * Verify a field of the record.
	 * @param path the field as a JSON pointer (RFC 6901), for example
	 * {@code /attributes/run_id}
	 * @param value its value as text
	 * @return these assertions
	 */
	public StoredMessageAssert hasField(String path, String value) {
		isNotNull();
		JsonNode field = this.actual.json().at(path);
		if (field.isMissingNode() || !field.asText().equals(value)) {
			throw failure("Expecting '%s' to be '%s' but it is %s in %s", path, value,
					field.isMissingNode() ? "missing" : field, this.actual);
		}
		return this;
	}

	/**
	 * Verify that the message is as the contract says.
	 * @return these assertions
	 * @see ContractCheck#check(StoredMessage)
	 */
	public StoredMessageAssert meetsContract() {
		isNotNull();
		List<String> violations = new ContractCheck().check(this.actual);
		if (!violations.isEmpty()) {
			throw failure("Expecting the message to meet the contract but:%n  %s%nin %s",
					String.join("\n  ", violations), this.actual);
		}
		return this;
	}

}
