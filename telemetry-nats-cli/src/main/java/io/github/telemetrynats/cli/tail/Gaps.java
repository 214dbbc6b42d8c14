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

package io.github.telemetrynats.cli.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.record.Signal;

/**
 * Finds what is missing in the numbers that each process gives its logs and metrics
 * (contract, section 4). A record that had to be sent again may come late: a gap is told
 * only when many others have come, or some time has passed. Not safe for use by several
 * threads.
 */
final class Gaps {

	private static final int PATIENCE = 5_000;

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Terminal terminal;

	private final Map<String, Long> highest = new HashMap<>();

	private final List<Gap> open = new ArrayList<>();

	private long seen;

	Gaps(Terminal terminal) {
		this.terminal = terminal;
	}

	void look(Entry entry) {
		this.seen++;
		String id = entry.messageId();
		int dot = (id != null && entry.signal() != Signal.SPANS) ? id.lastIndexOf('.') : -1;
		if (id != null && dot > 0 && dot < id.length() - 1 && id.length() - dot < 19) {
			long number = 0;
			for (int i = dot + 1; i < id.length(); i++) {
				char c = id.charAt(i);
				if (c < '0' || c > '9') {
					return;
				}
				number = number * 10 + (c - '0');
			}
			look(id.substring(0, dot), number, entry);
		}
		tellDue();
	}

	void tellDue() {
		while (!this.open.isEmpty() && (this.open.get(0).seen + PATIENCE < this.seen
				|| System.nanoTime() - this.open.get(0).since > PATIENCE_NANOS)) {
			tell(this.open.remove(0));
		}
	}

	private void look(String process, long number, Entry entry) {
		Long before = this.highest.get(process);
		if (before == null) {
			this.highest.put(process, number);
		}
		else if (number > before) {
			this.highest.put(process, number);
			if (number > before + 1) {
				this.open.add(new Gap(process, entry.service(), before + 1, number - 1, this.seen, System.nanoTime()));
			}
		}
		else if (!this.open.isEmpty()) {
			fill(process, number);
		}
	}

	private void fill(String process, long number) {
		for (Iterator<Gap> gaps = this.open.iterator(); gaps.hasNext();) {
			Gap gap = gaps.next();
			if (!gap.process.equals(process) || number < gap.first || number > gap.last) {
				continue;
			}
			gaps.remove();
			if (number > gap.first) {
				this.open.add(new Gap(process, gap.service, gap.first, number - 1, gap.seen, gap.since));
			}
			if (number < gap.last) {
				this.open.add(new Gap(process, gap.service, number + 1, gap.last, gap.seen, gap.since));
			}
			this.open.sort((one, other) -> Long.compare(one.seen, other.seen));
			return;
		}
	}

	void finish() {
		this.open.forEach(this::tell);
		this.open.clear();
	}

	private void tell(Gap gap) {
		long missing = gap.last - gap.first + 1;
		this.terminal.note("-- gap: " + Numbers.grouped(missing) + ((missing == 1) ? " record" : " records") + " of "
				+ gap.service + " missing (" + gap.process + '.' + gap.first
				+ ((missing == 1) ? "" : "\u2026" + gap.last) + "): dropped by the application, lost or expired");
	}

	private record Gap(String process, String service, long first, long last, long seen, long since) {

	}

}
