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

package io.github.telemetrynats.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.event.Level;

import io.github.telemetrynats.test.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events of which the test knows what must be in the stream.
 */
final class KnownLogs {

	private static final String LOGGER = "com.acme.Known";

	private static final String TEXT = "Auftrag \"42\" \\ \u00fc\u65e5\u672c\uD834\uDD1E\u0000\u001f\n\t*.> ";

	private KnownLogs() {
	}

	static void log(LogLoad load) {
		Logger logger = load.logger(LOGGER);
		load.mdc().clear();
		load.mdc().put("a.b *>", TEXT);
		load.mdc().put("", "nobody can name it");
		load.mdc().put("nothing", null);
		load.mdc().put("traceId", "a1b2c3d4e5f60718293a4b5c6d7e8f90");
		load.mdc().put("spanId", "f6e5d4c3b2a10987");
		Map<String, Object> nested = new LinkedHashMap<>();
		nested.put("x", 1);
		nested.put("y", Arrays.asList("z", null, true));
		load.at(logger, Level.DEBUG)
			.addMarker(load.marker("AUDIT"))
			.addKeyValue("int", 42)
			.addKeyValue("long", Long.MIN_VALUE)
			.addKeyValue("double", 0.1)
			.addKeyValue("decimal", new BigDecimal("12345678901234567890.5"))
			.addKeyValue("flag", false)
			.addKeyValue("text", TEXT)
			.addKeyValue("empty", "")
			.addKeyValue("nan", Double.NaN)
			.addKeyValue("null", (Object) null)
			.addKeyValue("", "nobody can name it")
			.addKeyValue("list", List.of(1, "two", 3.5))
			.addKeyValue("map", nested)
			.addKeyValue("api_token", "hunter2")
			.log("known 1 {}", TEXT);
		load.mdc().clear();
		load.at(logger, Level.ERROR)
			.setCause(new IllegalStateException("outer " + TEXT, new IllegalArgumentException("root cause")))
			.log("known 2");
		load.at(logger, Level.WARN).setCause(new IllegalStateException()).log("");
		load.at(logger, Level.TRACE).log("");
		load.at(logger, Level.INFO).addKeyValue("\uD800key", "\uDC00\uD800").log("known 5 \uD83D");
		load.logAt("known 6", Instant.parse("2024-01-15T10:30:00.123456789Z"));
		load.logAt("known 7", Instant.parse("1969-12-31T23:59:59Z"));
	}

	static void check(List<StoredMessage> logs) {
		List<StoredMessage> known = logs.stream()
			.filter((log) -> log.json().path("logger").asText().equals(LOGGER))
			.sorted(Comparator.comparingLong(KnownLogs::number))
			.toList();
		assertThat(known).hasSize(7);
		assertThat(known).extracting(KnownLogs::level)
			.containsExactly("debug", "error", "warn", "trace", "info", "info", "info");
		check(known.get(0), "known 1 " + TEXT, "");
		assertThat(known.get(0).json().get("fields")).isEqualTo(Json.of("""
				{"logback.marker":["AUDIT"],"int":42,"long":-9223372036854775808,"double":0.1,
				"decimal":12345678901234567890.5,"flag":false,"text":TEXT,"empty":"","nan":"NaN",
				"list":[1,"two",3.5],"map":{"x":1,"y":["z",true]},"api_token":"***","a.b *>":TEXT}""".replace("TEXT",
				Json.quoted(TEXT))));
		assertThat(known.get(0).json().get("trace_id").asText()).isEqualTo("a1b2c3d4e5f60718293a4b5c6d7e8f90");
		assertThat(known.get(0).json().get("span_id").asText()).isEqualTo("f6e5d4c3b2a10987");
		check(known.get(1), "known 2", "outer " + TEXT);
		checkException(known.get(1), "java.lang.IllegalStateException: outer " + TEXT,
				"Caused by: java.lang.IllegalArgumentException: root cause\n");
		check(known.get(2), "java.lang.IllegalStateException", "java.lang.IllegalStateException");
		checkException(known.get(2), "java.lang.IllegalStateException\n", "\tat " + KnownLogs.class.getName() + ".log");
		check(known.get(3), "-", "");
		check(known.get(4), "known 5 \uFFFD", "");
		assertThat(known.get(4).json().get("fields")).isEqualTo(Json.of("{'\uFFFDkey':'\uFFFD\uFFFD'}"));
		assertThat(known.get(5).json().get("timestamp").asText()).isEqualTo("2024-01-15T10:30:00.123456789Z");
		assertThat(known.get(6).json().get("timestamp").asText()).isEqualTo("1969-12-31T23:59:59Z");
		assertThat(known.get(6).json().get("fields")).isEqualTo(Json.of("{}"));
	}

	private static long number(StoredMessage log) {
		return Long.parseLong(log.messageId().substring(log.messageId().indexOf('.') + 1));
	}

	private static String level(StoredMessage log) {
		String level = log.json().get("level").asText();
		assertThat(log.subject()).endsWith('.' + level);
		return level;
	}

	private static void check(StoredMessage log, String message, String error) {
		JsonNode json = log.json();
		assertThat(json.get("message").asText()).isEqualTo(message);
		assertThat(json.get("error").asText()).isEqualTo(error);
		assertThat(json.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
		assertThat(((ObjectNode) json).fieldNames()).toIterable()
			.isSubsetOf("level", "message", "service", "timestamp", "fields", "error", "trace_id", "span_id", "logger",
					"thread", "instance", "resource");
	}

	private static void checkException(StoredMessage log, String beginning, String part) {
		JsonNode fields = log.json().get("fields");
		assertThat(fields.get("exception.type").asText()).isEqualTo("java.lang.IllegalStateException");
		assertThat(fields.get("exception.stacktrace").asText()).startsWith(beginning).contains(part);
		assertThat(fields).hasSize(2);
	}

}
