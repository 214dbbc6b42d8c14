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

package io.github.telemetrynats.cli.bridge;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.ApiRefusal;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.record.Signal;

/**
 * Says how far the bridges are that share a name, from what the server knows of their
 * consumers.
 */
final class BridgeStatus {

	private static final Duration SAMPLE = Duration.ofSeconds(1);

	private static final int CONSUMER_NOT_FOUND = 10014;

	private final Session session;

	private final BridgeOptions options;

	BridgeStatus(Session session, BridgeOptions options) {
		this.session = session;
		this.options = options;
	}

	int report() {
		List<Signal> signals;
		try {
			signals = this.options.signals(this.session.subjects());
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
		Map<Signal, JsonValue> before = new HashMap<>();
		for (Signal signal : signals) {
			JsonValue info = consumer(signal);
			if (info != null) {
				before.put(signal, info);
			}
		}
		if (before.isEmpty()) {
			throw new CommandFailure(ExitCode.MISSING, "There is no consumer " + this.options.durable()
					+ "-spans, -metrics " + "or -logs: no bridge was here yet; see --durable");
		}
		pause();
		Report report = new Report(this.session.terminal(), "bridges", "signal", "consumer", "lag", "unacknowledged",
				"oldest", "rate", "redelivered", "dead_letters", "waiting");
		for (Signal signal : signals) {
			JsonValue first = before.get(signal);
			JsonValue info = (first != null) ? consumer(signal) : null;
			if (first != null && info != null) {
				report.row(signal.token(), name(signal), number(info, "num_pending"), number(info, "num_ack_pending"),
						oldest(info), acknowledged(info) - acknowledged(first), number(info, "num_redelivered"),
						deadLetters(signal), number(info, "num_waiting"));
			}
		}
		if (!report.write()) {
			text(report);
		}
		this.session.terminal().output().flush();
		return ExitCode.OK;
	}

	private void text(Report report) {
		List<String> lines = new ArrayList<>();
		report.forEach((row) -> {
			StringBuilder line = new StringBuilder();
			row.forEach((name, value) -> line.append((line.length() == 0) ? "" : ", ")
				.append(name.replace('_', ' '))
				.append(' ')
				.append(value));
			lines.add(line.toString());
		});
		lines.forEach(this.session.terminal()::line);
	}

	private @Nullable JsonValue consumer(Signal signal) {
		String operation = "CONSUMER.INFO." + this.session.stream() + '.' + name(signal);
		try {
			return this.session.api().request(operation, "");
		}
		catch (ApiRefusal ex) {
			if (ex.code() == CONSUMER_NOT_FOUND) {
				return null;
			}
			throw this.session.api().failure(operation, ex);
		}
	}

	private @Nullable String oldest(JsonValue info) {
		if (number(info, "num_ack_pending") == 0) {
			return null;
		}
		long next = floor(info, "stream_seq") + 1;
		String filter = JsonValueUtils.readString(JsonValueUtils.readValue(info, "config"), "filter_subject", ">");
		try {
			JsonValue message = this.session.api()
				.request("STREAM.MSG.GET." + this.session.stream(),
						"{\"seq\":" + next + ",\"next_by_subj\":\"" + filter + "\"}");
			String time = JsonValueUtils.readString(JsonValueUtils.readValue(message, "message"), "time", "");
			return Instant.parse(time).toString();
		}
		catch (ApiRefusal | DateTimeException ex) {
			return null;
		}
	}

	private @Nullable Long deadLetters(Signal signal) {
		String subject = this.options.deadLetter() + '.' + signal.token();
		try {
			JsonValue names = this.session.api().request("STREAM.NAMES", "{\"subject\":\"" + subject + "\"}");
			List<JsonValue> streams = JsonValueUtils.readArray(names, "streams");
			if (streams.isEmpty()) {
				return 0L;
			}
			JsonValue info = this.session.api()
				.request("STREAM.INFO." + streams.get(0).string, "{\"subjects_filter\":\"" + subject + "\"}");
			JsonValue subjects = JsonValueUtils.readValue(JsonValueUtils.readValue(info, "state"), "subjects");
			return (subjects != null) ? JsonValueUtils.readLong(subjects, subject, 0) : 0L;
		}
		catch (ApiRefusal ex) {
			return null;
		}
	}

	private String name(Signal signal) {
		return this.options.durable() + '-' + signal.token();
	}

	private static long acknowledged(JsonValue info) {
		return floor(info, "consumer_seq");
	}

	private static long floor(JsonValue info, String field) {
		JsonValue floor = JsonValueUtils.readValue(info, "ack_floor");
		return (floor != null) ? JsonValueUtils.readLong(floor, field, 0) : 0;
	}

	private static long number(JsonValue info, String field) {
		return JsonValueUtils.readLong(info, field, 0);
	}

	private static void pause() {
		try {
			Thread.sleep(SAMPLE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
