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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What a short-lived command said (standard output and error together), and how it ended.
 *
 * @param command the command and its arguments
 * @param exitCode its exit code
 * @param output what it wrote
 */
record CommandResult(List<String> command, int exitCode, String output) {

	static CommandResult run(List<String> command, long timeout, TimeUnit unit) throws IOException {
		return run(command, null, Map.of(), timeout, unit);
	}

	/**
	 * Run a command to its end.
	 * @param command the command and its arguments
	 * @param directory where it runs, or {@code null} for this process's directory
	 * @param environment variables on top of this process's own
	 * @param timeout how long it may take
	 * @param unit the unit of the timeout
	 * @return how it ended
	 * @throws IOException if it cannot be started, takes too long or this thread is
	 * interrupted
	 */
	static CommandResult run(List<String> command, @Nullable Path directory, Map<String, String> environment,
			long timeout, TimeUnit unit) throws IOException {
		// A file rather than a pipe: a command that hangs cannot make us hang on reading
		Path output = Files.createTempFile("telemetry-nats-", ".out");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			if (directory != null) {
				builder.directory(directory.toFile());
			}
			builder.environment().putAll(environment);
			Process process = builder.start();
			process.getOutputStream().close();
			boolean ended = awaitEnd(process, timeout, unit);
			String text = new String(Files.readAllBytes(output), Charset.defaultCharset()).strip();
			if (!ended) {
				throw new IOException(
						"'" + String.join(" ", command) + "' did not end within " + timeout + " " + unit + ": " + text);
			}
			return new CommandResult(command, process.exitValue(), text);
		}
		finally {
			Files.deleteIfExists(output);
		}
	}

	private static boolean awaitEnd(Process process, long timeout, TimeUnit unit) throws IOException {
		try {
			return process.waitFor(timeout, unit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while a command was running", ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Override
	public String toString() {
		return "'" + String.join(" ", this.command) + "' ended with exit code " + this.exitCode + ": " + this.output;
	}

}
