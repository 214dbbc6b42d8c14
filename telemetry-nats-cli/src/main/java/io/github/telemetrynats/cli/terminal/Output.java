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

package io.github.telemetrynats.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The standard output: bytes that wait until there are enough of them, or until somebody
 * is to see them. Safe for use by several threads.
 */
public final class Output {

	private static final int SIZE = 64 * 1024;

	private final OutputStream stream;

	private final byte[] buffer = new byte[SIZE];

	private int used;

	Output(OutputStream stream) {
		this.stream = stream;
	}

	/**
	 * Write a text as UTF-8.
	 * @param text the text
	 * @throws OutputClosedException if nobody reads it any more
	 * @throws CommandFailure if it cannot be written, such as with a full disk
	 */
	public void write(String text) {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Write bytes.
	 * @param bytes the bytes
	 * @throws OutputClosedException if nobody reads them any more
	 * @throws CommandFailure if they cannot be written, such as with a full disk
	 */
	public void write(byte[] bytes) {
		write(bytes, bytes.length);
	}

	/**
	 * Write the first bytes of an array.
	 * @param bytes the array
	 * @param length how many bytes of it
	 * @throws OutputClosedException if nobody reads them any more
	 * @throws CommandFailure if they cannot be written, such as with a full disk
	 */
	public synchronized void write(byte[] bytes, int length) {
		try {
			if (length > SIZE - this.used) {
				drain();
			}
			if (length > SIZE) {
				this.stream.write(bytes, 0, length);
				return;
			}
			System.arraycopy(bytes, 0, this.buffer, this.used, length);
			this.used += length;
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Let everything be seen.
	 * @throws OutputClosedException if nobody reads it any more
	 * @throws CommandFailure if it cannot be written, such as with a full disk
	 */
	public synchronized void flush() {
		try {
			drain();
			this.stream.flush();
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	// A reader that went away has what it wanted; a disk that is full has not
	private static RuntimeException failure(IOException failure) {
		String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		if (message.contains("pipe") || message.contains("reset") || isStream()) {
			return new OutputClosedException(failure);
		}
		return new CommandFailure(ExitCode.PARTIAL,
				"The standard output takes no more: " + failure.getMessage() + "; what is there is incomplete");
	}

	// The system's words for a closed pipe may be in any language
	private static boolean isStream() {
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
			return target.startsWith("pipe:") || target.startsWith("socket:") || target.startsWith("/dev/pts/")
					|| target.startsWith("/dev/tty");
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	private void drain() throws IOException {
		int length = this.used;
		// What could not be written is not tried again when the command ends
		this.used = 0;
		this.stream.write(this.buffer, 0, length);
	}

}
