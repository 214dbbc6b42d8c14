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

import org.jspecify.annotations.Nullable;

/**
 * What a spool lets others see of itself. Written by the worker alone, read by any
 * thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
final class SpoolGauges {

	private final long capacityBytes;

	private volatile long usedBytes;

	private volatile long restored;

	private volatile long waiting;

	private volatile long skipped;

	private volatile @Nullable String failure;

	SpoolGauges(long capacityBytes) {
		this.capacityBytes = capacityBytes;
	}

	void grew(long bytes) {
		this.usedBytes += bytes;
	}

	void shrank(long bytes) {
		this.usedBytes -= bytes;
	}

	boolean hasRoomFor(long bytes) {
		return this.usedBytes + bytes <= this.capacityBytes;
	}

	void found(long records) {
		this.waiting += records;
	}

	void unreadable(long records) {
		this.waiting -= records;
	}

	void restored() {
		this.restored++;
		this.waiting--;
	}

	void skipped() {
		this.skipped++;
	}

	void failed(String text) {
		this.failure = text;
	}

	boolean hasFailed() {
		return this.failure != null;
	}

	SpoolStats stats() {
		return new SpoolStats(this.usedBytes, this.capacityBytes, this.restored, this.waiting, this.skipped,
				this.failure);
	}

}
