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

import org.jspecify.annotations.Nullable;

/**
 * What the worker lets others see of itself. Written by the worker alone, read by any
 * thread.
 */
final class WorkerGauges {

	private volatile long bufferedBytes;

	private volatile int inFlight;

	private volatile boolean taking;

	private volatile long oldestCapturedNanos;

	private volatile boolean anyUnconfirmed;

	private volatile long retries;

	private volatile long publishCount;

	private volatile long publishNanos;

	private volatile long publishNanosMax;

	private volatile @Nullable String lastRefusal;

	void update(long newBufferedBytes, int newInFlight) {
		this.bufferedBytes = newBufferedBytes;
		this.inFlight = newInFlight;
	}

	/**
	 * Tell whether what is buffered becomes less.
	 * @param newTaking whether there is a server that takes records
	 */
	void taking(boolean newTaking) {
		if (newTaking != this.taking) {
			this.taking = newTaking;
		}
	}

	void oldest(long capturedNanos, boolean any) {
		this.oldestCapturedNanos = capturedNanos;
		this.anyUnconfirmed = any;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
	void retried() {
		this.retries++;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
	void published(long nanos) {
		this.publishCount++;
		this.publishNanos += nanos;
		if (nanos > this.publishNanosMax) {
			this.publishNanosMax = nanos;
		}
	}

	void refused(String text) {
		this.lastRefusal = text;
	}

	long bufferedBytes() {
		return this.bufferedBytes;
	}

	boolean isTaking() {
		return this.taking;
	}

	int inFlight() {
		return this.inFlight;
	}

	/**
	 * Return how long ago the oldest record was captured that is encoded and not settled,
	 * as of the last tick.
	 * @return the age, or zero if there is none
	 */
	Duration oldestAge() {
		return this.anyUnconfirmed ? Duration.ofNanos(Math.max(0, System.nanoTime() - this.oldestCapturedNanos))
				: Duration.ZERO;
	}

	long retries() {
		return this.retries;
	}

	long publishCount() {
		return this.publishCount;
	}

	Duration publishTime() {
		return Duration.ofNanos(this.publishNanos);
	}

	Duration publishTimeMax() {
		return Duration.ofNanos(this.publishNanosMax);
	}

	@Nullable String lastRefusal() {
		return this.lastRefusal;
	}

}
