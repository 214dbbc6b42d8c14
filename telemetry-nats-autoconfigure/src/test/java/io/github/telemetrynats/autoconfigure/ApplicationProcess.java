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

package io.github.telemetrynats.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application in a JVM of its own, whose end is the end of a process. Its output goes
 * to a file, which is read as often as it is asked for.
 */
final class ApplicationProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Map<String, String> DEFAULTS = Map.of("spring.application.name", "shop",
			"spring.main.banner-mode", "off", "spring.main.web-application-type", "none", "spring.main.keep-alive",
			"true");

	private final Process process;

	private final Path output;

	private ApplicationProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Start an application that sends to a server, which need not be there.
	 * @param type the application
	 * @param server the server
	 * @param folder where the output goes
	 * @param properties further properties, such as {@code a.b=c}
	 * @return the application, just started
	 */
	static ApplicationProcess start(Class<?> type, NatsServer server, Path folder, String... properties) {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), ShopProgram.class.getName(),
				type.getName(), "--telemetry.nats.connection.servers=" + server.url()));
		// A property that is given twice would be a list
		Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
		for (String property : properties) {
			int equals = property.indexOf('=');
			all.put(property.substring(0, equals), property.substring(equals + 1));
		}
		all.forEach((key, value) -> command.add("--" + key + "=" + value));
		try {
			Path output = Files.createTempFile(folder, type.getSimpleName(), ".log");
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment()
				.keySet()
				.removeIf((name) -> name.startsWith("TELEMETRY_") || name.startsWith("SPRING_")
						|| name.startsWith("JAVA_TOOL"));
			return new ApplicationProcess(builder.start(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> lines() {
		return output().lines().toList();
	}

	/**
	 * Wait for something to be said.
	 * @param pattern a regular expression
	 * @return what matched
	 */
	Matcher awaitOutput(String pattern) {
		Pattern compiled = Pattern.compile(pattern);
		return await().atMost(PATIENCE).until(() -> {
			boolean alive = this.process.isAlive();
			Matcher matcher = compiled.matcher(output());
			if (!matcher.find()) {
				assertThat(alive).as(() -> "The application has ended:\n" + output()).isTrue();
				return null;
			}
			return matcher;
		}, (matcher) -> matcher != null);
	}

	/**
	 * Find what was said.
	 * @param pattern a regular expression with one group that is a number
	 * @return the number
	 */
	long number(String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(output());
		assertThat(matcher.find()).as(() -> pattern + " in\n" + output()).isTrue();
		return Long.parseLong(matcher.group(1));
	}

	/**
	 * Add up what was said.
	 * @param pattern a regular expression with one group that is a number
	 * @return the sum of all matches
	 */
	long sum(String pattern) {
		return Pattern.compile(pattern)
			.matcher(output())
			.results()
			.mapToLong((match) -> Long.parseLong(match.group(1)))
			.sum();
	}

	/**
	 * Count what was said.
	 * @param text a part of the line
	 * @return the number of lines
	 */
	long count(String text) {
		return lines().stream().filter((line) -> line.contains(text)).count();
	}

	/**
	 * Wait until something has been said a number of times.
	 * @param text a part of the line
	 * @param times how often at least
	 */
	void awaitLines(String text, long times) {
		await().atMost(PATIENCE).until(() -> count(text) >= times);
	}

	/**
	 * Find out when something was logged.
	 * @param text a part of the line
	 * @return the time at the beginning of the line
	 */
	OffsetDateTime when(String text) {
		String line = lines().stream().filter((candidate) -> candidate.contains(text)).findFirst().orElse("");
		assertThat(line).as(this::output).isNotEmpty();
		return OffsetDateTime.parse(line.substring(0, line.indexOf(' ')));
	}

	/**
	 * Ask the application to end (SIGTERM), and wait until it has.
	 * @return how long that took
	 */
	Duration terminate() {
		long before = System.nanoTime();
		this.process.destroy();
		awaitExit();
		return Duration.ofNanos(System.nanoTime() - before);
	}

	/**
	 * Wait until the application has ended by itself.
	 * @return the exit code
	 */
	int awaitExit() {
		try {
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(this::output).isTrue();
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		awaitExit();
	}

}
