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

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes the bytes of one record after the other, up to a limit. Grows with the records
 * and, once large ones have not come for a while, gives the memory back. Not thread-safe.
 */
final class EncodeBuffer extends OutputStream {

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

	@Override
	public void write(int b) {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) {
		if (length > this.limit - this.size) {
			throw new LimitExceededException();
		}
		if (!this.counting) {
			if (length > this.bytes.length - this.size) {
				int wanted = Math.max(this.size + length, (int) Math.min(this.limit, this.bytes.length * 2L));
				this.bytes = Arrays.copyOf(this.bytes, wanted);
			}
			System.arraycopy(source, offset, this.bytes, this.size, length);
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
