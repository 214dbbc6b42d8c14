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

import java.util.Map;

/**
 * What became of the records of one signal, in records. Always
 * {@code offered = confirmed + dropped + spooled + pending}.
 *
 * @param offered how many were offered
 * @param confirmed how many the server has confirmed
 * @param dropped how many were dropped, by reason; reasons that did not occur are left
 * out
 * @param pending how many are none of these yet
 * @param recovered how many of the confirmed ones had been stored by an earlier attempt
 * whose answer was lost
 * @param maybeDuplicate how many were sent again although an earlier attempt may have
 * been stored
 * @param spooled how many were left in the spool at the end, for the next start, where
 * they count as offered again
 */
public record SignalStats(long offered, long confirmed, Map<DropReason, Long> dropped, long pending, long recovered,
		long maybeDuplicate, long spooled) {

	/**
	 * Create the account of a signal of which nothing was left in the spool.
	 * @param offered how many were offered
	 * @param confirmed how many the server has confirmed
	 * @param dropped how many were dropped, by reason
	 * @param pending how many are neither confirmed nor dropped
	 * @param recovered how many had been stored by an earlier attempt
	 * @param maybeDuplicate how many may be stored twice
	 */
	public SignalStats(long offered, long confirmed, Map<DropReason, Long> dropped, long pending, long recovered,
			long maybeDuplicate) {
		this(offered, confirmed, dropped, pending, recovered, maybeDuplicate, 0);
	}

	/**
	 * Return how many records were dropped for any reason.
	 * @return the total
	 */
	public long droppedTotal() {
		return this.dropped.values().stream().mapToLong(Long::longValue).sum();
	}

}
