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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Signal;

/**
 * What the publisher knows at one moment. Immutable.
 *
 * @param signals the ledger of each signal; all are there
 * @param queued how many captured signals wait to be encoded, in records
 * @param queueCapacity how many may wait, the reserve included, in records
 * @param queuedBytes how much memory the large ones of them keep alive, in bytes
 * @param queueCapacityBytes how much they may, the reserve included, in bytes
 * @param bufferedBytes how much encoded data waits for confirmation, in bytes
 * @param bufferCapacityBytes how much may wait, in bytes
 * @param full whether an ordinary record would be dropped now or has to wait, because the
 * queue's or the buffer's part for ordinary records is full
 * @param inFlight how many records are on their way, in records
 * @param window how many may be on their way, in records
 * @param oldestUnconfirmedAge how long ago the oldest record that is encoded but not
 * confirmed was captured; zero if there is none
 * @param retries how often a record was sent again
 * @param lastDrop when a record was last dropped, or {@code null}
 * @param lastRefusal the server's words when it last did not store a record, or
 * {@code null}
 * @param publishCount how many records the latency is made of
 * @param publishTime the time from first sending to confirmation, summed over them
 * @param publishTimeMax the longest of them since the start
 * @param spool what is known of the spool, or {@code null} if there is none
 */
@SuppressWarnings("InvalidParam") // {@code null} is no misspelt full
public record PublisherStats(Map<Signal, SignalStats> signals, int queued, int queueCapacity, long queuedBytes,
		long queueCapacityBytes, long bufferedBytes, long bufferCapacityBytes, boolean full, int inFlight, int window,
		Duration oldestUnconfirmedAge, long retries, @Nullable Instant lastDrop, @Nullable String lastRefusal,
		long publishCount, Duration publishTime, Duration publishTimeMax, @Nullable SpoolStats spool) {

}
