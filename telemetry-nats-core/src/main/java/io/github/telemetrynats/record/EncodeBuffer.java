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

package io.github.telemetrynats.record;

import java.util.Arrays;

/**
 * Takes the bytes of one record after the other, up to a limit. Grows with the records
 * and, once large ones have not come for a while, gives the memory back. Not thread-safe.
 */
final class EncodeBuffer {

	private static final int INITIAL_SIZE = 1024;

	private static final int USUAL_SIZE = 64 * 1024;

	private static final int SMALL_RECORDS_BEFORE_SHRINKING = 256;

	private byte[] bytes = new byte[INITIAL_SIZE];

	private int size;

	private int limit;

	private boolean counting;

	private int smallRecords;

	/**
	 * Start a record.
	 * @param limit how many bytes it may have
	 * @param counting whether the bytes are counted only
	 */
	void start(int limit, boolean counting) {
		this.size = 0;
		this.limit = limit;
		this.counting = counting;
	}

	/**
	 * Make room for bytes that are written directly, from {@link #position()} on.
	 * @param length how many at the most
	 * @return where to write them
	 */
	byte[] room(int length) {
		int needed = position() + length;
		if (needed > this.bytes.length) {
			grow(needed);
		}
		return this.bytes;
	}

	private void grow(int needed) {
		int wanted = Math.max(needed, (int) Math.min(this.limit, this.bytes.length * 2L));
		this.bytes = Arrays.copyOf(this.bytes, wanted);
	}

	/**
	 * Return where the next byte belongs in what {@link #room} returned.
	 * @return its index
	 */
	int position() {
		return this.counting ? 0 : this.size;
	}

	/**
	 * Count bytes that were written.
	 * @param length how many
	 * @throws LimitExceededException if the record is too large by now
	 */
	void advance(int length) {
		if (length > this.limit - this.size) {
			throw new LimitExceededException();
		}
		this.size += length;
	}

	int size() {
		return this.size;
	}

	void truncate(int size) {
		this.size = size;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	/** Give memory back that only a record long ago needed. */
	void finish() {
		this.smallRecords = (this.size > USUAL_SIZE) ? 0 : this.smallRecords + 1;
		if (this.bytes.length > USUAL_SIZE && this.smallRecords > SMALL_RECORDS_BEFORE_SHRINKING) {
			this.bytes = new byte[INITIAL_SIZE];
		}
	}

	/** Thrown when a record is larger than its limit. */
	static final class LimitExceededException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LimitExceededException() {
			super(null, null, false, false);
		}

	}

}
