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

import java.io.Reader;

/**
 * Reads a text piece by piece, with its unpaired surrogates replaced: a long text is
 * copied nowhere as a whole. Not thread-safe.
 */
final class WellFormedReader extends Reader {

	private final String text;

	private int position;

	WellFormedReader(String text) {
		this.text = text;
	}

	/**
	 * Read a piece that does not end between the halves of a surrogate pair.
	 * @param target where to
	 * @param offset from which index on
	 * @param length how many characters at the most, from 2
	 * @return how many characters were read, or -1 at the end
	 */
	@Override
	public int read(char[] target, int offset, int length) {
		int end = Math.min(this.text.length(), this.position + length);
		if (end < this.text.length() && Character.isHighSurrogate(this.text.charAt(end - 1))) {
			end--;
		}
		int count = end - this.position;
		if (count == 0) {
			return -1;
		}
		this.text.getChars(this.position, end, target, offset);
		TextWriter.repair(target, offset, offset + count);
		this.position = end;
		return count;
	}

	@Override
	public void close() {
	}

}
