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

package io.github.telemetrynats.benchmarks.load.durable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a server sends to a client that has only published: answers, and asks
 * whether it is there. Used by one thread.
 */
final class AnswerReader implements Closeable {

	private static final int BUFFER = 64 * 1024;

	private final InputStream input;

	private final byte[] buffer = new byte[BUFFER];

	private int position;

	private int end;

	AnswerReader(InputStream input) {
		this.input = input;
	}

	/**
	 * Wait for the next one.
	 * @return what it is, or {@code null} if the server has closed the connection
	 * @throws IOException if the server complains, or the connection breaks
	 */
	@Nullable Kind next() throws IOException {
		while (true) {
			int length = line();
			if (length < 0) {
				return null;
			}
			int start = this.position;
			this.position += length + 2;
			switch (this.buffer[start]) {
				case 'M', 'H':
					return answer(this.buffer[start] == 'M', number(start + length));
				case 'P':
					if (this.buffer[start + 1] == 'I') {
						return Kind.PING;
					}
					break;
				case '-':
					throw new IOException(new String(this.buffer, start, length, StandardCharsets.US_ASCII));
				default:
					break;
			}
		}
	}

	private @Nullable Kind answer(boolean message, int bytes) throws IOException {
		while (this.end - this.position < bytes + 2) {
			if (!more()) {
				return null;
			}
		}
		// {"stream": or {"error":
		boolean stored = message && this.buffer[this.position + 2] == 's';
		this.position += bytes + 2;
		return stored ? Kind.STORED : Kind.REFUSED;
	}

	/**
	 * Have a whole line in the buffer.
	 * @return how long it is without its end, or -1 if there is none
	 * @throws IOException if the connection breaks
	 */
	private int line() throws IOException {
		int scanned = this.position;
		while (true) {
			for (; scanned < this.end; scanned++) {
				if (this.buffer[scanned] == '\n') {
					return scanned - 1 - this.position;
				}
			}
			int before = scanned - this.position;
			if (!more()) {
				return -1;
			}
			scanned = this.position + before;
		}
	}

	private boolean more() throws IOException {
		if (this.end == this.buffer.length) {
			if (this.position == 0) {
				throw new IOException("The server says more than there is room for");
			}
			System.arraycopy(this.buffer, this.position, this.buffer, 0, this.end - this.position);
			this.end -= this.position;
			this.position = 0;
		}
		int read = this.input.read(this.buffer, this.end, this.buffer.length - this.end);
		this.end += Math.max(0, read);
		return read >= 0;
	}

	/**
	 * Read the number at the end of a line: the length of what follows.
	 * @param lineEnd where the line ends
	 * @return the number
	 */
	private int number(int lineEnd) {
		int number = 0;
		int factor = 1;
		for (int i = lineEnd - 1; this.buffer[i] != ' '; i--) {
			number += factor * (this.buffer[i] - '0');
			factor *= 10;
		}
		return number;
	}

	@Override
	public void close() throws IOException {
		this.input.close();
	}

	/**
	 * What a server says.
	 */
	enum Kind {

		/** It asks whether the client is there. */
		PING,

		/** It has stored a message. */
		STORED,

		/** It has not. */
		REFUSED

	}

}
