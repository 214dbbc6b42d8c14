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

package io.github.telemetrynats.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was accepted against what is in the stream, record by record, and the ledger
 * against both.
 */
final class Comparison {

	private final String run;

	private final int rounds;

	private final AcceptedRecords accepted;

	private final Map<Signal, SignalStats> ledger;

	private final LedgerWatch watch;

	private final Map<String, Integer> copies = new HashMap<>();

	private final Map<Signal, Long> storedBySignal = new HashMap<>();

	private final List<String> duplicates = new ArrayList<>();

	private final List<String> missing = new ArrayList<>();

	private final List<String> strangers = new ArrayList<>();

	private final Map<String, Long> lastOfThread = new HashMap<>();

	private long overtaken;

	private final long stored;

	Comparison(String run, int rounds, AcceptedRecords accepted, List<StoredMessage> stored,
			Map<Signal, SignalStats> ledger, LedgerWatch watch) {
		this.run = run;
		this.rounds = rounds;
		this.accepted = accepted;
		this.ledger = ledger;
		this.watch = watch;
		this.stored = stored.size();
		Set<String> ids = new HashSet<>();
		for (StoredMessage message : stored) {
			Signal signal = signal(message);
			this.storedBySignal.merge(signal, 1L, Long::sum);
			String contents = contents(message, signal);
			int copies = this.copies.merge(contents, 1, Integer::sum);
			if (copies > 1 || !ids.add(message.messageId())) {
				this.duplicates.add(contents + " at " + message.sequence());
			}
			if (!accepted.epochs().containsKey(contents)) {
				this.strangers.add(contents);
			}
			noteOrder(contents);
		}
		accepted.epochs().forEach((contents, epoch) -> {
			if (epoch == accepted.epoch() && !this.copies.containsKey(contents)) {
				this.missing.add(contents);
			}
		});
	}

	private void noteOrder(String contents) {
		int space = contents.indexOf(' ');
		long number = Long.parseLong(contents.substring(space + 1));
		Long before = this.lastOfThread.put(contents.substring(0, space) + number / Load.STRIDE, number);
		if (before != null && before > number) {
			this.overtaken++;
		}
	}

	private static Signal signal(StoredMessage message) {
		if (message.subject().startsWith("telemetry.logs.")) {
			return Signal.LOGS;
		}
		return message.subject().startsWith("telemetry.metrics.") ? Signal.METRICS : Signal.SPANS;
	}

	private static String contents(StoredMessage message, Signal signal) {
		return switch (signal) {
			case LOGS -> "log " + message.json().path("message").asText();
			case METRICS -> "point " + message.json().path("value").asLong();
			case SPANS -> "span " + message.json().path("name").asText();
		};
	}

	/**
	 * Require that everything accepted is there once, that nothing was dropped, and that
	 * the ledger says exactly that.
	 * @return this
	 */
	Comparison requireEverythingOnce() {
		requireNoneTwiceAndMissing(0);
		this.ledger.forEach((signal, stats) -> assertThat(this.storedBySignal.getOrDefault(signal, 0L))
			.as("%s stored, %s, %s", signal, stats, this.run)
			.isEqualTo(stats.confirmed()));
		return this;
	}

	/**
	 * Require the same where the test itself has deleted records from the stream: of what
	 * was offered since, nothing is missing.
	 * @param atLeast how many records are gone at least
	 * @param atMost how many are gone at the most
	 * @return this
	 */
	Comparison requireEverythingOnceExceptDeleted(long atLeast, long atMost) {
		requireNoneTwiceAndMissing(0);
		long confirmed = this.ledger.values().stream().mapToLong(SignalStats::confirmed).sum();
		assertThat(confirmed - this.stored).as("records deleted, %s", this.run).isBetween(atLeast, atMost);
		return this;
	}

	/**
	 * Require the same where the server has deleted its oldest messages by itself.
	 * @param pruned how many
	 * @return this
	 */
	Comparison requireEverythingOnceExceptPruned(long pruned) {
		requireNoneTwiceAndMissing(pruned);
		return this;
	}

	private void requireNoneTwiceAndMissing(long gone) {
		assertThat(this.duplicates).as("duplicates, %s, %s", this.run, this.ledger).isEmpty();
		assertThat(this.missing).as("missing, %s, %s", this.run, this.ledger).hasSize((int) gone);
		assertThat(this.strangers).as("stored but not accepted, %s", this.run).isEmpty();
		assertThat(this.watch.violations()).as("ledger while running, %s", this.run).isEmpty();
		assertThat(this.watch.samples()).as("looks at the ledger, %s", this.run).isGreaterThan(10);
		long offered = this.ledger.values().stream().mapToLong(SignalStats::offered).sum();
		assertThat(offered).as("offered, %s", this.run).isEqualTo(this.accepted.epochs().size());
		this.ledger.forEach((signal, stats) -> {
			assertThat(stats.dropped()).as("%s dropped, %s", signal, this.run).isEmpty();
			assertThat(stats.pending()).as("%s pending, %s", signal, this.run).isZero();
			assertThat(stats.confirmed()).as("%s confirmed, %s", signal, this.run)
				.isEqualTo(stats.offered())
				.isGreaterThan(0);
		});
	}

	/**
	 * Require that the records of each thread and signal are in the order in which they
	 * were captured.
	 * @return this
	 */
	Comparison requireOrder() {
		assertThat(this.overtaken).as("records behind a later one, %s", this.run).isZero();
		return this;
	}

	int rounds() {
		return this.rounds;
	}

	long records() {
		return this.accepted.epochs().size();
	}

	int missing() {
		return this.missing.size();
	}

	int duplicates() {
		return this.duplicates.size();
	}

	long maybeDuplicate() {
		return this.ledger.values().stream().mapToLong(SignalStats::maybeDuplicate).sum();
	}

	long recovered() {
		return this.ledger.values().stream().mapToLong(SignalStats::recovered).sum();
	}

}
