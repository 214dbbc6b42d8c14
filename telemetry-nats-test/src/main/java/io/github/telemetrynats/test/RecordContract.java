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

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of one kind of record.
 */
interface RecordContract {

	/**
	 * Return the kind's token in the subject.
	 * @return for example {@code spans}
	 */
	String signal();

	/**
	 * Check the fields that only this kind has.
	 * @param fields the record
	 */
	void check(RecordFields fields);

	/**
	 * Return what the subject says after the service.
	 * @param fields the record
	 * @return the texts that become tokens, unchanged
	 */
	List<String> lastTokens(RecordFields fields);

	/**
	 * Return what stands for nothing after the service.
	 * @return a token
	 */
	String lastDefault();

	/**
	 * Check the message id.
	 * @param id the message id
	 * @param json the record
	 * @return what it should be, or {@code null} if it is right
	 */
	@Nullable String messageIdProblem(String id, ObjectNode json);

}
