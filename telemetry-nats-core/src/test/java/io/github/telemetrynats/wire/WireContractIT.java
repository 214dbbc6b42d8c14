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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.github.telemetrynats.publisher.SignalStats;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.test.ContractCheck;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the whole way of a signal, from the captures to the server's disk, to the
 * contract: thousands of records with contents that go wrong somewhere, from several
 * threads, and then every message and the ledger are looked at. The contents come from a
 * seed, which a failure shows, and {@code -Dwire.seed} repeats.
 */
@NatsServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireContractIT {

	private final long seed = Long.getLong("wire.seed", System.nanoTime());

	private NatsServer tried;

	private WireRun run;

	@BeforeEach
	void sendEverythingOnce(NatsServer server) throws InterruptedException {
		if (this.tried != server) {
			this.tried = server;
			this.run = null;
			this.run = new WireRun(server, this.seed);
		}
		assertThat(this.run).as("run with -Dwire.seed=%d", this.seed).isNotNull();
	}

	@Test
	void everyMessageMeetsTheContract() {
		ContractCheck check = new ContractCheck();
		List<String> violations = new ArrayList<>();
		for (StoredMessage message : this.run.messages()) {
			for (String violation : check.check(message)) {
				violations.add("#" + message.sequence() + ' ' + message.subject() + ": " + violation);
			}
		}
		violations.addAll(check.duplicates(this.run.messages()));
		violations.addAll(check.windows(this.run.messages()));
		assertThat(violations.stream().limit(20)).as("%s, %d violations", this.run, violations.size()).isEmpty();
	}

	@Test
	void ledgerSaysWhatIsInTheStream() {
		for (Signal signal : Signal.values()) {
			SignalStats ledger = this.run.stats(signal);
			assertThat(ledger.pending()).as(this.run::toString).isZero();
			assertThat(ledger.offered()).as(this.run::toString).isEqualTo(ledger.confirmed() + ledger.droppedTotal());
			assertThat(ledger.confirmed()).as(this.run::toString).isEqualTo(this.run.messages(signal).size());
			assertThat(ledger.dropped()).as(this.run::toString).isEqualTo(this.run.unacceptable(signal));
			assertThat(ledger.maybeDuplicate()).as(this.run::toString).isZero();
		}
	}

	@Test
	void everythingThatWasCapturedWasOffered() {
		for (Signal signal : List.of(Signal.SPANS, Signal.LOGS)) {
			assertThat(this.run.stats(signal).offered()).as(this.run::toString).isEqualTo(this.run.captured(signal));
		}
		for (Signal signal : Signal.values()) {
			assertThat(this.run.stats(signal).confirmed()).as(this.run::toString).isGreaterThan(2_000);
		}
	}

	@Test
	void everyGapInTheSequencesIsADrop() {
		Set<Long> sequences = this.run.messages()
			.stream()
			.filter((message) -> !message.subject().startsWith("telemetry.spans."))
			.map((message) -> Long.parseLong(message.messageId().substring(message.messageId().indexOf('.') + 1)))
			.collect(Collectors.toCollection(TreeSet::new));
		long offered = this.run.stats(Signal.LOGS).offered() + this.run.stats(Signal.METRICS).offered();
		long dropped = this.run.stats(Signal.LOGS).droppedTotal() + this.run.stats(Signal.METRICS).droppedTotal();
		assertThat(sequences).as(this.run::toString).hasSize((int) (offered - dropped)).allMatch((it) -> it <= offered);
		assertThat(sequences).as(this.run::toString).first().isEqualTo(1L);
	}

	@Test
	void knownLogsAreInTheStreamAsTheyWereLogged() {
		KnownLogs.check(this.run.messages(Signal.LOGS));
	}

	@Test
	void knownSpansOfOpenTelemetryAreInTheStreamAsTheyWere() {
		KnownSpans.check(spansOf("otel"), true);
		KnownSpans.checkTyped(this.run.messages(Signal.SPANS));
	}

	@Test
	void knownSpansOfBraveAreInTheStreamAsTheyWere() {
		KnownSpans.check(spansOf("brave"), false);
	}

	@Test
	void pointsAddUpToWhatWasRecorded() {
		points((points) -> points.checkTotals());
	}

	@Test
	void knownMetersAreInTheStreamAsTheyWere() {
		points((points) -> points.checkKnown());
	}

	@Test
	void windowsMeet() {
		points((points) -> points.checkWindows(this.run.start(), this.run.end()));
	}

	private void points(Consumer<KnownPoints> check) {
		check.accept(new KnownPoints(this.run.meters(), this.run.messages(Signal.METRICS)));
	}

	private List<StoredMessage> spansOf(String service) {
		return this.run.messages(Signal.SPANS)
			.stream()
			.filter((span) -> span.json().get("service").asText().equals(service))
			.toList();
	}

}
