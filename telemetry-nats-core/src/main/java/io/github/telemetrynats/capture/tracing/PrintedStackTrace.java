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

package io.github.telemetrynats.capture.tracing;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * A throwable as {@link Throwable#printStackTrace()} prints it, within a length. If it is
 * too long, its middle gives way: what was thrown comes first and the root cause last.
 */
final class PrintedStackTrace extends Writer {

	/** How long the text may be, in characters: as in a log. */
	static final int LIMIT = 16_384;

	private static final String CUT = "\n… cut …\n";

	private static final int TAIL = LIMIT / 2;

	private static final int HEAD = LIMIT - TAIL - CUT.length();

	private final StringBuilder head = new StringBuilder();

	private final StringBuilder tail = new StringBuilder();

	private boolean cut;

	private PrintedStackTrace() {
	}

	static String of(Throwable throwable) {
		PrintedStackTrace printed = new PrintedStackTrace();
		try {
			throwable.printStackTrace(new PrintWriter(printed));
		}
		catch (RuntimeException | LinkageError ex) {
			String text = "(the rest could not be rendered)";
			printed.write(text, 0, text.length());
		}
		return printed.text();
	}

	@Override
	public void write(char[] characters, int offset, int length) {
		write(String.valueOf(characters, offset, length), 0, length);
	}

	@Override
	public void write(String text, int offset, int length) {
		int first = Math.min(length, HEAD - this.head.length());
		this.head.append(text, offset, offset + first);
		this.tail.append(text, offset + first, offset + length);
		// What fits as a whole is not cut
		if (this.tail.length() > 2 * LIMIT) {
			this.tail.delete(0, this.tail.length() - LIMIT);
			this.cut = true;
		}
	}

	private String text() {
		if (!this.cut && this.head.length() + this.tail.length() <= LIMIT) {
			return this.head.toString() + this.tail;
		}
		return this.head + CUT + this.tail.substring(this.tail.length() - TAIL);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

}
