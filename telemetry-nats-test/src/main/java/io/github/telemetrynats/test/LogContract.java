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
 * Log records (contract, section 3.3).
 */
record LogContract() implements RecordContract {

	@Override
	public String signal() {
		return "logs";
	}

	@Override
	public void check(RecordFields log) {
		log.oneOf("level", "trace", "debug", "info", "warn", "error");
		log.nonEmptyText("message");
		log.time("timestamp");
		ObjectNode fields = log.object("fields");
		String error = log.text("error");
		if (fields != null && error != null && !error.isEmpty()) {
			for (String name : List.of("exception.type", "exception.stacktrace")) {
				if (!fields.path(name).isTextual() || fields.path(name).textValue().isEmpty()) {
					log.violation("fields has no text '" + name + "', although error is not empty");
				}
			}
		}
		if (log.has("trace_id")) {
			log.hex("trace_id", 32);
		}
		if (log.has("span_id")) {
			log.hex("span_id", 16);
		}
		log.optionalText("logger");
		log.optionalText("thread");
	}

	@Override
	public List<String> lastTokens(RecordFields log) {
		return List.of(log.json().path("level").asText());
	}

	@Override
	public String lastDefault() {
		return "info";
	}

	@Override
	public @Nullable String messageIdProblem(String id, ObjectNode json) {
		return SequencedId.problem(id);
	}

}
