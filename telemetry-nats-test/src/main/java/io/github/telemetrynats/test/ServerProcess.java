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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One run of a nats-server, which ends with this JVM at the latest.
 * <p>
 * A shutdown hook would end the server while the application's own hooks are still
 * sending to it, and none runs when the JVM is killed. So a small shell waits on a pipe
 * that only the JVM's end closes, and kills the server then. Where there is no shell, a
 * hook has to do.
 */
final class ServerProcess {

	private static final Path SHELL = Path.of("/bin/sh");

	private static final String GUARD = "trap '' INT TERM HUP; read -r line; kill -9 \"$1\"; "
			+ "if [ -n \"$2\" ]; then rm -rf -- \"$2\"; fi";

	private static final long STOP_SECONDS = 10;

	private final Process process;

	private ServerProcess(Process process) {
		this.process = process;
	}

	/**
	 * Start the server.
	 * @param command the program and its arguments
	 * @param log the file that its output is added to
	 * @param temporary a folder to delete if the JVM ends before the server, or
	 * {@code null}
	 * @return the process
	 */
	static ServerProcess launch(List<String> command, Path log, @Nullable Path temporary) {
		try {
			Process process = new ProcessBuilder(detached(command)).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
			process.getOutputStream().close();
			guard(process, temporary);
			return new ServerProcess(process);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("'" + String.join(" ", command) + "' cannot be started", ex);
		}
	}

	private static List<String> detached(List<String> command) {
		// In a session of its own it doesn't get the Ctrl-C that is meant for the JVM
		Path setsid = SearchEnvironment.ofThisProcess().program("setsid");
		if (setsid == null) {
			return command;
		}
		List<String> detached = new ArrayList<>(command);
		detached.add(0, setsid.toString());
		return detached;
	}

	private static void guard(Process process, @Nullable Path temporary) throws IOException {
		if (!Files.isExecutable(SHELL)) {
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "nats-server-guard"));
			return;
		}
		Process guard = new ProcessBuilder(SHELL.toString(), "-c", GUARD, "nats-server-guard",
				Long.toString(process.pid()), (temporary != null) ? temporary.toString() : "")
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		// The pid may soon be somebody else's
		var unused = process.onExit().thenRun(guard::destroyForcibly);
	}

	long pid() {
		return this.process.pid();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void terminate() {
		if (isAlive()) {
			// A paused process would see the request only when it is resumed
			if (Files.isExecutable(SHELL)) {
				signal("CONT");
			}
			this.process.destroy();
			if (!awaitEnd()) {
				kill();
			}
		}
	}

	void kill() {
		this.process.destroyForcibly();
		if (!awaitEnd()) {
			throw new IllegalStateException("nats-server with pid " + pid() + " cannot be killed");
		}
	}

	void pause() {
		signal("STOP");
		// The signal is only on its way; a thread that runs may still answer
		if (isAlive() && !Waiting.until(this::isPaused, Duration.ofSeconds(STOP_SECONDS))) {
			throw new IllegalStateException("nats-server with pid " + pid() + " cannot be paused");
		}
	}

	private boolean isPaused() {
		Path threads = Path.of("/proc", Long.toString(pid()), "task");
		if (!Files.isDirectory(threads)) {
			return run("ps -o state= -p " + pid()).output().startsWith("T");
		}
		try (Stream<Path> listed = Files.list(threads)) {
			for (Path thread : listed.toList()) {
				String stat = Files.readString(thread.resolve("stat"));
				// The state follows the name in parentheses (proc(5))
				if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
					return false;
				}
			}
			return true;
		}
		catch (IOException ex) {
			// A thread has just ended: look again
			return false;
		}
	}

	void resume() {
		signal("CONT");
	}

	private void signal(String name) {
		if (!Files.isExecutable(SHELL)) {
			throw new UnsupportedOperationException("This operating system cannot pause processes");
		}
		CommandResult result = run("kill -" + name + " " + pid());
		if (result.exitCode() != 0 && isAlive()) {
			throw new IllegalStateException(result.toString());
		}
	}

	private static CommandResult run(String script) {
		try {
			return CommandResult.run(List.of(SHELL.toString(), "-c", script), STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean awaitEnd() {
		try {
			return this.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
			return true;
		}
	}

}
