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

package io.github.telemetrynats.cli.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.StreamFacts;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Table;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.record.Signal;

/**
 * What there is to say about the stream.
 */
final class StreamReport {

	private static final int PAGE = 100_000;

	private final Session session;

	private final Terminal terminal;

	StreamReport(Session session) {
		this.session = session;
		this.terminal = session.terminal();
	}

	private static JsonValue object(JsonValue parent, String field) {
		JsonValue value = JsonValueUtils.readValue(parent, field);
		return (value != null) ? value : JsonValue.EMPTY_MAP;
	}

	int info() {
		JsonValue info = this.session.api().require("STREAM.INFO." + this.session.stream(), "");
		JsonValue config = object(info, "config");
		JsonValue state = object(info, "state");
		long messages = JsonValueUtils.readLong(state, "messages", 0);
		long bytes = JsonValueUtils.readLong(state, "bytes", 0);
		Instant now = Instant.now();
		Report report = new Report(this.terminal, "signals", "signal", "messages", "rate", "oldest", "newest", "stream",
				"stream_messages", "stream_bytes", "max_bytes", "max_age_s", "duplicate_window_s", "storage",
				"replicas", "first_seq", "last_seq", "consumers");
		Table table = new Table(this.terminal, "SIGNAL", ">MESSAGES", ">RATE", "OLDEST", "NEWEST");
		StreamFacts facts = new StreamFacts(this.session);
		long maxAge = JsonValueUtils.readLong(config, "max_age", 0);
		long window = JsonValueUtils.readLong(config, "duplicate_window", 0);
		for (Signal signal : Signal.values()) {
			String pattern = this.session.subjects().all(signal);
			long count = facts.count(pattern, null);
			double rate = (count == 0) ? 0 : facts.count(pattern, now.minusSeconds(60)) / 60.0;
			Instant oldest = (count == 0) ? null : facts.stored(pattern, false);
			Instant newest = (count == 0) ? null : facts.stored(pattern, true);
			report.row(signal.token(), count, rate, oldest, newest, this.session.stream(), messages, bytes,
					JsonValueUtils.readLong(config, "max_bytes", -1), maxAge / 1_000_000_000, window / 1e9,
					JsonValueUtils.readString(config, "storage", ""),
					JsonValueUtils.readInteger(config, "num_replicas", 1),
					JsonValueUtils.readLong(state, "first_seq", 0), JsonValueUtils.readLong(state, "last_seq", 0),
					JsonValueUtils.readInteger(state, "consumer_count", 0));
			table.row(signal.token(), Numbers.grouped(count), Numbers.three(rate) + "/s", age(oldest, now),
					age(newest, now));
		}
		if (report.write()) {
			return ExitCode.OK;
		}
		this.terminal.line(this.terminal.styles().bold(this.session.stream()) + "  "
				+ JsonValueUtils.readString(config, "storage", "") + "  R"
				+ JsonValueUtils.readInteger(config, "num_replicas", 1) + "  " + Numbers.grouped(messages) + " msgs  "
				+ Numbers.size(bytes) + " of " + StreamConfig.size(JsonValueUtils.readLong(config, "max_bytes", -1))
				+ "  max age " + StreamConfig.age(maxAge) + "  dedup " + StreamConfig.age(window) + "  discard "
				+ JsonValueUtils.readString(config, "discard", "") + "  seq "
				+ Numbers.grouped(JsonValueUtils.readLong(state, "first_seq", 0)) + "\u2026"
				+ Numbers.grouped(JsonValueUtils.readLong(state, "last_seq", 0)) + "  consumers "
				+ JsonValueUtils.readInteger(state, "consumer_count", 0));
		table.print();
		return ExitCode.OK;
	}

	private static String age(@Nullable Instant time, Instant now) {
		return (time != null) ? Times.age(Duration.between(time, now)) + " ago" : "-";
	}

	int subjects(int top) {
		Map<String, Long> counts = new LinkedHashMap<>();
		String filter = "{\"subjects_filter\":\"" + this.session.subjects().all() + "\",\"offset\":";
		int offset = 0;
		while (true) {
			JsonValue info = this.session.api().require("STREAM.INFO." + this.session.stream(), filter + offset + '}');
			Map<String, JsonValue> page = object(object(info, "state"), "subjects").map;
			if (page == null || page.isEmpty()) {
				break;
			}
			page.forEach((subject, count) -> counts.put(subject, ((Number) count.object).longValue()));
			offset += page.size();
			if (page.size() < PAGE) {
				break;
			}
		}
		List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
		sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
		Report report = new Report(this.terminal, "subjects", "subject", "messages");
		Table table = new Table(this.terminal, ">MESSAGES", "SUBJECT");
		for (Map.Entry<String, Long> subject : sorted.subList(0, Math.min(sorted.size(), Math.max(0, top)))) {
			report.row(subject.getKey(), subject.getValue());
			table.row(Numbers.grouped(subject.getValue()), subject.getKey());
		}
		if (!report.write() && report.size() > 0) {
			table.print();
		}
		this.terminal.note("-- " + Numbers.grouped(sorted.size()) + " subjects"
				+ ((report.size() < sorted.size()) ? ", " + report.size() + " shown, see --top" : ""));
		return (report.size() > 0) ? ExitCode.OK : ExitCode.NOTHING;
	}

	List<JsonValue> consumerList() {
		List<JsonValue> consumers = new ArrayList<>();
		while (true) {
			JsonValue answer = this.session.api()
				.require("CONSUMER.LIST." + this.session.stream(), "{\"offset\":" + consumers.size() + '}');
			JsonValue list = JsonValueUtils.readValue(answer, "consumers");
			if (list == null || list.array == null || list.array.isEmpty()) {
				return consumers;
			}
			consumers.addAll(list.array);
			if (consumers.size() >= JsonValueUtils.readInteger(answer, "total", 0)) {
				return consumers;
			}
		}
	}

	int consumers() {
		Report report = new Report(this.terminal, "consumers", "name", "filter", "lag", "ack_pending", "redelivered",
				"last_seq", "last_active", "durable");
		Table table = new Table(this.terminal, "NAME", "FILTER", ">LAG", ">ACK PENDING", ">REDELIVERED", "LAST ACTIVE");
		for (JsonValue consumer : consumerList()) {
			JsonValue config = object(consumer, "config");
			JsonValue delivered = object(consumer, "delivered");
			List<String> filters = JsonValueUtils.readStringList(config, "filter_subjects");
			String one = JsonValueUtils.readString(config, "filter_subject", "");
			String filter = filters.isEmpty() ? one : String.join(" ", filters);
			String active = JsonValueUtils.readString(delivered, "last_active", null);
			String name = JsonValueUtils.readString(consumer, "name", "?");
			long lag = JsonValueUtils.readLong(consumer, "num_pending", 0);
			int pending = JsonValueUtils.readInteger(consumer, "num_ack_pending", 0);
			int redelivered = JsonValueUtils.readInteger(consumer, "num_redelivered", 0);
			report.row(name, filter, lag, pending, redelivered, JsonValueUtils.readLong(delivered, "stream_seq", 0),
					active, JsonValueUtils.readString(config, "durable_name", null) != null);
			table.row(name, filter.isEmpty() ? "all" : filter, Numbers.grouped(lag), Integer.toString(pending),
					Integer.toString(redelivered),
					(active != null) ? age(Instant.parse(active), Instant.now()) : "never");
		}
		if (!report.write() && report.size() > 0) {
			table.print();
		}
		this.terminal.note("-- " + report.size() + " consumers");
		return (report.size() > 0) ? ExitCode.OK : ExitCode.NOTHING;
	}

}
