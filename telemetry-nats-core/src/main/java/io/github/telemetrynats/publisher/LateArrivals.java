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

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what came into the lanes when the worker had ended, so that nothing stays
 * pending. Whoever put a record there either sees that the worker has ended and comes
 * here, or did so before the worker came here. One thread at a time empties the lanes,
 * and looks again for those that came meanwhile; none of them waits for it, since they
 * are application threads.
 */
final class LateArrivals {

	private final AtomicInteger calls = new AtomicInteger();

	private final Lanes lanes;

	private final Ledger ledger;

	private volatile boolean ended;

	LateArrivals(Lanes lanes, Ledger ledger) {
		this.lanes = lanes;
		this.ledger = ledger;
	}

	/**
	 * Take the lanes over. The last thing that the worker does.
	 */
	void workerEnded() {
		this.ended = true;
		count();
	}

	boolean hasWorkerEnded() {
		return this.ended;
	}

	/**
	 * Count what is in the lanes as dropped, or leave it to the thread that is doing so.
	 */
	void count() {
		int unseen = this.calls.incrementAndGet();
		if (unseen > 1) {
			return;
		}
		while (unseen > 0) {
			empty();
			unseen = this.calls.addAndGet(-unseen);
		}
	}

	private void empty() {
		for (Captured captured = this.lanes.poll(true, true); captured != null; captured = this.lanes.poll(true,
				true)) {
			this.ledger.dropped(captured.signal().signal(), DropReason.CLOSED);
		}
	}

}
