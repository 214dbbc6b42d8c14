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

package io.github.telemetrynats.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.publisher.SpoolStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.stream.StreamState;

/**
 * Snapshots as maps of texts, numbers, lists and maps, so that they look the same with
 * every JSON library. Values that are not known are left out.
 */
final class Descriptions {

	private Descriptions() {
	}

	static Map<String, Object> connection(ConnectionState state) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("connected", state.connected());
		description.put("since", state.since().toString());
		description.put("servers", state.servers());
		putIfKnown(description, "server", state.server());
		putIfKnown(description, "version", state.serverVersion());
		description.put("reconnects", state.reconnects());
		putIfKnown(description, "lastError", state.lastError());
		return description;
	}

	static Map<String, Object> stream(StreamState state) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("name", state.name());
		description.put("status", state.status().name());
		putIfKnown(description, "problem", state.problem());
		if (!state.differences().isEmpty()) {
			description.put("differences", state.differences());
		}
		if (state.bytes() >= 0) {
			description.put("bytes", state.bytes());
			if (state.maxBytes() > 0) {
				description.put("maxBytes", state.maxBytes());
				description.put("fillPercent", state.bytes() * 100 / state.maxBytes());
			}
		}
		if (state.messages() >= 0) {
			description.put("messages", state.messages());
		}
		putIfKnown(description, "checked", state.checked());
		return description;
	}

	static Map<String, Object> signals(PublisherStats stats) {
		Map<String, Object> description = new LinkedHashMap<>();
		for (Signal signal : Signal.values()) {
			SignalStats ledger = stats.signals().get(signal);
			if (ledger != null) {
				description.put(signal.token(), ledger(ledger));
			}
		}
		return description;
	}

	private static Map<String, Object> ledger(SignalStats stats) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("offered", stats.offered());
		description.put("confirmed", stats.confirmed());
		description.put("pending", stats.pending());
		description.put("recovered", stats.recovered());
		description.put("maybeDuplicate", stats.maybeDuplicate());
		description.put("spooled", stats.spooled());
		Map<String, Long> dropped = new LinkedHashMap<>();
		stats.dropped().forEach((reason, count) -> dropped.put(reason.token(), count));
		description.put("dropped", dropped);
		return description;
	}

	static Map<String, Object> publisher(PublisherStats stats) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("queued", stats.queued());
		description.put("queueCapacity", stats.queueCapacity());
		description.put("queuedBytes", stats.queuedBytes());
		description.put("queueCapacityBytes", stats.queueCapacityBytes());
		description.put("bufferedBytes", stats.bufferedBytes());
		description.put("bufferCapacityBytes", stats.bufferCapacityBytes());
		description.put("inFlight", stats.inFlight());
		description.put("window", stats.window());
		description.put("retries", stats.retries());
		description.put("oldestUnconfirmed", stats.oldestUnconfirmedAge().toString());
		putIfKnown(description, "lastDrop", stats.lastDrop());
		putIfKnown(description, "lastRefusal", stats.lastRefusal());
		description.put("published", stats.publishCount());
		description.put("publishTime", stats.publishTime().toString());
		description.put("publishTimeMax", stats.publishTimeMax().toString());
		SpoolStats spool = stats.spool();
		if (spool != null) {
			description.put("spool", spool(spool));
		}
		return description;
	}

	private static Map<String, Object> spool(SpoolStats stats) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("usedBytes", stats.usedBytes());
		description.put("capacityBytes", stats.capacityBytes());
		description.put("restored", stats.restored());
		description.put("waiting", stats.waiting());
		description.put("skipped", stats.skipped());
		putIfKnown(description, "failure", stats.failure());
		return description;
	}

	private static void putIfKnown(Map<String, Object> description, String key, @Nullable Object value) {
		if (value != null) {
			description.put(key, value.toString());
		}
	}

}
