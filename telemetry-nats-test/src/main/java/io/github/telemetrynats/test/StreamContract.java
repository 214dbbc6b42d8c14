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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the message ids of a stream must be like together (contract, section 4).
 */
final class StreamContract {

	private StreamContract() {
	}

	static List<String> duplicates(List<StoredMessage> messages) {
		Map<String, List<Long>> places = new LinkedHashMap<>();
		for (StoredMessage message : messages) {
			String id = message.messageId();
			if (id != null) {
				places.computeIfAbsent(id, (key) -> new ArrayList<>(1)).add(message.sequence());
			}
		}
		List<String> violations = new ArrayList<>();
		places.forEach((id, sequences) -> {
			if (sequences.size() > 1) {
				violations.add("Nats-Msg-Id '" + id + "' is there " + sequences.size() + " times, at " + sequences);
			}
		});
		return violations;
	}

	static List<String> gaps(List<StoredMessage> messages) {
		Map<String, TreeSet<Long>> publishers = new LinkedHashMap<>();
		for (StoredMessage message : messages) {
			SequencedId id = SequencedId.parse(message.messageId());
			if (id != null) {
				publishers.computeIfAbsent(id.nuid(), (key) -> new TreeSet<>()).add(id.sequence());
			}
		}
		boolean fromTheBeginning = !messages.isEmpty() && messages.get(0).sequence() == 1;
		List<String> violations = new ArrayList<>();
		publishers.forEach((nuid, sequences) -> {
			long expected = fromTheBeginning ? 1 : sequences.first();
			for (long sequence : sequences) {
				if (sequence > expected) {
					violations.add("Publisher " + nuid + " has no record " + expected
							+ ((sequence - 1 > expected) ? " to " + (sequence - 1) : ""));
				}
				expected = sequence + 1;
			}
		});
		return violations;
	}

}
