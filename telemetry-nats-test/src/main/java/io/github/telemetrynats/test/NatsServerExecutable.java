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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A nats-server program on this machine. It is found in this order:
 * <ol>
 * <li>the path in the system property {@value #PATH_PROPERTY} or the environment variable
 * {@code NATS_SERVER};</li>
 * <li>{@code nats-server} on the {@code PATH} or in {@code /usr/sbin};</li>
 * <li>what an earlier search has left in the user's cache,
 * {@code ${XDG_CACHE_HOME:-~/.cache}/telemetry-nats};</li>
 * <li>where {@code apt-get} exists, the distribution's {@code nats-server} package, which
 * is downloaded and unpacked into that cache. This needs no root, and may be done by
 * several processes at once.</li>
 * </ol>
 * <p>
 * The system property {@value #SERVERS_PROPERTY} lists the servers that tests run
 * against, separated by commas: a path, {@code default} (the search above), or
 * {@code debian:SUITE}, the package of that Debian release, fetched from the mirror that
 * the machine's apt is configured with.
 * <p>
 * Immutable and safe for use by several threads.
 */
public final class NatsServerExecutable {

	/** The system property with the path of the nats-server to use. */
	public static final String PATH_PROPERTY = "nats.server";

	/** The system property that lists the servers that tests run against. */
	public static final String SERVERS_PROPERTY = "nats.servers";

	private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+\\.\\d+\\S*)");

	private final Path path;

	private final String version;

	private NatsServerExecutable(Path path, String version) {
		this.path = path;
		this.version = version;
	}

	/**
	 * Return the first of the servers that tests run against.
	 * @return an executable nats-server
	 * @throws IllegalStateException if there is none, saying how to install one
	 */
	public static NatsServerExecutable find() {
		return new ExecutableSearch(SearchEnvironment.ofThisProcess()).listed(true).get(0);
	}

	/**
	 * Return all servers that tests run against, in the order of
	 * {@value #SERVERS_PROPERTY}.
	 * @return at least one executable nats-server
	 * @throws IllegalStateException if one of them cannot be had, saying why
	 */
	public static List<NatsServerExecutable> findAll() {
		return new ExecutableSearch(SearchEnvironment.ofThisProcess()).listed(false);
	}

	/**
	 * Use a given program.
	 * @param path the path of a nats-server
	 * @return the executable
	 * @throws IllegalStateException if it cannot be run, or doesn't say its version
	 */
	public static NatsServerExecutable of(Path path) {
		Path absolute = path.toAbsolutePath().normalize();
		if (!Files.isRegularFile(absolute) || !Files.isExecutable(absolute)) {
			throw new IllegalStateException("'" + absolute + "' is no executable file; expected a nats-server");
		}
		return new NatsServerExecutable(absolute, askVersion(absolute));
	}

	private static String askVersion(Path path) {
		try {
			CommandResult result = CommandResult.run(List.of(path.toString(), "--version"), 20, TimeUnit.SECONDS);
			Matcher matcher = VERSION.matcher(result.output());
			if (result.exitCode() == 0 && matcher.find()) {
				return matcher.group(1);
			}
			throw new IllegalStateException("'" + path + " --version' did not answer like a nats-server: " + result);
		}
		catch (IOException ex) {
			throw new IllegalStateException("'" + path + "' cannot be run as a nats-server", ex);
		}
	}

	/**
	 * Return where the program is.
	 * @return the absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Return the server's version.
	 * @return for example {@code 2.9.10}
	 */
	public String version() {
		return this.version;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof NatsServerExecutable executable && this.path.equals(executable.path);
	}

	@Override
	public int hashCode() {
		return this.path.hashCode();
	}

	@Override
	public String toString() {
		return "nats-server " + this.version + " (" + this.path + ")";
	}

}
