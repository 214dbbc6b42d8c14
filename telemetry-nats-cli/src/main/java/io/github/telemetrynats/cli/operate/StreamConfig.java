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
import java.util.ArrayList;
import java.util.List;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;

import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.stream.StreamSettings;

/**
 * The stream as the contract has it (section 1), and how one that is there differs.
 */
final class StreamConfig {

	private final StreamSettings settings;

	StreamConfig(StreamSettings settings) {
		this.settings = settings;
	}

	String json() {
		return "{\"name\":\"" + this.settings.name() + "\",\"subjects\":[\"" + this.settings.subjectPrefix()
				+ ".>\"],\"retention\":\"limits\",\"storage\":\"" + storage()
				+ "\",\"max_consumers\":-1,\"max_msgs\":-1" + ",\"max_bytes\":" + this.settings.maxBytes()
				+ ",\"max_age\":" + this.settings.maxAge().toNanos()
				+ ",\"max_msgs_per_subject\":-1,\"max_msg_size\":-1,\"discard\":\"old\",\"num_replicas\":"
				+ this.settings.replicas() + ",\"duplicate_window\":" + this.settings.duplicateWindow().toNanos() + '}';
	}

	private String storage() {
		return this.settings.storage().toString();
	}

	/**
	 * Compare with a stream that is there.
	 * @param info the server's answer
	 * @return what differs, a text each
	 */
	List<String> differences(JsonValue info) {
		List<String> differences = new ArrayList<>();
		JsonValue config = JsonValueUtils.readValue(info, "config");
		if (config == null) {
			return List.of("the server says nothing about its configuration");
		}
		List<String> subjects = JsonValueUtils.readStringList(config, "subjects");
		String all = this.settings.subjectPrefix() + ".>";
		if (!subjects.contains(all)) {
			differences.add("subjects are " + subjects + ", not " + all);
		}
		text(differences, config, "retention", "limits");
		text(differences, config, "storage", storage());
		text(differences, config, "discard", "old");
		long age = JsonValueUtils.readLong(config, "max_age", 0);
		if (age != this.settings.maxAge().toNanos()) {
			differences.add("max_age is " + age(age) + ", not " + age(this.settings.maxAge().toNanos()));
		}
		long bytes = JsonValueUtils.readLong(config, "max_bytes", -1);
		if (bytes != this.settings.maxBytes()) {
			differences.add("max_bytes is " + size(bytes) + ", not " + size(this.settings.maxBytes()));
		}
		long window = JsonValueUtils.readLong(config, "duplicate_window", 0);
		if (window < this.settings.duplicateWindow().toNanos()) {
			differences
				.add("duplicate_window is " + age(window) + ", not " + age(this.settings.duplicateWindow().toNanos()));
		}
		int replicas = JsonValueUtils.readInteger(config, "num_replicas", 1);
		if (replicas != this.settings.replicas()) {
			differences.add("num_replicas is " + replicas + ", not " + this.settings.replicas());
		}
		return differences;
	}

	private static void text(List<String> differences, JsonValue config, String field, String expected) {
		String actual = JsonValueUtils.readString(config, field, "");
		if (!actual.equals(expected)) {
			differences.add(field + " is " + actual + ", not " + expected);
		}
	}

	static String age(long nanos) {
		return (nanos == 0) ? "unlimited" : Times.age(Duration.ofNanos(nanos));
	}

	static String size(long bytes) {
		return (bytes < 0) ? "unlimited" : Numbers.size(bytes);
	}

}
