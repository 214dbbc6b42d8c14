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

package io.github.telemetrynats.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged command, run as a process of its own.
 */
final class CommandRun {

	static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Process process;

	private final Path out;

	private final Path err;

	private CommandRun(Process process, Path out, Path err) {
		this.process = process;
		this.out = out;
		this.err = err;
	}

	static Path distribution() {
		return Path.of(System.getProperty("distribution"));
	}

	static String launcher() {
		return distribution().resolve("bin/telemetry-nats").toString();
	}

	String out() {
		return read(this.out);
	}

	String err() {
		return read(this.err);
	}

	private static String read(Path file) {
		try {
			// The last character may have been written in part
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	List<String> lines() {
		return out().lines().toList();
	}

	int exitCode() {
		return this.process.exitValue();
	}

	void signal(String name) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor())
			.isZero();
	}

	void awaitOut(String text) {
		await().atMost(PATIENCE).until(() -> out().contains(text));
	}

	void awaitErr(String text) {
		await().atMost(PATIENCE).until(() -> err().contains(text));
	}

	CommandRun awaitEnd() throws Exception {
		return awaitEnd(PATIENCE);
	}

	CommandRun awaitEnd(Duration patience) throws Exception {
		if (!this.process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
			throw new AssertionError("Did not end; out:\n" + out() + "\nerr:\n" + err());
		}
		return this;
	}

	void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Where the command is run.
	 */
	static final class Place {

		private static final Set<String> INHERITED = Set.of("PATH", "LD_LIBRARY_PATH", "TMPDIR");

		private final Path folder;

		private final Map<String, String> environment = new HashMap<>();

		private int runs;

		Place(Path folder, String url) {
			this.folder = folder;
			with("NATS_URL", url).with("HOME", folder.toString())
				.with("XDG_CACHE_HOME", distribution().resolveSibling("cache").toString())
				.with("XDG_CONFIG_HOME", folder.resolve("config").toString())
				.with("LC_ALL", "C.UTF-8")
				.with("TZ", "UTC")
				.with("TELEMETRY_NATS_TIMEOUT", "60s")
				.with("JAVA_HOME", System.getProperty("java.home"));
		}

		Place with(String name, String value) {
			this.environment.put(name, value);
			return this;
		}

		CommandRun run(String... args) throws Exception {
			return start(args).awaitEnd();
		}

		CommandRun start(String... args) throws Exception {
			// Whoever runs the tests in the background ignores SIGINT, and so would the
			// command
			List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", launcher()));
			command.addAll(List.of(args));
			return startProcess(command);
		}

		CommandRun shell(String script) throws Exception {
			return startShell(script).awaitEnd();
		}

		CommandRun startShell(String script) throws Exception {
			return startProcess(List.of("sh", "-c", script));
		}

		private CommandRun startProcess(List<String> command) throws Exception {
			Path out = this.folder.resolve("out" + ++this.runs);
			Path err = this.folder.resolve("err" + this.runs);
			ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
				.redirectError(err.toFile())
				.redirectInput(new java.io.File("/dev/null"));
			// Whoever runs the tests may have settings for colours, logins or JVMs
			builder.environment().keySet().retainAll(INHERITED);
			builder.environment().putAll(this.environment);
			builder.environment().put("TELEMETRY_NATS", launcher());
			return new CommandRun(builder.start(), out, err);
		}

		Path write(String name, String text) throws IOException {
			Path file = this.folder.resolve(name);
			Files.createDirectories(file.getParent());
			return Files.writeString(file, text, StandardCharsets.UTF_8);
		}

	}

}
