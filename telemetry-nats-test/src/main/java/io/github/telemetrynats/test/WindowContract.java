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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How the windows of metric series must follow on each other (contract, section 3.2).
 */
final class WindowContract {

	private final Map<String, List<Window>> series = new LinkedHashMap<>();

	/** When a publisher published metric points, the ends of its windows among them. */
	private final Map<String, Set<Instant>> publishes = new HashMap<>();

	WindowContract(List<StoredMessage> messages) {
		for (StoredMessage message : messages) {
			SequencedId id = SequencedId.parse(message.messageId());
			String publisher = (id != null) ? id.nuid() : "";
			Point point = Point.of(message);
			if (point != null) {
				this.publishes.computeIfAbsent(publisher, (key) -> new HashSet<>()).add(point.end());
			}
			if (point != null && point.start() != null) {
				this.series.computeIfAbsent(series(message.json(), publisher), (key) -> new ArrayList<>())
					.add(new Window(message.sequence(), publisher, point.start(), point.end()));
			}
		}
		this.series.values().forEach((windows) -> windows.sort(Comparator.comparing(Window::start)));
	}

	private static String series(JsonNode json, String nuid) {
		Map<String, String> tags = new TreeMap<>();
		json.path("tags").properties().forEach((tag) -> tags.put(tag.getKey(), tag.getValue().asText()));
		return json.path("type").asText() + " '" + json.path("name").asText() + "' " + tags + " of "
				+ json.path("service").asText() + ' ' + json.path("instance").asText() + ' ' + nuid;
	}

	/**
	 * Compare each window with the next one of its series.
	 * @param nothingLeftOut whether every gap is wrong, however long
	 * @return what is wrong, in words
	 */
	List<String> violations(boolean nothingLeftOut) {
		List<String> violations = new ArrayList<>();
		this.series.forEach((name, windows) -> {
			for (int index = 1; index < windows.size(); index++) {
				String problem = problem(windows.get(index - 1), windows.get(index), nothingLeftOut);
				if (problem != null) {
					violations.add("Windows of " + name + ' ' + problem);
				}
			}
		});
		return violations;
	}

	private @Nullable String problem(Window before, Window after, boolean nothingLeftOut) {
		Duration gap = Duration.between(before.end(), after.start());
		String where = before + " and " + after;
		if (gap.isNegative()) {
			return "overlap: " + where;
		}
		// Windows of a clock are not all equally long; half of one is none that was left
		// out
		Duration shorter = (before.length().compareTo(after.length()) < 0) ? before.length() : after.length();
		boolean tooShort = gap.compareTo(shorter.dividedBy(2)) < 0;
		// Unless they were late: then others end with the one that was left out
		boolean late = this.publishes.getOrDefault(after.publisher(), Set.of()).contains(after.start());
		return (!gap.isZero() && (nothingLeftOut || (tooShort && !late))) ? "have a gap between them: " + where : null;
	}

	/**
	 * The times of one metric point.
	 *
	 * @param start the beginning of its window, or {@code null} if it has none
	 * @param end the end of its window, or when it was observed
	 */
	private record Point(@Nullable Instant start, Instant end) {

		static @Nullable Point of(StoredMessage message) {
			try {
				JsonNode json = message.json();
				if (json.has("timestamp") && json.has("tags")) {
					JsonNode start = json.get("start_time");
					return new Point((start != null) ? Instant.parse(start.asText()) : null,
							Instant.parse(json.path("timestamp").asText()));
				}
			}
			catch (IllegalStateException | DateTimeException ex) {
				// The check of the message by itself says so
			}
			return null;
		}

	}

	/**
	 * The window of one point.
	 *
	 * @param sequence the point's place in the stream
	 * @param publisher who published it
	 * @param start the beginning
	 * @param end the end
	 */
	private record Window(long sequence, String publisher, Instant start, Instant end) {

		Duration length() {
			return Duration.between(this.start, this.end);
		}

		@Override
		public String toString() {
			return "#" + this.sequence + ' ' + this.start + " to " + this.end;
		}

	}

}
