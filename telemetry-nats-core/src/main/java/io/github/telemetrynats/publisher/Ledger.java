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

package io.github.telemetrynats.publisher;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.telemetrynats.record.Signal;

/**
 * What became of every record, in records. A record is counted as offered before anything
 * else happens to it, and once as confirmed, dropped or left in the spool when its fate
 * is known, so that the difference is what is pending. Written by any thread without
 * waiting.
 */
final class Ledger {

	private final Map<Signal, Account> accounts = new EnumMap<>(Signal.class);

	private volatile long lastDropMillis;

	Ledger() {
		for (Signal signal : Signal.values()) {
			this.accounts.put(signal, new Account());
		}
	}

	void offered(Signal signal) {
		account(signal).offered.increment();
	}

	void confirmed(Signal signal, boolean recovered) {
		Account account = account(signal);
		if (recovered) {
			account.recovered.incrementAndGet();
		}
		account.confirmed.incrementAndGet();
	}

	void spooled(Signal signal) {
		account(signal).spooled.incrementAndGet();
	}

	void maybeDuplicate(Signal signal) {
		account(signal).maybeDuplicate.incrementAndGet();
	}

	void dropped(Signal signal, DropReason reason) {
		dropped(signal, reason, 1);
	}

	private void dropped(Signal signal, DropReason reason, long records) {
		this.lastDropMillis = System.currentTimeMillis();
		LongAdder counter = account(signal).dropped.get(reason);
		if (counter != null) {
			counter.add(records);
		}
	}

	/**
	 * Count records that nobody could offer any more.
	 * @param signal what they are
	 * @param reason why they were lost
	 * @param records how many
	 */
	void lost(Signal signal, DropReason reason, long records) {
		if (records > 0) {
			account(signal).offered.add(records);
			dropped(signal, reason, records);
		}
	}

	/**
	 * Return when a record was last dropped.
	 * @return milliseconds since 1970, or 0 if none ever was
	 */
	long lastDropMillis() {
		return this.lastDropMillis;
	}

	Map<DropReason, Long> dropped() {
		Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
		this.accounts.values()
			.forEach((account) -> account.droppedByReason()
				.forEach((reason, count) -> dropped.merge(reason, count, Long::sum)));
		return dropped;
	}

	Map<Signal, SignalStats> stats() {
		Map<Signal, SignalStats> stats = new EnumMap<>(Signal.class);
		this.accounts.forEach((signal, account) -> stats.put(signal, account.stats()));
		return stats;
	}

	private Account account(Signal signal) {
		Account account = this.accounts.get(signal);
		if (account == null) {
			throw new IllegalStateException("No account of " + signal);
		}
		return account;
	}

	private static final class Account {

		private final LongAdder offered = new LongAdder();

		private final AtomicLong confirmed = new AtomicLong();

		private final AtomicLong recovered = new AtomicLong();

		private final AtomicLong maybeDuplicate = new AtomicLong();

		private final AtomicLong spooled = new AtomicLong();

		private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

		Account() {
			for (DropReason reason : DropReason.values()) {
				this.dropped.put(reason, new LongAdder());
			}
		}

		Map<DropReason, Long> droppedByReason() {
			Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
			this.dropped.forEach((reason, counter) -> {
				long count = counter.sum();
				if (count > 0) {
					byReason.put(reason, count);
				}
			});
			return byReason;
		}

		SignalStats stats() {
			// What was offered is read last, so that no record is settled but not
			// offered.
			long confirmed = this.confirmed.get();
			long recovered = this.recovered.get();
			Map<DropReason, Long> dropped = droppedByReason();
			long spooled = this.spooled.get();
			long settled = confirmed + spooled + dropped.values().stream().mapToLong(Long::longValue).sum();
			long offered = this.offered.sum();
			return new SignalStats(offered, confirmed, dropped, offered - settled, Math.min(recovered, confirmed),
					this.maybeDuplicate.get(), spooled);
		}

	}

}
